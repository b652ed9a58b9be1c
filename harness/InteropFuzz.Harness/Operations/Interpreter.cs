namespace InteropFuzz.Harness.Operations;

/// <summary>A built program that performs operation programs.</summary>
/// <param name="Name">As in tables: <c>c</c>, <c>go1.27</c>, <c>dotnet</c>.</param>
/// <param name="Folder">What it needs besides the system, shown to it alone.</param>
/// <param name="Program">Its file in that folder.</param>
public sealed record Interpreter(string Name, string Folder, string Program)
{
    /// <summary>What stands in front of the program; empty for none.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    /// <summary>Variables that it needs besides the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How much longer it may take than plain C.</summary>
    public double Slowdown { get; init; } = 1;

    /// <summary>How much more memory it may hold.</summary>
    public double MemoryFactor { get; init; } = 1;
}
