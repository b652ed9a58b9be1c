namespace InteropFuzz.Triage;

/// <summary>The mark <c>==PID==</c> that Valgrind and the sanitizers put in front of their lines.</summary>
internal static class PidMark
{
    /// <summary>Splits the mark off.</summary>
    /// <returns>Whether the line begins with one.</returns>
    internal static bool TrySplit(string line, out ReadOnlySpan<char> rest)
    {
        rest = default;
        if (!line.StartsWith("==", StringComparison.Ordinal))
        {
            return false;
        }

        int i = 2;
        while (i < line.Length && char.IsAsciiDigit(line[i]))
        {
            i++;
        }

        if (i == 2 || !line.AsSpan(i).StartsWith("==", StringComparison.Ordinal))
        {
            return false;
        }

        rest = line.AsSpan(i + 2);
        return true;
    }
}
