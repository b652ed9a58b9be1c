namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>A kind of object that functions make, use and end. Two are the same only when they are one object.</summary>
/// <param name="name">Its name in the generated code.</param>
/// <param name="number">From 0.</param>
/// <param name="isCallers">Whether the caller gives the memory (z_stream), not the library.</param>
public sealed class HandleKind(string name, int number, bool isCallers)
{
    /// <summary>Its name in the generated code.</summary>
    public string Name { get; } = name;

    /// <summary>From 0.</summary>
    public int Number { get; } = number;

    /// <summary>Whether the caller gives the memory (z_stream), not the library.</summary>
    public bool IsCallers { get; } = isCallers;

    /// <summary>The function that makes one when one is needed; null until the plan is whole.</summary>
    public CallPlan? Maker { get; internal set; }

    /// <summary>The function that ends what is left; null when nothing has to.</summary>
    public CallPlan? Ender { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
