namespace InteropFuzz.Bindings.Model;

/// <summary>A C type as it is written at one place of a header: typedef names are kept, see <see cref="CTypes.Bare"/>.</summary>
public abstract record CType
{
    /// <summary>Whether this level is const: of <c>const char *</c> the char is, the pointer is not.</summary>
    public bool IsConst { get; init; }

    /// <summary>Whether this level is volatile.</summary>
    public bool IsVolatile { get; init; }
}

/// <summary>void.</summary>
public sealed record VoidType : CType;

/// <summary>A number of the language.</summary>
/// <param name="Kind">Which one.</param>
public sealed record NumberType(NumberKind Kind) : CType;

/// <summary>A pointer.</summary>
/// <param name="Target">What it points to; a <see cref="FunctionType"/> for a function pointer.</param>
public sealed record PointerType(CType Target) : CType;

/// <summary>An array. As a parameter it is a pointer to its first element.</summary>
/// <param name="Element">What it holds.</param>
/// <param name="Count">How many; null for <c>[]</c>: a flexible last member, or a parameter.</param>
public sealed record ArrayType(CType Element, long? Count) : CType;

/// <summary>A function's type.</summary>
/// <param name="Result">What it returns.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="IsVariadic">Whether <c>...</c> follows.</param>
public sealed record FunctionType(CType Result, IReadOnlyList<CType> Parameters, bool IsVariadic) : CType;

/// <summary>A typedef's name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Target">What it stands for.</param>
public sealed record AliasType(string Name, CType Target) : CType;

/// <summary>A struct or union.</summary>
/// <param name="Record">Its declaration; its fields may lead back to this type.</param>
public sealed record RecordType(CRecord Record) : CType;

/// <summary>An enum.</summary>
/// <param name="Enum">Its declaration.</param>
public sealed record EnumType(CEnum Enum) : CType;

/// <summary>A type that cannot cross the boundary by value: long double, a vector, va_list …</summary>
/// <param name="Spelling">As clang spells it.</param>
/// <param name="Reason">Why not, in words that can follow "because".</param>
public sealed record UnsupportedType(string Spelling, string Reason) : CType;
