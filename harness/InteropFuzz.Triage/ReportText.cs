using System.Text;

namespace InteropFuzz.Triage;

/// <summary>A text as lines: terminal colours and carriage returns at line ends are gone, everything else stays.</summary>
internal sealed class ReportText
{
    private const int MaxShown = 400;
    private const char Escape = '\u001b';

    private readonly string[] _lines;
    private readonly int _before;
    private IReadOnlyList<GoReport>? _goReports;

    private ReportText(string[] lines, int before = 0)
    {
        _lines = lines;
        _before = before;
    }

    internal ReportText(string text)
    {
        _lines = StripEscapes(text).Split('\n');
        for (int i = 0; i < _lines.Length; i++)
        {
            _lines[i] = _lines[i].TrimEnd('\r');
        }
    }

    /// <summary>How many lines there are; at least one, which may be empty.</summary>
    internal int Count => _lines.Length;

    /// <summary>A line, counted from 0; empty when there is no such line.</summary>
    internal string this[int index] => (uint)index < (uint)_lines.Length ? _lines[index] : "";

    /// <summary>The number, counted from 1, that a line (counted from 0) has in the log itself, of which this text may be an extract.</summary>
    internal int NumberOf(int index) => index + _before + 1;

    /// <summary>The line, counted from 0, that a finding is about.</summary>
    internal int IndexOf(Finding finding) => finding.Line - _before - 1;

    /// <summary>How many goroutines the log has that look like the one whose header is this line, itself included.</summary>
    internal int Repeats(int index) => index < _before ? 0 : 1;

    /// <summary>The reports of the Go runtime in the text.</summary>
    internal IReadOnlyList<GoReport> GoReports => _goReports ??= GoReport.FindAll(this);

    /// <summary>A finding at a line that is counted from 0.</summary>
    internal Finding Found(Symptom symptom, int index)
    {
        string shown = this[index].Trim();
        return new(symptom, NumberOf(index), shown.Length > MaxShown ? shown[..MaxShown] + "…" : shown);
    }

    /// <summary>A finding for every line that a reader knows by that line alone.</summary>
    internal IEnumerable<Finding> FoundLines(Func<string, Symptom?> classify)
    {
        for (int i = 0; i < Count; i++)
        {
            if (classify(this[i]) is { } symptom)
            {
                yield return Found(symptom, i);
            }
        }
    }

    /// <summary>Everything from a line on, lines joined by line feeds.</summary>
    internal string From(int index) => string.Join('\n', _lines, index, Count - index);

    /// <summary>The first lines that are not blank, at most as many as asked for, joined by line feeds.</summary>
    internal string Head(int from, int count)
    {
        List<string> head = [];
        for (int i = from; i < Count && head.Count < count; i++)
        {
            if (!string.IsNullOrWhiteSpace(_lines[i]))
            {
                head.Add(Found(Symptom.Unknown, i).Text);
            }
        }

        return string.Join('\n', head);
    }

    /// <summary>
    /// The same lines without what a bug tracker or a build server puts in front of each: a time stamp
    /// (<c>2026-11-21T02:14:34.1234567Z </c>), then blanks or quotation marks (<c>&gt; </c>) that all lines share.
    /// </summary>
    /// <returns>The text, or null when there is nothing to take off.</returns>
    internal ReportText? WithoutMargin()
    {
        string[] lines = [.. _lines];
        bool stamped = Array.TrueForAll(lines, line => line.Length == 0 || StampLength(line) > 0) && Array.Exists(lines, line => line.Length > 0);
        if (stamped)
        {
            for (int i = 0; i < lines.Length; i++)
            {
                lines[i] = lines[i][StampLength(lines[i])..];
            }
        }

        int margin = int.MaxValue;
        string? first = null;
        foreach (string line in lines)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                first ??= line;
                margin = Math.Min(margin, SharedMargin(first, line));
            }
        }

        if (first is null || (margin == 0 && !stamped))
        {
            return null;
        }

        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = lines[i].Length <= margin ? "" : lines[i][margin..];
        }

        return new(lines);
    }

    private static int SharedMargin(string first, string line)
    {
        int length = 0;
        while (length < first.Length && length < line.Length && first[length] == line[length] && first[length] is ' ' or '\t' or '>')
        {
            length++;
        }

        return length;
    }

    /// <summary>The length of an ISO 8601 time stamp and the blank behind it, or 0.</summary>
    private static int StampLength(string line)
    {
        if (line.Length < 21 || line[4] != '-' || line[7] != '-' || line[10] != 'T' || line[13] != ':')
        {
            return 0;
        }

        int end = line.IndexOf(' ', StringComparison.Ordinal);
        return end is >= 20 and <= 40 ? end + 1 : 0;
    }

    /// <summary>
    /// Takes out the escape sequences of terminals (ECMA-48): <c>ESC [ … letter</c>, <c>ESC ] … BEL</c> and two-character ones.
    /// </summary>
    private static string StripEscapes(string text)
    {
        if (!text.Contains(Escape, StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder plain = new(text.Length);
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i++];
            if (c != Escape)
            {
                plain.Append(c);
                continue;
            }

            char kind = i < text.Length ? text[i] : '\0';
            if (kind == '[')
            {
                i++;
                while (i < text.Length && text[i] is >= ' ' and <= '?')
                {
                    i++;
                }

                // Only a final byte belongs to the sequence; a line feed there means that it was cut off.
                i += i < text.Length && text[i] is >= '@' and <= '~' ? 1 : 0;
            }
            else if (kind == ']')
            {
                while (i < text.Length && text[i] is not ('\a' or '\n' or Escape))
                {
                    i++;
                }

                i += i < text.Length && text[i] == '\a' ? 1 : 0;
            }
            else if (kind is >= '@' and <= '_')
            {
                i++;
            }
        }

        return plain.ToString();
    }
}
