namespace InteropFuzz.Reporting.Crashes;

/// <summary>What a piece of text means, for who can show it in colour.</summary>
public enum Ink
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>What to read first.</summary>
    Strong,

    /// <summary>What to pass over.</summary>
    Faint,

    /// <summary>Bad.</summary>
    Bad,

    /// <summary>Not good.</summary>
    Warn,

    /// <summary>Good.</summary>
    Good,

    /// <summary>The crossing between two languages.</summary>
    Crossing,
}

/// <summary>A piece of a line.</summary>
/// <param name="Text">Harmless for a terminal.</param>
/// <param name="Ink">What it means.</param>
public readonly record struct Piece(string Text, Ink Ink = Ink.Plain);

/// <summary>A line of a report.</summary>
/// <param name="Pieces">From left to right.</param>
public sealed record ScreenLine(params IReadOnlyList<Piece> Pieces)
{
    /// <summary>The line without colours.</summary>
    public override string ToString() => string.Concat(Pieces.Select(p => p.Text)).TrimEnd();
}
