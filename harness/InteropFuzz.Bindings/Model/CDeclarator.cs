namespace InteropFuzz.Bindings.Model;

/// <summary>Writes types the way C does, the same with every version of clang.</summary>
public static class CDeclarator
{
    /// <summary>The type alone: <c>int (*)(const char *)</c>.</summary>
    public static string Spell(this CType type) => Declare(type, "");

    /// <summary>A declaration of <paramref name="name"/>: <c>int (*name)(const char *)</c>.</summary>
    public static string Declare(this CType type, string name)
    {
        // From the inside outwards: what binds to the right (arrays, functions) needs parentheses behind a star.
        while (true)
        {
            switch (type)
            {
                case PointerType pointer:
                    name = "*" + Qualifiers(pointer, name.Length > 0 && name[0] != '*' ? " " : "") + name;
                    if (pointer.Target is ArrayType or FunctionType) name = $"({name})";
                    type = pointer.Target;
                    break;
                case ArrayType array:
                    name += $"[{array.Count}]";
                    type = array.Element;
                    break;
                case FunctionType function:
                    name += $"({Parameters(function)})";
                    type = function.Result;
                    break;
                default:
                    var word = Qualifiers(type, " ") + Word(type);
                    return name.Length == 0 ? word : name[0] == '[' ? word + name : $"{word} {name}";
            }
        }
    }

    private static string Parameters(FunctionType function)
        => function.Parameters.Count == 0 && !function.IsVariadic ? "void" : string.Join(", ", function.Parameters.Select(Spell).Concat(function.IsVariadic ? ["..."] : []));

    private static string Qualifiers(CType type, string end) => (type.IsConst, type.IsVolatile) switch
    {
        (true, true) => "const volatile" + end,
        (true, false) => "const" + end,
        (false, true) => "volatile" + end,
        _ => "",
    };

    private static string Word(CType type) => type switch
    {
        VoidType => "void",
        NumberType number => Word(number.Kind),
        AliasType alias => alias.Name,
        RecordType { Record: var record } => record.CName ?? (record.IsUnion ? "union" : "struct"),
        EnumType { Enum: var e } => e.CName ?? "enum",
        UnsupportedType unsupported => unsupported.Spelling,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string Word(NumberKind kind) => kind switch
    {
        NumberKind.Bool => "_Bool",
        NumberKind.Char => "char",
        NumberKind.SChar => "signed char",
        NumberKind.UChar => "unsigned char",
        NumberKind.Short => "short",
        NumberKind.UShort => "unsigned short",
        NumberKind.Int => "int",
        NumberKind.UInt => "unsigned int",
        NumberKind.Long => "long",
        NumberKind.ULong => "unsigned long",
        NumberKind.LongLong => "long long",
        NumberKind.ULongLong => "unsigned long long",
        NumberKind.Float => "float",
        _ => "double",
    };
}
