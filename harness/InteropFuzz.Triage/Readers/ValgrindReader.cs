namespace InteropFuzz.Triage.Readers;

/// <summary>
/// Valgrind's memcheck: lines that begin with <c>==PID== </c>; an error is a line of words followed by <c>   at 0x…</c> and
/// <c>   by 0x…</c>. The program goes on after an error. Errors of the Go runtime itself are left out (valgrind-frames.tsv).
/// </summary>
internal sealed class ValgrindReader : IReportReader
{
    private static readonly TextTable s_table = new("valgrind.tsv");
    private static readonly List<string> s_starts = [];
    private static readonly List<string> s_insides = [];
    private static readonly HashSet<string> s_names = [];
    private static readonly HashSet<string> s_words = [];
    private static readonly Symptom s_other = Symptom.Parse("valgrind/other");
    private static readonly Symptom s_toolFailure = Symptom.Parse("valgrind/tool-failure");
    private static readonly Symptom s_uninitialised = Symptom.Parse("valgrind/uninitialised-value");
    private static readonly Symptom s_leak = Symptom.Parse("valgrind/leak");
    private static readonly Symptom s_syscall = Symptom.Parse("valgrind/uninitialised-syscall");
    private static readonly Symptom s_unaddressable = Symptom.Parse("valgrind/unaddressable-syscall");

    static ValgrindReader()
    {
        foreach (string[] row in Table.Rows("valgrind-frames.tsv", 2))
        {
            switch (row[0])
            {
                case "is":
                    s_names.Add(row[1]);
                    break;
                case "inside":
                    s_insides.Add(row[1]);
                    break;
                case "word":
                    s_words.Add(row[1]);
                    break;
                case "starts":
                    s_starts.Add(row[1]);
                    break;
                default:
                    throw new InvalidDataException($"valgrind-frames.tsv: '{row[0]}' is none of starts, is, inside and word");
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        for (int i = 0; i < text.Count; i++)
        {
            if (Classify(text, i) is { } symptom && !IsNoise(text, i + 1, symptom))
            {
                yield return text.Found(symptom, i);
            }
        }
    }

    private static Symptom? Classify(ReportText text, int index)
    {
        if (text[index].EndsWith("the 'impossible' happened.", StringComparison.Ordinal) && char.IsAsciiLetter(text[index][0]))
        {
            return s_toolFailure;
        }

        if (!PidMark.TrySplit(text[index], out ReadOnlySpan<char> rest) || rest is not [' ', not ' ', ..])
        {
            return null;
        }

        ReadOnlySpan<char> words = rest[1..];
        bool hasFrames = Frame(text, index + 1, out _);
        if (s_table.Find(words) is not { } known)
        {
            // "N bytes … are possibly lost" and the like have frames too; only what is lost for certain is a finding.
            bool isLoss = words.Contains(" in loss record ", StringComparison.Ordinal);
            bool isEnd = words.StartsWith("Process terminating with ", StringComparison.Ordinal);
            return hasFrames && !isLoss && !isEnd ? s_other : null;
        }

        if (known == s_syscall && words.Contains("unaddressable", StringComparison.Ordinal))
        {
            return s_unaddressable;
        }

        // Without a stack below, words such as "Argument '" may be the program's own.
        return hasFrames || known != s_leak ? known : null;
    }

    /// <summary>Whether the stack that begins at the line shows the Go runtime at its own work and nothing else.</summary>
    private static bool IsNoise(ReportText text, int first, Symptom symptom)
    {
        bool any = false;
        for (int i = first; Frame(text, i, out ReadOnlySpan<char> function); i++)
        {
            if (StartsWithAny(function, s_insides) || (!any && symptom == s_uninitialised && Has(s_words, function)))
            {
                return true;
            }

            // Below the switch to the system stack Valgrind guesses.
            if (any && function.StartsWith("runtime.asmcgocall", StringComparison.Ordinal))
            {
                return true;
            }

            if (!StartsWithAny(function, s_starts) && !Has(s_names, function))
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    private static bool Has(HashSet<string> names, ReadOnlySpan<char> name) => names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    /// <summary>Reads <c>==PID==    at 0x4A632E: function (file:line)</c>.</summary>
    private static bool Frame(ReportText text, int index, out ReadOnlySpan<char> function)
    {
        function = default;
        if (!PidMark.TrySplit(text[index], out ReadOnlySpan<char> rest)
            || !(rest.StartsWith("    at 0x", StringComparison.Ordinal) || rest.StartsWith("    by 0x", StringComparison.Ordinal)))
        {
            return false;
        }

        int colon = rest.IndexOf(':');
        if (colon < 0 || colon + 2 > rest.Length)
        {
            return true;
        }

        function = rest[(colon + 2)..];
        int place = function.LastIndexOf(" (", StringComparison.Ordinal);
        if (place > 0)
        {
            function = function[..place];
        }

        return true;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> function, List<string> starts)
    {
        foreach (string start in starts)
        {
            if (function.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
