using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>C types and values as cgo calls them.</summary>
internal static class GoTypes
{
    private static readonly string[] s_words =
        ["break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var"];

    /// <summary>The type, such as <c>*C.ZSTD_CCtx</c>.</summary>
    public static string Spell(CType type) => type switch
    {
        AliasType alias when alias.Bare() is not VoidType => "C." + alias.Name,
        PointerType { Target: var target } => target.Bare() switch
        {
            VoidType => "unsafe.Pointer",
            FunctionType => "*[0]byte",
            ArrayType array => "*" + Spell(array.Element),
            _ => "*" + Spell(target),
        },
        NumberType number => "C." + Word(number.Kind),
        RecordType { Record: { CName: { } name } } => "C." + name.Replace(' ', '_'),
        EnumType { Enum.CName: { } name } => "C." + name.Replace(' ', '_'),
        EnumType { Enum: var e } => "C." + Word(e.Underlying),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Spell()),
    };

    /// <summary>An expression with this type. Numbers come as numbers, pointers as unsafe.Pointer.</summary>
    public static string Convert(CType type, string expression) => type.Bare() switch
    {
        NumberType { Kind: NumberKind.Bool } => $"{Spell(type)}({expression} != 0)",
        PointerType => Spell(type) is var pointer && pointer == "unsafe.Pointer" ? expression : pointer[0] == '*' ? $"({pointer})({expression})" : $"{pointer}({expression})",
        _ => $"{Spell(type)}({expression})",
    };

    /// <summary>The size of a type, as cgo gives it.</summary>
    public static string Size(CType type) => Spell(type) is var name && name.StartsWith("C.", StringComparison.Ordinal) ? "C.sizeof_" + name[2..] : $"C.size_t(unsafe.Sizeof(({name})(nil)))";

    /// <summary>A field: cgo puts an underscore before Go's words.</summary>
    public static string Field(string name) => s_words.Contains(name) ? "_" + name : name;

    private static string Word(NumberKind kind) => kind switch
    {
        NumberKind.Bool => "_Bool",
        NumberKind.Char => "char",
        NumberKind.SChar => "schar",
        NumberKind.UChar => "uchar",
        NumberKind.Short => "short",
        NumberKind.UShort => "ushort",
        NumberKind.Int => "int",
        NumberKind.UInt => "uint",
        NumberKind.Long => "long",
        NumberKind.ULong => "ulong",
        NumberKind.LongLong => "longlong",
        NumberKind.ULongLong => "ulonglong",
        NumberKind.Float => "float",
        _ => "double",
    };
}
