namespace InteropFuzz.Harness.Running;

/// <summary>Writes words as a POSIX shell reads them.</summary>
public static class Shell
{
    /// <summary>One word, quoted when it needs to be.</summary>
    public static string Quote(string word)
        => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:,=+@%".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>A command line.</summary>
    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));
}
