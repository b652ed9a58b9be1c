using InteropFuzz.Triage.Readers;

namespace InteropFuzz.Triage;

/// <summary>
/// Reads what a program, an instrument or a compiler printed. Of several reports the primary symptom is: the first report of a
/// sanitizer, Valgrind, vet or a build; else the first abort of the C library; else the first Go fatal error, panic or signal
/// (or .NET crash); else timeout or oom-kill; else silent; else what is there but not understood; else the exit code; else clean.
/// </summary>
public static class CrashReader
{
    private const int HeadLines = 5;

    /// <summary>Reads a text. Never throws, whatever the text holds, and takes time in proportion to its length.</summary>
    /// <param name="text">Everything that was printed, standard output and standard error in any order.</param>
    /// <param name="ending">How the process ended.</param>
    /// <returns>What was seen.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static Crash Read(string text, Ending ending)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReportText report = new(text);

        // A bare log may come from a bug tracker or a build server, with something in front of every line.
        return Read(ending.Kind == EndingKind.Unknown ? report.WithoutMargin() ?? report : report, ending);
    }

    private static Crash Read(ReportText report, Ending ending)
    {
        List<Finding> findings = [];
        foreach (IReportReader reader in ReportReaders.All)
        {
            findings.AddRange(reader.Read(report, ending));
        }

        findings.Sort((a, b) => a.Line - b.Line);
        if (Suspicions.Find(report, ending, findings) is { } suspicion)
        {
            findings.Add(suspicion);
            findings.Sort((a, b) => a.Line - b.Line);
        }

        Finding? first = null;
        foreach (Finding finding in findings)
        {
            if (first is null || Rank(finding.Symptom) < Rank(first.Symptom))
            {
                first = finding;
            }
        }

        Symptom symptom = first?.Symptom ?? Symptom.Clean;
        if (FromEnding(ending, first is null) is { } ended && (first is null || Rank(ended) < Rank(symptom)))
        {
            // A suspicious line is all there is to show for a bare signal; a bare log that says nothing shows how it begins.
            string shown = first?.Symptom == Symptom.Unknown ? first.Text : ended == Symptom.Unknown ? report.Head(0, HeadLines) : "";
            return new Crash { Symptom = ended, Findings = findings, FirstLine = shown };
        }

        string line = first is null ? ""
            : symptom == Symptom.Unknown ? report.Head(first.Line - 1, HeadLines)
            : first.Text;
        return new Crash { Symptom = symptom, Findings = findings, FirstLine = line };
    }

    /// <summary>What the ending says by itself.</summary>
    private static Symptom? FromEnding(Ending ending, bool nothingFound) => ending.Kind switch
    {
        EndingKind.Exited => ending.Value == 0 ? null : Symptom.Exit(ending.Value),
        EndingKind.Signalled => Symptom.Parse("signal/bare/" + Signals.Name(ending.Value)),
        EndingKind.TimedOut => Symptom.Timeout,
        EndingKind.OutOfMemory => Symptom.OomKill,
        _ => nothingFound ? Symptom.Unknown : null,
    };

    private static int Rank(Symptom symptom) => symptom.Family switch
    {
        // The tool fell over, which says little about the program.
        "valgrind" when symptom.Name == "valgrind/tool-failure" => 6,
        "asan" or "lsan" or "msan" or "tsan" or "ubsan" or "valgrind" or "vet" or "build" => 0,
        "libc-abort" => 1,
        "go-fatal" or "go-panic" or "dotnet" => 2,
        "signal" => symptom.Name.StartsWith("signal/bare/", StringComparison.Ordinal) ? 3 : 2,
        "timeout" or "oom-kill" => 4,
        "silent" => 5,
        "unknown" => 6,
        "exit" => 7,
        _ => 8,
    };
}
