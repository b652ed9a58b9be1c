namespace InteropFuzz.Triage.Stacks;

/// <summary>One stack of a report, the innermost call first.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Title">The line above it, for people: <c>goroutine 1 [syscall]</c>, <c>freed by thread T0 here</c>.</param>
/// <param name="Line">The number of that line in the text, counted from 1.</param>
/// <param name="Frames">Its frames; those of C and Go on one stack are merged at the crossing.</param>
public sealed record Stack(StackKind Kind, string Title, int Line, IReadOnlyList<Frame> Frames)
{
    /// <summary>How many goroutines stand in this very place; they are folded into one stack.</summary>
    public int Count { get; init; } = 1;
}
