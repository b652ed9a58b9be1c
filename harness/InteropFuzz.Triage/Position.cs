namespace InteropFuzz.Triage;

/// <summary>Reads <c>FILE:LINE:COLUMN: </c> at the start of a line, as compilers and go vet print it.</summary>
internal static class Position
{
    /// <summary>Splits a line into the file's name and what follows the position.</summary>
    /// <returns>Whether the line begins with a position that has a column.</returns>
    internal static bool TrySplit(ReadOnlySpan<char> line, out ReadOnlySpan<char> file, out ReadOnlySpan<char> message)
    {
        file = default;
        message = default;
        int colon = line.IndexOf(':');
        if (colon <= 0 || !SkipNumber(line, colon, out int second) || !SkipNumber(line, second, out int third)
            || third + 1 >= line.Length || line[third + 1] != ' ')
        {
            return false;
        }

        // A name with a blank counts only where it begins as a path: "see main.go:1:2: …" is a sentence of the program's own.
        file = line[..colon];
        message = line[(third + 2)..];
        return file.IndexOf(' ') < 0 || file[0] is '/' or '.';
    }

    private static bool SkipNumber(ReadOnlySpan<char> line, int colon, out int next)
    {
        next = colon + 1;
        while (next < line.Length && char.IsAsciiDigit(line[next]))
        {
            next++;
        }

        return next > colon + 1 && next < line.Length && line[next] == ':';
    }
}
