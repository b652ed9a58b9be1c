namespace InteropFuzz.Triage;

/// <summary>A report of the Go runtime: the line that opens it and the stack dump below.</summary>
/// <param name="Kind">What opens it.</param>
/// <param name="Header">The line that names the fault, counted from 0.</param>
/// <param name="Trace">The first line of the stack dump, or -1 where there is none (a cut log, GOTRACEBACK=none).</param>
/// <param name="End">One past the last line that belongs to it.</param>
internal sealed record GoReport(GoReportKind Kind, int Header, int Trace, int End)
{
    private const string InnerFatal = "\tfatal error: ";

    private static readonly TextTable s_lines = new("go-lines.tsv");

    /// <summary>
    /// Finds the reports. The lines that can open one are collected; a stack dump closes the collection and says which of them
    /// did: the first of the last paragraph that has any. Lines that look like an opening but stand in a paragraph of their own
    /// above the real one were printed by the program.
    /// </summary>
    internal static IReadOnlyList<GoReport> FindAll(ReportText text)
    {
        List<GoReport> reports = [];
        List<(GoReportKind Kind, int Line)> openings = [];
        bool paragraphHasOpening = false;
        for (int i = 0; i < text.Count; i++)
        {
            string line = text[i];
            if (line.Length == 0)
            {
                paragraphHasOpening = false;
            }
            else if (OpeningAt(text, i) is { } kind)
            {
                if (!paragraphHasOpening)
                {
                    openings.Clear();
                    paragraphHasOpening = true;
                }

                openings.Add((kind, i));
            }
            else if (openings.Count > 0 && IsTraceStart(line))
            {
                (GoReportKind chosen, int header) = Choose(text, openings, i);
                reports.Add(new(chosen, header, i, text.Count));
                openings.Clear();
                paragraphHasOpening = false;
            }
        }

        if (openings.Count > 0)
        {
            reports.Add(new(openings[0].Kind, openings[0].Line, -1, text.Count));
        }

        for (int i = 0; i + 1 < reports.Count; i++)
        {
            reports[i] = reports[i] with { End = reports[i + 1].Header };
        }

        return reports;
    }

    /// <summary>Whether the line begins a stack dump: <c>goroutine 1 [running]:</c>, <c>goroutine 1 gp=…</c> (1.22+), <c>runtime stack:</c>.</summary>
    internal static bool IsTraceStart(string line)
    {
        if (line.StartsWith("runtime stack:", StringComparison.Ordinal))
        {
            return true;
        }

        if (!line.StartsWith("goroutine ", StringComparison.Ordinal))
        {
            return false;
        }

        int i = 10;
        while (i < line.Length && char.IsAsciiDigit(line[i]))
        {
            i++;
        }

        ReadOnlySpan<char> rest = line.AsSpan(i);
        return i > 10 && (rest.StartsWith(" [", StringComparison.Ordinal) || rest.StartsWith(" gp=", StringComparison.Ordinal));
    }

    /// <summary>
    /// Whether the process can have died of it. The Go runtime ends with code 2 (4 or 5 when it fails while reporting) or with
    /// SIGABRT (GOTRACEBACK=crash); "go run" and "go test" make 1 of it. Without a stack dump only those count; with one any
    /// other bad ending does, because wrappers have codes of their own.
    /// </summary>
    internal bool IsCredible(Ending ending) => ending.Kind switch
    {
        EndingKind.Exited => Trace >= 0 ? ending.Value != 0 : ending.Value is 1 or 2 or 4 or 5,
        EndingKind.Signalled => Trace >= 0 || ending.Value == 6,
        _ => true,
    };

    /// <summary>
    /// Which of the openings is the real one. From Go 1.26 on, a fatal error while a panic is under way is printed below the
    /// panic and indented by a tab; that is what ends the process, as it is on older versions, which do not print the panic.
    /// Go 1.19 prints a panic's text as it is, so that <c>panic("x\nfatal error: fake")</c> looks like a throw; the other way
    /// round a program may print "panic: " just above a real throw. A throw has runtime.throw or runtime.fatal in its stack.
    /// </summary>
    private static (GoReportKind Kind, int Line) Choose(ReportText text, List<(GoReportKind Kind, int Line)> openings, int trace)
    {
        if (openings[0].Kind == GoReportKind.Panic && TopFrameThrows(text, trace))
        {
            for (int i = openings[0].Line + 1; i < trace; i++)
            {
                if (text[i].StartsWith(InnerFatal, StringComparison.Ordinal))
                {
                    return (GoReportKind.Fatal, i);
                }
            }

            foreach ((GoReportKind Kind, int Line) opening in openings)
            {
                if (opening.Kind == GoReportKind.Fatal)
                {
                    return opening;
                }
            }
        }

        return openings[0];
    }

    /// <summary>Whether the first function of the stack dump is one that raises fatal errors (runtime.throw, internal/sync.fatal …).</summary>
    private static bool TopFrameThrows(ReportText text, int trace)
    {
        string top = text[trace + 1];
        return top.StartsWith("runtime.throw(", StringComparison.Ordinal) || top.Contains(".fatal(", StringComparison.Ordinal);
    }

    private static GoReportKind? OpeningAt(ReportText text, int index)
    {
        string line = text[index];
        if (line.StartsWith("panic: ", StringComparison.Ordinal))
        {
            return GoReportKind.Panic;
        }

        if (line.StartsWith("fatal error: ", StringComparison.Ordinal) || s_lines.Find(line) is not null)
        {
            return GoReportKind.Fatal;
        }

        return SignalOf(line) is not null && text[index + 1].StartsWith("PC=", StringComparison.Ordinal) ? GoReportKind.Signal : null;
    }

    /// <summary>
    /// The signal that a line such as <c>SIGSEGV: segmentation violation</c> names, or null. On Windows the line is
    /// <c>Exception 0xc0000005 0x1 0x8 0x7ff6c2a81234</c> (runtime/signal_windows.go, winthrow).
    /// </summary>
    internal static string? SignalOf(string line)
    {
        if (line.StartsWith("SIG", StringComparison.Ordinal))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            return colon > 3 && Signals.IsName(line[..colon]) ? line[..colon] : null;
        }

        const string exception = "Exception 0x";
        if (!line.StartsWith(exception, StringComparison.Ordinal))
        {
            return null;
        }

        int end = line.IndexOf(' ', exception.Length);
        return line.AsSpan(exception.Length, (end < 0 ? line.Length : end) - exception.Length) switch
        {
            "c0000005" or "c0000006" or "c00000fd" => "SIGSEGV",
            "c000001d" => "SIGILL",
            "c0000094" or "c0000095" or "c000008d" or "c000008e" or "c0000090" or "c0000091" or "c0000093" => "SIGFPE",
            "80000003" => "SIGTRAP",
            _ => null,
        };
    }

    /// <summary>What a line of go-lines.tsv stands for, or null.</summary>
    internal static Symptom? FatalLine(string line) => s_lines.Find(line);
}
