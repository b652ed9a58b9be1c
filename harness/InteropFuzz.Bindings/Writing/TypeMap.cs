using System.Collections.Frozen;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Writing;

/// <summary>C types as C# types. Everything is blittable: what crosses is what lies in memory.</summary>
internal sealed class TypeMap
{
    /// <summary>Typedefs that mean the same width on every machine, whatever number stands behind them here.</summary>
    private static readonly FrozenDictionary<string, string> s_known = new Dictionary<string, string>
    {
        ["int8_t"] = "sbyte", ["uint8_t"] = "byte", ["int16_t"] = "short", ["uint16_t"] = "ushort", ["int32_t"] = "int", ["uint32_t"] = "uint",
        ["int64_t"] = "long", ["uint64_t"] = "ulong", ["size_t"] = "nuint", ["ssize_t"] = "nint", ["ptrdiff_t"] = "nint", ["intptr_t"] = "nint",
        ["uintptr_t"] = "nuint", ["wchar_t"] = "uint", ["char16_t"] = "ushort", ["char32_t"] = "uint",
    }.ToFrozenDictionary();

    private readonly Dictionary<CRecord, string> _records = [];
    private readonly Dictionary<CEnum, string> _enums = new(ReferenceEqualityComparer.Instance);

    /// <summary>Gives every struct, union and enum of the header its name in C#.</summary>
    public TypeMap(CHeader header)
    {
        var taken = new HashSet<string>();
        foreach (var record in header.Records) Name(record, Unique(taken, record.Name));
        foreach (var e in header.Enums.Where(e => e.Name.Length > 0)) _enums[e] = Unique(taken, e.Name);
    }

    /// <summary>Whether a type of that name is there, be it in other letters: sqlite3.h has a struct sqlite3.</summary>
    public bool IsTaken(string name) => _records.Values.Concat(_enums.Values).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The name, seen from the namespace; null for one that no field leads to.</summary>
    public string? NameOf(CRecord record) => _records.GetValueOrDefault(record);

    /// <summary>The name; null for an enum without one.</summary>
    public string? NameOf(CEnum e) => _enums.GetValueOrDefault(e);

    /// <summary>The unnamed structs and unions that a record declares in itself, with the fields that have them.</summary>
    public static IEnumerable<(CField Field, CRecord Inner)> Nested(CRecord record)
    {
        var seen = new HashSet<CRecord>();
        foreach (var field in record.Fields)
            if (Innermost(field.Type) is RecordType { Record: { Name.Length: 0 } inner } && seen.Add(inner))
                yield return (field, inner);
    }

    /// <summary>Unnamed members are Anonymous, as ClangSharp names them; with a number where there are several.</summary>
    public static string MemberName(CRecord record, CField field)
    {
        if (field.Name.Length > 0) return field.Name;
        var unnamed = record.Fields.Where(f => f.Name.Length == 0 && f.BitWidth is null).ToList();
        return unnamed.Count == 1 ? "Anonymous" : $"Anonymous{unnamed.IndexOf(field) + 1}";
    }

    /// <summary>Why a value of this type cannot be passed; null when it can.</summary>
    public string? WhyNotValue(CType type) => type.Bare() switch
    {
        UnsupportedType u => $"{u.Spelling}: {u.Reason}",
        RecordType { Record: { IsComplete: false } record } => $"{record.CName} is incomplete",
        RecordType { Record: { Size: 0 } record } => $"{record.CName} has no bytes in C, and one in C#",
        RecordType { Record: var record } when NameOf(record) is null => "its type has no name",
        RecordType { Record: var record } => record.Fields.Select(f => (f, Why: f.Type.Bare() is ArrayType { Count: null or 0 } ? null : f.Type.Bare() is ArrayType a ? WhyNotValue(a.Flatten().Element) : WhyNotValue(f.Type)))
            .Where(p => p.Why is not null).Select(p => $"{record.CName}.{p.f.Name} is not bound ({p.Why})").FirstOrDefault(),
        _ => null,
    };

    /// <summary>Why C# has no type for this field; null when it has.</summary>
    public string? WhyNotField(CType type) => type.Bare() switch
    {
        UnsupportedType u => $"{u.Spelling}: {u.Reason}",
        RecordType { Record.IsComplete: false } => "its type is incomplete",
        RecordType { Record: var record } when NameOf(record) is null => "its type has no name",
        ArrayType array when array.Flatten() is var (element, _) => WhyNotField(element),
        FunctionType => "a function is no value",
        _ => null,
    };

    /// <summary>The C# type of a value, a parameter or a result.</summary>
    public string Map(CType type) => type switch
    {
        AliasType alias => s_known.TryGetValue(alias.Name, out var known) && alias.Bare() is NumberType ? known : Map(alias.Target),
        VoidType => "void",
        NumberType number => Number(number.Kind),
        PointerType pointer => Pointer(pointer.Target),
        // As parameters these two are pointers.
        ArrayType array => Pointer(array.Element),
        FunctionType function => Function(function),
        RecordType { Record: var record } => NameOf(record) ?? "void",
        EnumType { Enum: var e } => NameOf(e) ?? Number(e.Underlying),
        _ => "void",
    };

    /// <summary>The C# name of a number.</summary>
    public static string Number(NumberKind kind) => kind switch
    {
        NumberKind.Bool or NumberKind.UChar => "byte",
        NumberKind.Char or NumberKind.SChar => "sbyte",
        NumberKind.Short => "short",
        NumberKind.UShort => "ushort",
        NumberKind.Int => "int",
        NumberKind.UInt => "uint",
        NumberKind.Long => "nint",
        NumberKind.ULong => "nuint",
        NumberKind.LongLong => "long",
        NumberKind.ULongLong => "ulong",
        NumberKind.Float => "float",
        _ => "double",
    };

    /// <summary>C's spelling as an attribute; null where both languages say the same.</summary>
    public static string? NativeName(CType type, string mapped) => type.Spell() is var native && native.Replace(" *", "*", StringComparison.Ordinal) == mapped ? null : $"NativeTypeName({Lines.Literal(native)})";

    private string Pointer(CType target) => target.Bare() switch
    {
        FunctionType function => Function(function),
        ArrayType array => Pointer(array.Element),
        _ => Map(target) + "*",
    };

    private string Function(FunctionType function)
        => function.IsVariadic || function.Parameters.Append(function.Result).Any(t => t.Bare() is not VoidType && WhyNotValue(t) is not null)
            ? "void*"
            : $"delegate* unmanaged[Cdecl]<{string.Join(", ", function.Parameters.Append(function.Result).Select(Map))}>";

    /// <summary>Whether a pointer to this had to be bound as void*.</summary>
    public bool IsWeak(CType type) => type.Bare() switch
    {
        PointerType pointer => pointer.Target.Bare() is FunctionType or PointerType ? IsWeak(pointer.Target) : pointer.Target.Bare() is UnsupportedType,
        FunctionType function => Function(function) == "void*",
        ArrayType array => IsWeak(array.Element),
        _ => false,
    };

    private void Name(CRecord record, string name)
    {
        _records[record] = name;
        foreach (var (field, inner) in Nested(record))
            if (!_records.ContainsKey(inner)) Name(inner, $"{name}._{MemberName(record, field)}_e__{(inner.IsUnion ? "Union" : "Struct")}");
    }

    private static CType Innermost(CType type)
    {
        while (true)
            switch (type.Bare())
            {
                case ArrayType array: type = array.Element; break;
                case PointerType pointer: type = pointer.Target; break;
                case var other: return other;
            }
    }

    private static string Unique(HashSet<string> taken, string name)
    {
        var unique = Identifier.Of(name);
        while (!taken.Add(unique)) unique += "_";
        return unique;
    }
}
