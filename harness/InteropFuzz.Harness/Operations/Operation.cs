namespace InteropFuzz.Harness.Operations;

/// <summary>An argument of an operation.</summary>
/// <param name="Name">Its name in traces.</param>
/// <param name="Kind">What its byte stands for.</param>
public readonly record struct Argument(string Name, ArgumentKind Kind);

/// <summary>A row of the table of operations.</summary>
/// <param name="Number">Its canonical byte.</param>
/// <param name="Surface">The part of the boundary that it is about.</param>
/// <param name="Name">Its name in traces.</param>
/// <param name="Arguments">At most three.</param>
/// <param name="Breaks">The fault class of what it does wrong; null for a legal operation.</param>
/// <param name="Text">What it does, or what it breaks.</param>
public sealed record Operation(int Number, string Surface, string Name, IReadOnlyList<Argument> Arguments, string? Breaks, string Text)
{
    /// <summary>Whether every program may contain it; the others run only when asked for.</summary>
    public bool IsLegal => Breaks is null;
}
