namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>What may be called, and with what.</summary>
public sealed record PlanOptions
{
    /// <summary>Whether an enum may be a number that is none of its constants. C allows it, and many libraries do not expect it.</summary>
    public bool OutOfRange { get; init; }

    /// <summary>Functions that cannot be linked, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Missing { get; init; } = new Dictionary<string, string>();
}
