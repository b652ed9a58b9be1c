using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>What the planner asks of a C type.</summary>
internal static class CTypesOfCalls
{
    /// <summary>The type as a parameter has it: arrays and functions are pointers.</summary>
    public static CType Decay(this CType type) => type.Bare() switch
    {
        ArrayType array => new PointerType(array.Element),
        FunctionType => new PointerType(type),
        _ => type,
    };

    /// <summary>What a pointer points to; null for no pointer.</summary>
    public static CType? Target(this CType type) => (type.Bare() as PointerType)?.Target;

    /// <summary>The struct behind a pointer, without its typedef names.</summary>
    public static CRecord? TargetRecord(this CType type) => (type.Target()?.Bare() as RecordType)?.Record;

    /// <summary>Whether C may not write a value of this type.</summary>
    public static bool IsReadOnly(this CType type) => type.IsConst || (type is AliasType alias && alias.Target.IsReadOnly());

    /// <summary>The number, without typedef names; null for something else.</summary>
    public static NumberKind? Number(this CType type) => (type.Bare() as NumberType)?.Kind;

    /// <summary>Whether it is a whole number.</summary>
    public static bool IsInteger(this CType type) => type.Number() is { } kind && kind is not (NumberKind.Float or NumberKind.Double or NumberKind.Bool);

    /// <summary>Whether it is one byte wide.</summary>
    public static bool IsByte(this CType type) => type.Number() is NumberKind.Char or NumberKind.SChar or NumberKind.UChar;

    /// <summary>Whether it is C's char, of which texts are made.</summary>
    public static bool IsChar(this CType type) => type.Number() is NumberKind.Char;

    /// <summary>Bytes of an element behind a pointer; 1 for void, 0 where they are not known.</summary>
    public static int ElementSize(this CType type) => type.Bare() switch
    {
        VoidType => 1,
        NumberType number => number.Kind.Size(),
        EnumType e => e.Enum.Underlying.Size(),
        _ => 0,
    };

    /// <summary>Whether one of the typedef names around the type, or its struct, has this name.</summary>
    public static bool IsNamed(this CType type, string name)
    {
        for (; type is AliasType alias; type = alias.Target) if (alias.Name == name) return true;
        return type is RecordType { Record: var record } && (record.Name == name || record.CName == name);
    }
}
