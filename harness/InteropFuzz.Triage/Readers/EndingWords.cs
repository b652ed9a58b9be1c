using System.Buffers;
using System.Globalization;

namespace InteropFuzz.Triage.Readers;

/// <summary>
/// How a process ended in the words of what started it: service managers, containers, build servers, make, the go command
/// (ending-words.tsv).
/// </summary>
internal static class EndingWords
{
    private static readonly List<(bool Starts, string Words, string What)> s_rows =
        [.. Table.Rows("ending-words.tsv", 3).Select(row => (row[0] == "starts", row[1], row[2]))];

    private static readonly SearchValues<string> s_words = SearchValues.Create([.. s_rows.Select(row => row.Words)], StringComparison.Ordinal);

    /// <summary><c>signal/bare/…</c>, <c>oom-kill</c>, <c>exit/N</c>, or null when the line says none of it.</summary>
    internal static Symptom? Classify(string line)
    {
        ReadOnlySpan<char> trimmed = line.AsSpan().Trim();
        if (!trimmed.ContainsAny(s_words))
        {
            return null;
        }

        foreach ((bool starts, string words, string what) in s_rows)
        {
            int at = starts ? trimmed.StartsWith(words, StringComparison.Ordinal) ? 0 : -1 : trimmed.IndexOf(words, StringComparison.Ordinal);
            if (at >= 0 && Ended(trimmed[(at + words.Length)..].TrimStart(), what) is { } symptom)
            {
                return symptom;
            }
        }

        return null;
    }

    private static Symptom? Ended(ReadOnlySpan<char> rest, string what) => what switch
    {
        "oom" => Symptom.OomKill,
        "exit" => Exit(rest),
        _ => Signal(rest) is { } name ? Symptom.Parse("signal/bare/" + name) : null,
    };

    /// <summary>The exit code that ends the line, a full stop, comma or remark in brackets aside.</summary>
    private static Symptom? Exit(ReadOnlySpan<char> rest)
    {
        int digits = Digits(rest);
        ReadOnlySpan<char> after = rest[digits..].TrimStart(' ');
        if (!int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int code) || !(after.IsEmpty || after[0] is '.' or ',' or '('))
        {
            return null;
        }

        return code switch
        {
            0 or > 255 => null,
            > 128 and <= 192 => Symptom.Parse("signal/bare/" + Signals.Name(code - 128)),
            _ => Symptom.Exit(code),
        };
    }

    private static string? Signal(ReadOnlySpan<char> rest)
    {
        const string mark = " signal ";
        int behind = rest.IndexOf(mark, StringComparison.Ordinal);
        rest = behind < 0 ? rest : rest[(behind + mark.Length)..];
        int digits = Digits(rest);
        if (digits > 0)
        {
            return int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 64
                ? Signals.Name(number)
                : null;
        }

        int start = rest.StartsWith("SIG", StringComparison.Ordinal) ? 0 : rest.IndexOf("(SIG", StringComparison.Ordinal) + 1;
        ReadOnlySpan<char> name = rest[start..];
        int end = name.IndexOfAnyExceptInRange('A', 'Z');
        string word = (end < 0 ? name : name[..end]).ToString();
        return Signals.IsName(word) ? word : null;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }
}
