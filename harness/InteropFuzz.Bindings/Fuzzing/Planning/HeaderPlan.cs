using InteropFuzz.Bindings.Fuzzing.Annotating;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>How the functions of a header are called.</summary>
/// <param name="Header">The header.</param>
/// <param name="Annotations">What was said besides.</param>
public sealed record HeaderPlan(CHeader Header, Annotations Annotations)
{
    /// <summary>The calls, by their numbers.</summary>
    public required IReadOnlyList<CallPlan> Calls { get; init; }

    /// <summary>The kinds of handles, by their numbers.</summary>
    public required IReadOnlyList<HandleKind> Kinds { get; init; }

    /// <summary>The callbacks, by their numbers.</summary>
    public required IReadOnlyList<Trampoline> Trampolines { get; init; }

    /// <summary>What is in the header and is not called, with the reason.</summary>
    public required IReadOnlyList<COmission> Unbound { get; init; }
}
