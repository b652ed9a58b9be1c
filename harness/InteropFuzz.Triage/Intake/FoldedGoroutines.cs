namespace InteropFuzz.Triage.Intake;

/// <summary>The shapes of the goroutines that a report has had so far.</summary>
internal sealed class FoldedGoroutines
{
    // A dump that folds to more shapes than this is made up; what is beyond them is left out.
    private const int MaxShapes = 5_000;

    // Where the header of each shape stands in the extract.
    private readonly Dictionary<ulong, int> _headers = [];

    /// <summary>Whether the shape was there before; if so it is counted, if not the caller adds its lines next.</summary>
    /// <param name="shape">The shape's number.</param>
    /// <param name="extract">Where the lines of a new shape will be added.</param>
    /// <param name="times">How many goroutines of that shape there are.</param>
    internal bool IsRepeat(ulong shape, Extract extract, int times = 1)
    {
        if (_headers.TryGetValue(shape, out int header))
        {
            extract.Repeats[header] = extract.Repeats.GetValueOrDefault(header, 1) + times;
            return true;
        }

        if (_headers.Count >= MaxShapes)
        {
            return true;
        }

        _headers.Add(shape, extract.Lines.Count);
        if (times > 1)
        {
            extract.Repeats[extract.Lines.Count] = times;
        }

        return false;
    }

    /// <summary>Begins anew where the line opens another report: its goroutines are its own.</summary>
    internal void ForgetAt(ReadOnlySpan<char> line)
    {
        if (_headers.Count > 0 && Openings.IsStrong(line))
        {
            _headers.Clear();
        }
    }

    /// <summary>Begins anew.</summary>
    internal void Clear() => _headers.Clear();
}
