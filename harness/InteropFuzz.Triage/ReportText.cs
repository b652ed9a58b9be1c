using InteropFuzz.Triage.Intake;

namespace InteropFuzz.Triage;

/// <summary>
/// The lines that readers see: those of one process, or what of a log may belong to a crash. Terminal colours and line ends are
/// gone, goroutines of a report that look alike are there once.
/// </summary>
internal sealed class ReportText
{
    private const int MaxShown = 400;

    private readonly Extract _extract;
    private readonly List<string> _lines;
    private IReadOnlyList<GoReport>? _goReports;

    internal ReportText(Extract extract)
    {
        _extract = extract;
        _lines = extract.Lines;
    }

    internal ReportText(string text)
        : this(Extract.Of(text))
    {
    }

    /// <summary>How many lines there are.</summary>
    internal int Count => _lines.Count;

    /// <summary>A line, counted from 0; empty when there is no such line.</summary>
    internal string this[int index] => (uint)index < (uint)_lines.Count ? _lines[index] : "";

    /// <summary>The number, counted from 1, that a line (counted from 0) has in the log itself, of which this text may be an extract.</summary>
    internal int NumberOf(int index) => (uint)index < (uint)_lines.Count ? _extract.Numbers[index] : _lines.Count == 0 ? 1 : _extract.Numbers[^1] + 1;

    /// <summary>The line, counted from 0, that a finding is about; where several share its number, the one that it shows.</summary>
    internal int IndexOf(Finding finding)
    {
        if ((uint)finding.Index < (uint)Count && NumberOf(finding.Index) == finding.Line && Shown(finding.Index) == finding.Text)
        {
            return finding.Index;
        }

        int index = _extract.Numbers.BinarySearch(finding.Line);
        if (index < 0)
        {
            return Math.Min(~index, Math.Max(0, Count - 1));
        }

        while (index > 0 && _extract.Numbers[index - 1] == finding.Line)
        {
            index--;
        }

        int first = index;
        for (; index < Count && _extract.Numbers[index] == finding.Line; index++)
        {
            if (Shown(index) == finding.Text)
            {
                return index;
            }
        }

        return first;
    }

    /// <summary>How many goroutines the log has that look like the one whose header is this line, itself included.</summary>
    internal int Repeats(int index) => _extract.Repeats.GetValueOrDefault(index, 1);

    /// <summary>The reports of the Go runtime in the text.</summary>
    internal IReadOnlyList<GoReport> GoReports => _goReports ??= GoReport.FindAll(this);

    /// <summary>A finding at a line that is counted from 0.</summary>
    internal Finding Found(Symptom symptom, int index) => new(symptom, NumberOf(index), Shown(index)) { Index = index };

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
    internal string From(int index) => string.Join('\n', _lines.Skip(index));

    /// <summary>The first lines that are not blank, at most as many as asked for, joined by line feeds.</summary>
    internal string Head(int from, int count)
    {
        List<string> head = [];
        for (int i = from; i < Count && head.Count < count; i++)
        {
            if (!string.IsNullOrWhiteSpace(_lines[i]))
            {
                head.Add(Shown(i));
            }
        }

        return string.Join('\n', head);
    }

    /// <summary>The lines from one index up to, not including, another, as a text of their own.</summary>
    internal ReportText Slice(int from, int to) => from == 0 && to == Count ? this : new(_extract.Slice(from, to));

    private string Shown(int index)
    {
        string shown = this[index].Trim();
        return shown.Length > MaxShown ? shown[..MaxShown] + "…" : shown;
    }
}
