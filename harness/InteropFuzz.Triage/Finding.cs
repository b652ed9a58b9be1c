namespace InteropFuzz.Triage;

/// <summary>One report found in a text.</summary>
/// <param name="Symptom">What it reports.</param>
/// <param name="Line">The number of its first line, counted from 1.</param>
/// <param name="Text">That line, without colours and without spaces around it; very long lines are cut.</param>
public sealed record Finding(Symptom Symptom, int Line, string Text)
{
    /// <summary>Where the line stands in the text that it was found in, counted from 0; lines of a log may share a number.</summary>
    internal int Index { get; init; } = -1;

    /// <summary>Whether both say the same; in which text they were found does not matter.</summary>
    public bool Equals(Finding? other) => other is not null && Symptom == other.Symptom && Line == other.Line && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Symptom, Line, Text);
}
