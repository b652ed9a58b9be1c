using InteropFuzz.Triage.Diagnosis;
using InteropFuzz.Triage.Intake;
using InteropFuzz.Triage.Readers;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage;

/// <summary>
/// Reads what a program, an instrument or a compiler printed. Of several reports the primary symptom is: the first report of a
/// sanitizer, Valgrind, vet or a build; else the first abort of the C library; else the first Go fatal error, panic or signal
/// (or .NET crash); else timeout or oom-kill; else silent; else what is there but not understood; else the exit code; else clean.
/// </summary>
public static class CrashReader
{
    private const int HeadLines = 5;

    /// <summary>Reads a text as that of one process. Never throws, whatever the text holds, and takes time in proportion to its length.</summary>
    /// <param name="text">Everything that was printed, standard output and standard error in any order.</param>
    /// <param name="ending">How the process ended.</param>
    /// <returns>What was seen.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static Crash Read(string text, Ending ending)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (ending.Kind != EndingKind.Unknown)
        {
            return Read(new ReportText(text), ending);
        }

        // A bare log may come from a bug tracker or a build server, with something in front of every line.
        Crash? first = null;
        foreach (Extract source in Unwrapping.Sources(Extract.Of(text)))
        {
            Crash crash = Read(new ReportText(source), ending);
            first = first is null || Rank(crash.Symptom) < Rank(first.Symptom) ? crash : first;
        }

        return first ?? Read(new ReportText(text), ending);
    }

    /// <summary>
    /// Reads a text, and beside it what a debugger said of the same crash in a process of its own. The symptom is that of the
    /// text alone; the debugger's lines add frames to its stacks.
    /// </summary>
    /// <param name="text">Everything that was printed, standard output and standard error in any order.</param>
    /// <param name="ending">How the process ended.</param>
    /// <param name="debuggerText">What the debugger printed, in its own form.</param>
    /// <returns>What was seen; its line numbers are those of the text.</returns>
    public static Crash Read(string text, Ending ending, string debuggerText)
    {
        ArgumentNullException.ThrowIfNull(debuggerText);
        Crash crash = Read(text, ending);
        ReportText joined = new(text + "\n" + debuggerText);
        return Conclude(joined, crash, 0, joined.Count);
    }

    /// <summary>
    /// Reads a bare log of any length: build servers, containers, several processes. Memory is bounded; what belongs to no
    /// crash is passed over.
    /// </summary>
    /// <param name="log">The log; read to its end.</param>
    /// <returns>Every crash in the order of the log; the same crash once, with how often it was met. Never empty: a log without a crash gives one that is clean.</returns>
    /// <exception cref="ArgumentNullException">There is no log.</exception>
    public static IReadOnlyList<Crash> ReadAll(TextReader log)
    {
        ArgumentNullException.ThrowIfNull(log);
        CrashList crashes = new();
        using LogScanner scanner = new(log);
        while (scanner.Next() is { } piece)
        {
            foreach (Extract source in Unwrapping.Sources(piece))
            {
                foreach (ReportText part in Processes.ByEnds(new ReportText(source)))
                {
                    ReadPart(part, crashes);
                }
            }
        }

        return crashes.Finish();
    }

    private static void ReadPart(ReportText part, CrashList crashes)
    {
        int debugger = DebuggerPart.Start(part);
        ReportText words = debugger < 0 ? part : part.Slice(0, debugger);
        List<Finding> findings = FindAll(words, Ending.Unknown);
        List<ReportText> processes = findings.Count < 2 ? [words] : [.. Processes.ByFindings(words, findings)];
        foreach (ReportText process in processes)
        {
            bool isLast = ReferenceEquals(process, processes[^1]);
            crashes.Add(
                isLast && debugger >= 0 ? Read(part.Slice(debugger - process.Count, part.Count), Ending.Unknown)
                : ReferenceEquals(process, part) ? Read(part, Ending.Unknown, findings)
                : Read(process, Ending.Unknown));
        }
    }

    private static Crash Read(ReportText report, Ending ending)
    {
        int debugger = ending.Kind == EndingKind.Unknown ? DebuggerPart.Start(report) : -1;
        if (debugger >= 0)
        {
            ReportText words = report.Slice(0, debugger);
            Crash crash = Read(words, ending, FindAll(words, ending));

            // Go says nothing of a signal on a thread of C: then the debugger's words are all there is.
            if (crash.Primary is not null)
            {
                return Conclude(report, crash, 0, report.Count);
            }
        }

        return Read(report, ending, FindAll(report, ending));
    }

    private static List<Finding> FindAll(ReportText report, Ending ending)
    {
        List<Finding> findings = [];
        foreach (IReportReader reader in ReportReaders.All)
        {
            findings.AddRange(reader.Read(report, ending));
        }

        if (Suspicions.Find(report, ending, findings) is { } suspicion)
        {
            findings.Add(suspicion);
        }

        // In the order of the text; lines may share a number.
        return [.. findings.OrderBy(report.IndexOf)];
    }

    private static Crash Read(ReportText report, Ending ending, List<Finding> findings)
    {
        Finding? first = null;
        foreach (Finding finding in findings)
        {
            if (first is null || Rank(finding.Symptom) < Rank(first.Symptom))
            {
                first = finding;
            }
        }

        Symptom symptom = first?.Symptom ?? Symptom.Clean;
        if (FromEnding(ending) is { } ended && (first is null || Rank(ended) < Rank(symptom)))
        {
            // A suspicious line is all there is to show for a bare signal.
            string shown = first?.Symptom == Symptom.Unknown ? first.Text : "";
            return Conclude(report, new Crash { Symptom = ended, Findings = findings, FirstLine = shown }, 0, report.Count);
        }

        string line = first is null ? ""
            : symptom == Symptom.Unknown ? report.Head(report.IndexOf(first), HeadLines)
            : first.Text;
        return Conclude(report, new Crash { Symptom = symptom, Findings = findings, FirstLine = line, Primary = first }, 0, report.Count);
    }

    /// <summary>Adds what follows from the symptom and the lines of the crash.</summary>
    private static Crash Conclude(ReportText report, Crash crash, int from, int to)
    {
        IReadOnlyList<Stack> stacks = StackReaders.Read(report, from, to, crash.Primary);
        string kind = SignatureSymptoms.Kind(crash.Symptom, report, from, crash.Primary is null ? from : report.IndexOf(crash.Primary));
        CrashFacts facts = new(report, from, to, crash.Symptom, crash.Primary, crash.Findings, stacks);
        IReadOnlyList<Candidate> classes = Ranking.Rank(facts);
        return crash with
        {
            Stacks = stacks,
            Signature = Signature.Of(kind, crash.Symptom, stacks, crash.FirstLine),
            Classes = classes,
            Guilty = Guilt.Of(facts, classes),
            Severity = Assessment.Of(facts),
            Next = Advice.Of(facts, classes),
            Clues = facts.Clues,
        };
    }

    /// <summary>What the ending says by itself.</summary>
    private static Symptom? FromEnding(Ending ending) => ending.Kind switch
    {
        EndingKind.Exited => ending.Value == 0 ? null : Symptom.Exit(ending.Value),
        EndingKind.Signalled => Symptom.Parse("signal/bare/" + Signals.Name(ending.Value)),
        EndingKind.TimedOut => Symptom.Timeout,
        EndingKind.OutOfMemory => Symptom.OomKill,
        _ => null,
    };

    private static int Rank(Symptom symptom) => symptom.Family switch
    {
        // The tool fell over, which says little about the program.
        "valgrind" when symptom.Name == "valgrind/tool-failure" => 6,
        // A bare "deadly signal", which libFuzzer says of every death: whoever says more is heard.
        "asan" when symptom.Name == "asan/DEADLYSIGNAL" => 3,
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
