namespace InteropFuzz.Bindings.Model;

/// <summary>An enum.</summary>
/// <param name="Name">The tag, or the typedef's name; empty when it has neither.</param>
/// <param name="CName">How C calls it; null when it has no name.</param>
/// <param name="Underlying">The number that holds it.</param>
/// <param name="Values">Its constants in order.</param>
/// <param name="IsOwn">Whether the header itself declares it; the others are there because a type needs them.</param>
/// <param name="Comment">Its documentation comment.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record CEnum(string Name, string? CName, NumberKind Underlying, IReadOnlyList<CEnumValue> Values, bool IsOwn, CComment Comment, CPlace Place);

/// <summary>A constant of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; wide enough for both signs.</param>
/// <param name="Comment">Its documentation comment.</param>
public readonly record struct CEnumValue(string Name, Int128 Value, CComment Comment);
