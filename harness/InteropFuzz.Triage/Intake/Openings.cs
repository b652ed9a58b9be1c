namespace InteropFuzz.Triage.Intake;

/// <summary>How reports begin: openings.tsv, and the tables of texts that stand at the start of a line.</summary>
internal static class Openings
{
    private const int Ascii = 128;

    private static readonly string[] s_tables = ["go-lines.tsv", "libc-aborts.tsv", "dotnet.tsv", "ending-words.tsv"];

    private static readonly string[][] s_words = ByFirstLetter();

    /// <summary>Whether the line begins as a report does.</summary>
    internal static bool IsStrong(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] >= Ascii)
        {
            return false;
        }

        foreach (string word in s_words[line[0]])
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return line[0] switch
        {
            '=' => IsMarked(line),
            'g' => GoroutineShape.IsHeader(line),
            _ => line is "runtime stack:" or "Killed",
        };
    }

    /// <summary>Whether the line begins as what a build or go vet prints: <c># PACKAGE</c>, <c>FILE:LINE:COLUMN: …</c>, JSON.</summary>
    internal static bool IsWeak(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
        {
            return false;
        }

        return line[0] switch
        {
            '#' => line.StartsWith("# ", StringComparison.Ordinal) && line.Length > 2 && line[2] != ' ',
            '{' => true,
            _ => Position.TrySplit(line, out _, out _),
        };
    }

    private static bool IsMarked(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("==", StringComparison.Ordinal))
        {
            return false;
        }

        int digits = line[2..].IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && line[(2 + digits)..].StartsWith("==", StringComparison.Ordinal);
    }

    private static string[][] ByFirstLetter()
    {
        string[][] words = new string[Ascii][];
        Array.Fill(words, []);
        IEnumerable<string> all = Table.Rows("openings.tsv", 1).Select(row => row[0])
            .Concat(s_tables.SelectMany(table => Table.Rows(table, 3)).Where(row => row[0] == "starts").Select(row => row[1]));
        foreach (IGrouping<char, string> group in all.GroupBy(word => word[0]))
        {
            words[group.Key] = [.. group];
        }

        return words;
    }
}
