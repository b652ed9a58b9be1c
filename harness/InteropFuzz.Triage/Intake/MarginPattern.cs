using System.Text;

namespace InteropFuzz.Triage.Intake;

/// <summary>
/// The form of what stands in front of the lines of one source: digits that count or tell the time may differ from line to
/// line, and so may padding; everything else is the same, such as a container's name and number or a process id.
/// </summary>
internal sealed class MarginPattern
{
    private const char Digits = '0';

    // Literals, runs of blanks (one blank) and runs of digits that may differ (null).
    private readonly List<string?> _parts = [];

    private MarginPattern()
    {
    }

    /// <summary>The same for the same form.</summary>
    internal required string Key { get; init; }

    /// <summary>Whether it is nothing but blanks and quotation marks, as in Markdown.</summary>
    internal required bool IsBlank { get; init; }

    /// <summary>Whether there is a time of day in it.</summary>
    internal required bool HasClock { get; init; }

    /// <summary>Whether it is a margin by its looks: a time, a name before a bar or in brackets, or blanks.</summary>
    internal required bool LooksLikeOne { get; init; }

    internal static MarginPattern Of(string prefix)
    {
        List<string?> parts = [];
        StringBuilder key = new();
        bool blank = prefix.AsSpan().IndexOfAnyExcept(" \t>") < 0;
        int colons = 0;
        bool clock = false;
        int i = 0;
        while (i < prefix.Length)
        {
            int end = i;
            if (blank)
            {
                end = prefix.Length;
                parts.Add(prefix);
            }
            else if (char.IsAsciiDigit(prefix[i]))
            {
                end = EndOf(prefix, i, static c => char.IsAsciiDigit(c));
                bool counts = !IsPartOfName(prefix, i);
                parts.Add(counts ? null : prefix[i..end]);
                colons = i > 1 && prefix[i - 1] == ':' && char.IsAsciiDigit(prefix[i - 2]) ? colons + 1 : 0;
                clock |= colons >= 2;
            }
            else if (prefix[i] == ' ')
            {
                // The last run of blanks is exact: what follows it may be indented.
                end = EndOf(prefix, i, static c => c == ' ');
                parts.Add(end == prefix.Length ? prefix[i..] : " ");
            }
            else
            {
                end = EndOf(prefix, i, static c => c != ' ' && !char.IsAsciiDigit(c));
                parts.Add(prefix[i..end]);
            }

            key.Append(parts[^1] ?? Digits.ToString()).Append('\0');
            i = end;
        }

        MarginPattern pattern = new()
        {
            Key = key.ToString(),
            IsBlank = blank,
            HasClock = clock,
            LooksLikeOne = blank || clock || prefix[0] == '[' || prefix.Contains('|', StringComparison.Ordinal),
        };
        pattern._parts.AddRange(parts);
        return pattern;
    }

    /// <summary>
    /// How long the margin of a line is; its whole length where nothing follows the margin, whose last blanks may be missing
    /// then; -1 where it has none.
    /// </summary>
    internal int Match(string line)
    {
        int at = 0;
        for (int i = 0; i < _parts.Count; i++)
        {
            string? part = _parts[i];
            int end = part is null ? EndOf(line, at, static c => char.IsAsciiDigit(c))
                : part == " " && i < _parts.Count - 1 ? EndOf(line, at, static c => c == ' ')
                : line.AsSpan(at).StartsWith(part, StringComparison.Ordinal) ? at + part.Length
                : at;
            if (end == at)
            {
                // Blanks at the end of a line are often lost.
                bool only = i == _parts.Count - 1 && part is not null && part.AsSpan().TrimEnd(" \t").StartsWith(line.AsSpan(at).TrimEnd(" \t"), StringComparison.Ordinal);
                return only && line.AsSpan(at).TrimEnd(" \t").Length == part!.AsSpan().TrimEnd(" \t").Length ? line.Length : -1;
            }

            at = end;
        }

        return at;
    }

    /// <summary>Whether digits belong to a name: <c>web-1</c>, <c>prog[123]</c>, <c>7d9f</c>; not those of <c>21T02</c> and <c>[12.5]</c>.</summary>
    private static bool IsPartOfName(string prefix, int at)
    {
        if (at == 0)
        {
            return false;
        }

        char before = prefix[at - 1];
        return before == 'T' ? at < 2 || !char.IsAsciiDigit(prefix[at - 2])
            : char.IsAsciiLetter(before) || (before is '-' or '_' or '[' or '/' or '#' or '(' && at >= 2 && char.IsAsciiLetter(prefix[at - 2]));
    }

    private static int EndOf(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }
}
