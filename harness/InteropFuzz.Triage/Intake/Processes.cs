namespace InteropFuzz.Triage.Intake;

/// <summary>
/// Parts a text in which several processes left their words. What one process says is one crash: a sanitizer's report and the
/// Go dump below it, the C library's last words and the dump of the abort, every error of one process under Valgrind, the
/// dumps that GOTRACEBACK=crash adds. Each data race is a crash of its own.
/// </summary>
internal static class Processes
{
    private const int MaxPreamble = 40;
    private const int NestedWithin = 4;

    private static readonly List<string> s_starts = [];
    private static readonly HashSet<string> s_whole = [];

    static Processes()
    {
        foreach (string[] row in Table.Rows("process-ends.tsv", 2))
        {
            if (row[0] == "starts")
            {
                s_starts.Add(row[1]);
            }
            else
            {
                s_whole.Add(row[1]);
            }
        }
    }

    /// <summary>The text in parts that end where a line says that a process is over.</summary>
    internal static IEnumerable<ReportText> ByEnds(ReportText text)
    {
        int from = 0;
        bool ended = false;
        for (int i = 0; i < text.Count; i++)
        {
            if (IsEnd(text[i]))
            {
                ended = true;
            }
            else if (ended && text[i].Length > 0)
            {
                yield return text.Slice(from, i);
                from = i;
                ended = false;
            }
        }

        yield return text.Slice(from, text.Count);
    }

    /// <summary>The text in parts at the findings that another process must have made.</summary>
    /// <param name="text">A part without a line that says where a process is over, other than at its end.</param>
    /// <param name="findings">What readers find in it, in the order of its lines.</param>
    internal static IEnumerable<ReportText> ByFindings(ReportText text, IReadOnlyList<Finding> findings)
    {
        int from = 0;
        int seen = 0;
        Process process = new();
        foreach (Finding finding in findings)
        {
            int index = text.IndexOf(finding);
            process.Hear(text, seen, index);
            if (process.IsOtherThan(text, index, finding.Symptom))
            {
                int begin = Preamble(text, index, seen);
                yield return text.Slice(from, begin);
                from = begin;
                process = new();
                process.Hear(text, begin, index);
            }

            process.Say(text, index, finding.Symptom);
            seen = index + 1;
        }

        yield return text.Slice(from, text.Count);
    }

    /// <summary>Whether the line says that a process is over.</summary>
    internal static bool IsEnd(string line)
    {
        if (line.Length == 0 || line[0] == ' ')
        {
            return false;
        }

        if (s_whole.Contains(line))
        {
            return true;
        }

        foreach (string start in s_starts)
        {
            // "ok  \tpkg" and "FAIL\tpkg": any white space of the line stands for a blank of the row.
            if (line.StartsWith(start, StringComparison.Ordinal)
                || (start[^1] == ' ' && line.Length >= start.Length && line[start.Length - 1] == '\t' && line.AsSpan().StartsWith(start.AsSpan(0, start.Length - 1), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first of the lines directly above a report that belong to it (<c>runtime: …</c>, a line of equal signs).</summary>
    private static int Preamble(ReportText text, int index, int floor)
    {
        int begin = index;
        while (begin > floor && index - begin < MaxPreamble && !EndsParagraph(text[begin - 1], text[index]))
        {
            begin--;
        }

        return begin;
    }

    private static bool EndsParagraph(string line, string report) =>
        line.Length == 0
        || line[0] == '\t'
        || IsFunction(line)
        || line.StartsWith("created by ", StringComparison.Ordinal)
        || line.StartsWith("SUMMARY: ", StringComparison.Ordinal)
        || GoroutineShape.IsHeader(line)
        || (PidMark.TrySplit(line, out _) && !PidMark.TrySplit(report, out _))
        || IsEnd(line);

    /// <summary>Whether the line is a function of a Go stack dump.</summary>
    private static bool IsFunction(string line)
    {
        int arguments = line[^1] == ')' ? line.LastIndexOf('(') : -1;
        return arguments > 0 && line.AsSpan(0, arguments).IndexOf(' ') < 0;
    }

    /// <summary>What is known of the process that speaks.</summary>
    private sealed class Process
    {
        private string? _pid;
        private bool _over;
        private bool _raced;
        private bool _dotNet;
        private bool _build;
        private Symptom? _signal;

        /// <summary>Takes note of lines between findings.</summary>
        internal void Hear(ReportText text, int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                string line = text[i];
                _over |= line.EndsWith("==ABORTING", StringComparison.Ordinal) && PidMark.TrySplit(line, out _) && !IsGoDumpBelow(text, i);
                _over |= line.StartsWith("Found ", StringComparison.Ordinal) && line.EndsWith(" data race(s)", StringComparison.Ordinal);
                _over |= line.StartsWith("ThreadSanitizer: reported ", StringComparison.Ordinal);
            }
        }

        internal bool IsOtherThan(ReportText text, int index, Symptom symptom)
        {
            string line = text[index];
            string? pid = Pid(line);
            switch (symptom.Family)
            {
                case "tsan" when pid is null && line.StartsWith("WARNING: DATA RACE", StringComparison.Ordinal):
                    return _over || _raced || _dotNet;
                case "valgrind":
                    return pid is not null && _pid is not null ? pid != _pid : _over && symptom.Name != "valgrind/leak";
                case "go-panic" or "go-fatal":
                    return _build || _dotNet || (_over && !IsNested(text, index));
                case "signal" when symptom == _signal && IsOfDebugger(line):
                    return false;
                case "signal":
                    return (_build || _dotNet || _over) && !symptom.Name.StartsWith("signal/bare/", StringComparison.Ordinal) && !line.StartsWith("SIGQUIT: ", StringComparison.Ordinal);
                case "dotnet":
                    return _over || _build || _dotNet || _pid is not null;
                case "vet" or "build" or "ubsan":
                    return _over || _dotNet;
                case "exit":
                    return false;
                default:
                    return pid is not null && _pid is not null && pid != _pid ? true : _over || _build;
            }
        }

        internal void Say(ReportText text, int index, Symptom symptom)
        {
            _pid ??= Pid(text[index]);
            switch (symptom.Family)
            {
                case "tsan":
                    _raced = true;
                    break;
                case "go-panic" or "go-fatal":
                    _over |= HasDump(text, index);
                    break;
                case "signal":
                    _signal = symptom;
                    _over |= symptom.Name.StartsWith("signal/bare/", StringComparison.Ordinal) || HasDump(text, index);
                    break;
                case "dotnet":
                    _dotNet = true;
                    break;
                case "vet" or "build":
                    _build = true;
                    break;
                default:
                    break;
            }

            Hear(text, index, index + 1);
        }

        /// <summary>A debugger that ran the program once more speaks of the same fault.</summary>
        private static bool IsOfDebugger(string line) =>
            line.Contains(" received signal ", StringComparison.Ordinal) || line.Contains(" terminated with signal ", StringComparison.Ordinal);

        private static bool HasDump(ReportText text, int index)
        {
            foreach (GoReport report in text.GoReports)
            {
                if (report.Header == index)
                {
                    return report.Trace >= 0;
                }
            }

            return false;
        }

        /// <summary>ASan aborts with abort_on_error, and Go makes a dump of the abort.</summary>
        private static bool IsGoDumpBelow(ReportText text, int index) =>
            text[index + 1].StartsWith("SIGABRT: ", StringComparison.Ordinal) || text[index + 2].StartsWith("SIGABRT: ", StringComparison.Ordinal);

        /// <summary>Whether the runtime fell over while it reported (runtime/panic.go, startpanic_m).</summary>
        private static bool IsNested(ReportText text, int index)
        {
            for (int i = index; i < index + NestedWithin; i++)
            {
                if (text[i].StartsWith("panic during panic", StringComparison.Ordinal) || text[i].StartsWith("stack trace unavailable", StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        private static string? Pid(string line) => PidMark.TrySplit(line, out ReadOnlySpan<char> rest) ? line[..^rest.Length] : null;
    }
}
