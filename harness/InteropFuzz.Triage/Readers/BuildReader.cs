namespace InteropFuzz.Triage.Readers;

/// <summary>
/// What <c>go build</c> (and <c>go vet</c>, for what does not compile) prints: a line <c># PACKAGE</c>, then the words of the
/// Go compiler, of cgo, of the C compiler or of the linker. Read only where such a line, or a position as the very first
/// words, shows that this is the output of a build.
/// </summary>
internal sealed class BuildReader : IReportReader
{
    private static readonly TextTable s_table = new("build.tsv");
    private static readonly Symptom s_go = Symptom.Parse("build/go");
    private static readonly Symptom s_csharp = Symptom.Parse("build/csharp");
    private static readonly Symptom s_c = Symptom.Parse("build/c");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        // A build that fails ends with 1, or with 2 before Go 1.20; it is never ended by a signal.
        bool canBeBuild = ending.Kind == EndingKind.Unknown || (ending.Kind == EndingKind.Exited && ending.Value is 1 or 2);
        if (!canBeBuild)
        {
            yield break;
        }

        bool inBuild = false;
        bool first = true;
        for (int i = 0; i < text.Count; i++)
        {
            string line = text[i];
            if (line.Length == 0)
            {
                continue;
            }

            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                inBuild = true;
            }
            else if ((inBuild || first) && Classify(line, inBuild) is { } symptom)
            {
                inBuild = true;
                yield return text.Found(symptom, i);
            }

            first = false;
        }
    }

    private static Symptom? Classify(string line, bool inBuild)
    {
        if (VetTextReader.Classify(line) is not null)
        {
            return null;
        }

        ReadOnlySpan<char> words = line.StartsWith("vet: ", StringComparison.Ordinal) ? line.AsSpan(5) : line;
        // csc: "FILE(LINE,COLUMN): error CS1002: …".
        if (words.IndexOf("): error CS", StringComparison.Ordinal) is int end and > 0 && IsPlace(words[..end]))
        {
            return s_csharp;
        }

        if (s_table.Find(words) is { } known && (inBuild || known == s_csharp || words.StartsWith("go: ", StringComparison.Ordinal)))
        {
            return known;
        }

        if (!Position.TrySplit(words, out ReadOnlySpan<char> file, out ReadOnlySpan<char> message))
        {
            return null;
        }

        // GCC and clang: "error: …", "fatal error: …", "warning: …", "note: …". The Go compiler has no such words.
        if (message.StartsWith("error: ", StringComparison.Ordinal) || message.StartsWith("fatal error: ", StringComparison.Ordinal))
        {
            return s_c;
        }

        bool isRemark = message.StartsWith("warning: ", StringComparison.Ordinal) || message.StartsWith("note: ", StringComparison.Ordinal);
        return !isRemark && file.EndsWith(".go", StringComparison.Ordinal) ? s_table.Find(message) ?? s_go : null;
    }

    /// <summary>Whether it is <c>FILE(LINE,COLUMN</c>.</summary>
    private static bool IsPlace(ReadOnlySpan<char> words) =>
        words.LastIndexOf('(') is int open and > 0 && IsNumbers(words[(open + 1)..]);

    private static bool IsNumbers(ReadOnlySpan<char> words)
    {
        foreach (char c in words)
        {
            if (!char.IsAsciiDigit(c) && c != ',')
            {
                return false;
            }
        }

        return true;
    }
}
