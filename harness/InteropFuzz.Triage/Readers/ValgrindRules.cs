namespace InteropFuzz.Triage.Readers;

/// <summary>
/// What an error of Valgrind's memcheck is and whether it is the Go runtime's own noise, for both of its outputs, text and XML:
/// the words and the names of functions are the same (valgrind.tsv, valgrind-frames.tsv).
/// </summary>
internal static class ValgrindRules
{
    /// <summary>What stands in a stack where no name is known.</summary>
    internal const string NoName = "???";

    private static readonly List<string> s_goStarts = ["runtime.", "rt0_go", "_rt0_", "x_cgo_", "_cgo_"];
    private static readonly TextTable s_table = new("valgrind.tsv");
    private static readonly List<string> s_starts = [];
    private static readonly List<string> s_insides = [];
    private static readonly HashSet<string> s_names = [];
    private static readonly HashSet<string> s_words = [];
    private static readonly Symptom s_other = Symptom.Parse("valgrind/other");
    private static readonly Symptom s_uninitialised = Symptom.Parse("valgrind/uninitialised-value");
    private static readonly Symptom s_leak = Symptom.Parse("valgrind/leak");
    private static readonly Symptom s_syscall = Symptom.Parse("valgrind/uninitialised-syscall");
    private static readonly Symptom s_jump = Symptom.Parse("valgrind/jump-to-invalid");
    private static readonly Symptom s_unaddressable = Symptom.Parse("valgrind/unaddressable-syscall");

    static ValgrindRules()
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

    /// <summary>What the words of an error stand for, or null when they report none.</summary>
    /// <param name="words">The first line of the error, without the mark in front.</param>
    /// <param name="hasFrames">Whether a stack follows.</param>
    internal static Symptom? Classify(ReadOnlySpan<char> words, bool hasFrames)
    {
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

    /// <summary>Whether a stack shows the Go runtime at its own work and nothing else.</summary>
    /// <param name="functions">The names, the innermost first; read only as far as needed.</param>
    /// <param name="symptom">What the error is.</param>
    internal static bool IsNoise(IEnumerable<string> functions, Symptom symptom)
    {
        bool any = false;
        bool isNamed = false;
        bool isMain = false;
        bool isGo = false;
        foreach (string function in functions)
        {
            if (StartsWithAny(function, s_insides) || (!any && symptom == s_uninitialised && s_words.Contains(function)))
            {
                return true;
            }

            // Below the switch to the system stack Valgrind guesses.
            if (any && function.StartsWith("runtime.asmcgocall", StringComparison.Ordinal))
            {
                return true;
            }

            if (!StartsWithAny(function, s_starts) && !s_names.Contains(function))
            {
                return false;
            }

            any = true;
            isNamed |= function != NoName;
            isMain |= function == "main";
            isGo |= StartsWithAny(function, s_goStarts);
        }

        // On arm64 the caller of nothing is in a register only, and Valgrind 3.19 shows the address alone.
        if (symptom == s_jump && !isNamed)
        {
            return false;
        }

        // Go programs have a main() of C too, which the runtime is called from; without any trace of Go it is the program's own.
        return any && (isGo || !isMain);
    }

    private static bool StartsWithAny(string function, List<string> starts)
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
