namespace InteropFuzz.Triage;

/// <summary>The names of the guilty sides as they stand in cases and reports.</summary>
public static class GuiltySides
{
    /// <summary>All sides.</summary>
    public static IReadOnlyList<GuiltySide> All { get; } = Enum.GetValues<GuiltySide>();

    /// <summary>The side's name: <c>go</c>, <c>c</c>, <c>runtime</c>, <c>boundary</c>, <c>dotnet</c> or <c>unknown</c>.</summary>
    /// <param name="side">One of the sides.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of them.</exception>
    public static string Name(GuiltySide side) => side switch
    {
        GuiltySide.Unknown => "unknown",
        GuiltySide.Go => "go",
        GuiltySide.C => "c",
        GuiltySide.Runtime => "runtime",
        GuiltySide.Boundary => "boundary",
        GuiltySide.DotNet => "dotnet",
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "not a side"),
    };

    /// <summary>Reads a side's name.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="side">The side, or <see cref="GuiltySide.Unknown"/> when the answer is false.</param>
    /// <returns>Whether there is such a side.</returns>
    public static bool TryParse(string? name, out GuiltySide side)
    {
        foreach (GuiltySide candidate in All)
        {
            if (Name(candidate) == name)
            {
                side = candidate;
                return true;
            }
        }

        side = GuiltySide.Unknown;
        return false;
    }
}
