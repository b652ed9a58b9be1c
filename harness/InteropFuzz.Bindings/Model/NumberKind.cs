namespace InteropFuzz.Bindings.Model;

#pragma warning disable CA1720 // The words are C's.
/// <summary>The numbers of C that C# has too.</summary>
public enum NumberKind
{
    /// <summary>_Bool: one byte, 0 or 1.</summary>
    Bool,

    /// <summary>char: signed on amd64, unsigned on arm64.</summary>
    Char,

    /// <summary>signed char.</summary>
    SChar,

    /// <summary>unsigned char.</summary>
    UChar,

    /// <summary>short.</summary>
    Short,

    /// <summary>unsigned short.</summary>
    UShort,

    /// <summary>int.</summary>
    Int,

    /// <summary>unsigned int.</summary>
    UInt,

    /// <summary>long: as wide as a pointer (LP64).</summary>
    Long,

    /// <summary>unsigned long.</summary>
    ULong,

    /// <summary>long long.</summary>
    LongLong,

    /// <summary>unsigned long long.</summary>
    ULongLong,

    /// <summary>float.</summary>
    Float,

    /// <summary>double.</summary>
    Double,
}
