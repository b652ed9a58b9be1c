using System.Buffers;

namespace InteropFuzz.Triage.Intake;

/// <summary>How reports begin (openings.tsv).</summary>
internal static class Openings
{
    // Where a margin ends at the latest.
    private const int MaxMargin = 200;
    private const int MaxTries = 16;

    private static readonly string[] s_words = [.. Table.Rows("openings.tsv", 1).Select(row => row[0])];
    private static readonly SearchValues<string> s_anywhere = SearchValues.Create([.. s_words, "goroutine ", "=="], StringComparison.Ordinal);
    private static readonly SearchValues<char> s_firsts = SearchValues.Create([.. s_words.Select(word => word[0]).Append('=').Append('g').Distinct()]);

    /// <summary>Whether the line begins as a report does.</summary>
    internal static bool IsStrong(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || !s_firsts.Contains(line[0]))
        {
            return false;
        }

        foreach (string word in s_words)
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return IsMarked(line) || GoroutineShape.IsHeader(line) || line is "runtime stack:";
    }

    /// <summary>Where in the line a report seems to begin, or -1.</summary>
    internal static int Find(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> head = line[..Math.Min(line.Length, MaxMargin + 40)];
        int from = 0;
        for (int tries = 0; tries < MaxTries; tries++)
        {
            int at = head[from..].IndexOfAny(s_anywhere);
            if (at < 0 || from + at > MaxMargin)
            {
                return -1;
            }

            from += at;
            if (IsStrong(line[from..]))
            {
                return from;
            }

            from++;
        }

        return -1;
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
}
