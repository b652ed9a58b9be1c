namespace InteropFuzz.Triage.Stacks;

/// <summary>The names of the sides of frames as they stand in reports.</summary>
public static class FrameSides
{
    /// <summary>The side's name: <c>go</c>, <c>c</c>, <c>boundary</c>, <c>runtime</c>, <c>libc</c>, <c>tool</c>, <c>dotnet</c> or <c>unknown</c>.</summary>
    /// <param name="side">One of the sides.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of them.</exception>
    public static string Name(FrameSide side) => side switch
    {
        FrameSide.Unknown => "unknown",
        FrameSide.Go => "go",
        FrameSide.C => "c",
        FrameSide.Boundary => "boundary",
        FrameSide.Runtime => "runtime",
        FrameSide.Libc => "libc",
        FrameSide.Tool => "tool",
        FrameSide.DotNet => "dotnet",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "not a side"),
    };
}
