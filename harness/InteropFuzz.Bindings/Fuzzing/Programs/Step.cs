using InteropFuzz.Bindings.Fuzzing.Planning;

namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>A call that a program really performs.</summary>
/// <param name="Call">The call.</param>
/// <param name="Handles">The handles of <see cref="CallPlan.Handles"/>, in that order.</param>
/// <param name="Index">Which call of the program it is; null for one that the rules of ownership put in: to make what is needed, to end what is left.</param>
/// <param name="FirstRoom">The number of the first memory that it gives C to write.</param>
/// <param name="Earlier">For each of its values that is what an earlier call wrote: the number of that memory; null for one that was never written.</param>
public sealed record Step(Call Call, IReadOnlyList<HandleObject> Handles, int? Index, int FirstRoom, IReadOnlyDictionary<int, int?> Earlier);

/// <summary>One handle from its making to its end.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Serial">From 1, in the order of their making.</param>
public sealed record HandleObject(HandleKind Kind, int Serial);
