using ClangSharp.Interop;
using InteropFuzz.Bindings.Model;
using static ClangSharp.Interop.CXTypeKind;

namespace InteropFuzz.Bindings.Reading;

/// <summary>Turns clang's types into the model's.</summary>
internal sealed class TypeReader(TagReader tags)
{
    /// <summary>No header means this; a generated one may.</summary>
    private const int Deepest = 200;

    /// <summary>Reads a type whose values lie where it is used: structs of other headers are then needed whole.</summary>
    public CType ReadValue(CXType type)
    {
        var read = Read(type);
        tags.Need(read);
        return read;
    }

    /// <summary>Reads a type.</summary>
    public CType Read(CXType type) => Read(type, 0);

    private CType Read(CXType type, int depth)
        // Clang spells a type by recursion: one of this depth may end the process.
        => (depth > Deepest ? new UnsupportedType("a type within a type", "it is nested too deep") : ReadBare(type, depth + 1)) is var read && (type.IsConstQualified || type.IsVolatileQualified)
            ? read with { IsConst = read.IsConst || type.IsConstQualified, IsVolatile = read.IsVolatile || type.IsVolatileQualified }
            : read;

    private CType ReadBare(CXType type, int depth) => type.kind switch
    {
        CXType_Void => new VoidType(),
        CXType_Pointer => new PointerType(Read(type.PointeeType, depth)),
        CXType_ConstantArray => new ArrayType(Read(type.ArrayElementType, depth), type.ArraySize),
        CXType_IncompleteArray or CXType_VariableArray => new ArrayType(Read(type.ArrayElementType, depth), null),
        CXType_FunctionProto => new FunctionType(Read(type.ResultType, depth), Parameters(type, depth), type.IsFunctionTypeVariadic),
        CXType_FunctionNoProto => new FunctionType(Read(type.ResultType, depth), [], IsVariadic: false),
        CXType_Typedef => Alias(type, depth),
        CXType_Elaborated => Read(type.NamedType, depth),
        CXType_Record => new RecordType(tags.Record(type.Declaration)),
        CXType_Enum => new EnumType(tags.Enum(type.Declaration)),
        _ => Number(type.kind) is { } number ? new NumberType(number)
            : Unbindable(type.kind) is { } reason ? new UnsupportedType(Spell(type), reason)
            : type.CanonicalType is var canonical && canonical.kind != type.kind && canonical.kind != CXType_Invalid ? Read(canonical, depth)
            : new UnsupportedType(Spell(type), "C# has no such type"),
    };

    private CType Alias(CXType type, int depth)
    {
        var declaration = type.Declaration;
        var name = declaration.Name();
        // An array of one struct on amd64, a struct on arm64: no signature fits both.
        if (name is "va_list" or "__gnuc_va_list" or "__builtin_va_list") return new UnsupportedType("va_list", "va_list has another shape on each architecture");
        return new AliasType(name, Read(declaration.TypedefDeclUnderlyingType, depth));
    }

    private List<CType> Parameters(CXType type, int depth)
    {
        var parameters = new List<CType>();
        for (uint i = 0; i < type.NumArgTypes; i++)
        {
            parameters.Add(Read(type.GetArgType(i), depth));
            tags.Need(parameters[^1]);
        }
        return parameters;
    }

    /// <summary>The number; null for what is none, or none of C#'s.</summary>
    public static NumberKind? Number(CXTypeKind kind) => kind switch
    {
        CXType_Bool => NumberKind.Bool,
        CXType_Char_S or CXType_Char_U => NumberKind.Char,
        CXType_SChar => NumberKind.SChar,
        CXType_UChar => NumberKind.UChar,
        CXType_Short => NumberKind.Short,
        CXType_UShort => NumberKind.UShort,
        CXType_Int => NumberKind.Int,
        CXType_UInt => NumberKind.UInt,
        CXType_Long => NumberKind.Long,
        CXType_ULong => NumberKind.ULong,
        CXType_LongLong => NumberKind.LongLong,
        CXType_ULongLong => NumberKind.ULongLong,
        CXType_Float => NumberKind.Float,
        CXType_Double => NumberKind.Double,
        _ => null,
    };

    private static string? Unbindable(CXTypeKind kind) => kind switch
    {
        CXType_LongDouble or CXType_Float128 or CXType_Half or CXType_Float16 or CXType_BFloat16 => "C# has no floating-point type of this format that crosses the boundary",
        CXType_Int128 or CXType_UInt128 => "128-bit numbers do not cross the boundary the same way on each architecture",
        CXType_Complex => "C# has no complex numbers that cross the boundary",
        CXType_Vector or CXType_ExtVector => "vector types are passed in vector registers, which P/Invoke does not do",
        CXType_Atomic => "_Atomic is no plain memory",
        CXType_BlockPointer => "blocks are Clang's own",
        _ => null,
    };

    /// <summary>Clang's spelling of an unnamed type holds the path of the file.</summary>
    private static string Spell(CXType type) => type.Spelling.Take() is var text && text.Contains('/', StringComparison.Ordinal) ? "(unnamed)" : text;
}
