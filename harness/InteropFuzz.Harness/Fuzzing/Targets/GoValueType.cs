using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>What an argument of a fuzz function can be (Go's testing/fuzz.go, supportedTypes; <c>byte</c> is uint8 and <c>rune</c> int32).</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "They are types, under Go's own names.")]
public enum GoValueType
{
    /// <summary><c>[]byte</c></summary>
    Bytes,

    /// <summary><c>string</c></summary>
    String,

    /// <summary><c>bool</c></summary>
    Bool,

    /// <summary><c>int</c>, 64 bits wide on every architecture that is fuzzed.</summary>
    Int,

    /// <summary><c>int8</c></summary>
    Int8,

    /// <summary><c>int16</c></summary>
    Int16,

    /// <summary><c>int32</c> or <c>rune</c></summary>
    Int32,

    /// <summary><c>int64</c></summary>
    Int64,

    /// <summary><c>uint</c></summary>
    Uint,

    /// <summary><c>uint8</c> or <c>byte</c></summary>
    Uint8,

    /// <summary><c>uint16</c></summary>
    Uint16,

    /// <summary><c>uint32</c></summary>
    Uint32,

    /// <summary><c>uint64</c></summary>
    Uint64,

    /// <summary><c>float32</c></summary>
    Float32,

    /// <summary><c>float64</c></summary>
    Float64,
}

/// <summary>Names and sizes of argument types.</summary>
public static class GoValueTypes
{
    private static readonly FrozenDictionary<string, GoValueType> s_byName = new Dictionary<string, GoValueType>
    {
        ["[]byte"] = GoValueType.Bytes,
        ["[]uint8"] = GoValueType.Bytes,
        ["string"] = GoValueType.String,
        ["bool"] = GoValueType.Bool,
        ["int"] = GoValueType.Int,
        ["int8"] = GoValueType.Int8,
        ["int16"] = GoValueType.Int16,
        ["int32"] = GoValueType.Int32,
        ["rune"] = GoValueType.Int32,
        ["int64"] = GoValueType.Int64,
        ["uint"] = GoValueType.Uint,
        ["uint8"] = GoValueType.Uint8,
        ["byte"] = GoValueType.Uint8,
        ["uint16"] = GoValueType.Uint16,
        ["uint32"] = GoValueType.Uint32,
        ["uint64"] = GoValueType.Uint64,
        ["float32"] = GoValueType.Float32,
        ["float64"] = GoValueType.Float64,
    }.ToFrozenDictionary();

    /// <summary>The type of a Go name, <c>byte</c> and <c>rune</c> too; null when no fuzz function can take it.</summary>
    public static GoValueType? Find(string name) => s_byName.TryGetValue(name, out var type) ? type : null;

    /// <summary>Its Go name.</summary>
    public static string Name(this GoValueType type) => type == GoValueType.Bytes ? "[]byte" : type.ToString().ToLowerInvariant();

    /// <summary>Its size in bytes; null when each value has its own.</summary>
    public static int? Size(this GoValueType type) => type switch
    {
        GoValueType.Bytes or GoValueType.String => null,
        GoValueType.Bool or GoValueType.Int8 or GoValueType.Uint8 => 1,
        GoValueType.Int16 or GoValueType.Uint16 => 2,
        GoValueType.Int32 or GoValueType.Uint32 or GoValueType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether it has a sign and no fraction.</summary>
    public static bool IsSigned(this GoValueType type) => type is >= GoValueType.Int and <= GoValueType.Int64;

    /// <summary>Whether it has a fraction.</summary>
    public static bool IsFloat(this GoValueType type) => type is GoValueType.Float32 or GoValueType.Float64;
}
