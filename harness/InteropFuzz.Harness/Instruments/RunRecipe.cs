namespace InteropFuzz.Harness.Instruments;

/// <summary>What an instrument adds to the start of a program.</summary>
/// <param name="Environment">Variables; comma lists such as GODEBUG join what the case itself asks for.</param>
public sealed record RunRecipe(IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The command in front of the program; empty for none.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    /// <summary>A library that is loaded into the program before all others (LD_PRELOAD); null for none.</summary>
    public string? Preload { get; init; }

    /// <summary>How much longer than plain a program may take before its deadline.</summary>
    public double Slowdown { get; init; } = 1;

    /// <summary>How much more memory than plain it may hold before the memory watch ends it.</summary>
    public double MemoryFactor { get; init; } = 1;

    /// <summary>The most tries of a flaky case that are worth their time here.</summary>
    public int MaxRepeat { get; init; } = int.MaxValue;

    /// <summary>A recipe that changes nothing but these variables.</summary>
    public static RunRecipe With(params (string Name, string Value)[] variables)
        => new(variables.ToDictionary(v => v.Name, v => v.Value));
}
