using System.Globalization;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Writing;

/// <summary>Writes structs and unions.</summary>
internal sealed class RecordWriter(TypeMap types, Lines lines, List<COmission> omissions)
{
    /// <summary>Bytes that fixed buffers and spans cannot hold are inline arrays.</summary>
    private static readonly HashSet<string> s_fixed = ["byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double"];

    private readonly Dictionary<CRecord, RecordLayout> _layouts = [];

    /// <summary>Writes a record with all that is nested in it.</summary>
    public void Write(CRecord record)
    {
        var name = types.NameOf(record)!;
        name = name[(name.LastIndexOf('.') + 1)..];
        lines.Document(record.Comment);
        if (!record.IsComplete)
        {
            lines.Add($"public partial struct {name};");
            return;
        }

        var layout = Layout(record);
        Complain(record, layout);
        if (LayoutAttribute(layout) is { } attribute) lines.Add(attribute);
        lines.Add($"public unsafe partial struct {name}");
        lines.Open();
        foreach (var slot in layout.Slots) Field(record, name, layout, slot);
        foreach (var bits in layout.BitFields) BitField(name, bits);
        foreach (var field in record.Fields.Where(IsUnnamed)) Forward(name, TypeMap.MemberName(record, field), ((RecordType)field.Type.Bare()).Record);
        if (layout.Flexible is { } last) Flexible(name, last);
        foreach (var slot in layout.Slots) Buffer(record, slot);
        foreach (var (_, inner) in TypeMap.Nested(record))
        {
            lines.Add("");
            Write(inner);
        }
        lines.Close();
    }

    private RecordLayout Layout(CRecord record)
        => _layouts.TryGetValue(record, out var known) ? known : _layouts[record] = RecordLayout.Of(record, types, Layout);

    private void Complain(CRecord record, RecordLayout layout)
    {
        var what = record.CName ?? types.NameOf(record)!;
        foreach (var (field, reason) in layout.Unbound) omissions.Add(new(field.Place, $"field {what}.{field.Name}", reason));
        if (record.Size == 0) omissions.Add(new(record.Place, what, "it has no bytes in C, and one in C#: use pointers to it only"));
        else if (layout.Alignment < record.Alignment)
            omissions.Add(new(record.Place, what, $"bound, but C aligns it to {record.Alignment} bytes and C# to {layout.Alignment}: allocate it with NativeMemory.AlignedAlloc"));
        foreach (var field in record.Fields.Where(f => types.IsWeak(f.Type))) omissions.Add(new(field.Place, $"field {what}.{field.Name}", $"bound, but as void*: C# cannot say '{field.Type.Spell()}'"));
    }

    private static string? LayoutAttribute(RecordLayout layout)
    {
        if (!layout.IsExplicit && layout.Pack == 0 && layout.Size == 0) return null;
        var pack = layout.Pack > 0 ? string.Create(CultureInfo.InvariantCulture, $", Pack = {layout.Pack}") : "";
        var size = layout.Size > 0 ? string.Create(CultureInfo.InvariantCulture, $", Size = {layout.Size}") : "";
        return $"[StructLayout(LayoutKind.{(layout.IsExplicit ? "Explicit" : "Sequential")}{pack}{size})]";
    }

    private void Field(CRecord record, string enclosing, RecordLayout layout, Slot slot)
    {
        if (slot.Field is { } field) lines.Document(field.Comment);
        if (layout.IsExplicit) lines.Add(string.Create(CultureInfo.InvariantCulture, $"[FieldOffset({slot.Offset})]"));
        if (slot.Field is null)
        {
            lines.Add($"public {StoreType(slot)} {slot.Name};");
            return;
        }

        var name = Identifier.Member(TypeMap.MemberName(record, slot.Field), enclosing);
        var mapped = slot.Field.Type.Bare() is ArrayType array ? types.Map(array.Flatten().Element) : types.Map(slot.Field.Type);
        if (slot.Field.Name.Length > 0 && TypeMap.NativeName(slot.Field.Type, mapped) is { } native) lines.Add($"[{native}]");
        if (slot.Field.Type.Bare() is not ArrayType elements) lines.Add($"public {mapped} {name};");
        else if (s_fixed.Contains(mapped)) lines.Add(string.Create(CultureInfo.InvariantCulture, $"public fixed {mapped} {name}[{elements.Flatten().Count}];"));
        else lines.Add($"public {BufferName(slot.Field)} {name};");
    }

    private static string BufferName(CField field) => $"_{field.Name.Replace('$', '_')}_e__FixedBuffer";

    /// <summary>The type of an array whose elements a fixed buffer cannot hold. Pointers are held as numbers: no span takes a pointer.</summary>
    private void Buffer(CRecord record, Slot slot)
    {
        if (slot.Field?.Type.Bare() is not ArrayType array) return;
        var (element, count) = array.Flatten();
        var mapped = types.Map(element);
        if (s_fixed.Contains(mapped)) return;
        var held = mapped.EndsWith('*') || mapped.StartsWith("delegate*", StringComparison.Ordinal) ? "nint" : mapped;
        lines.Add("");
        lines.Add($"/// <summary>The elements of {types.NameOf(record)}.{slot.Field.Name}{(held != mapped ? ", which are pointers" : "")}.</summary>");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"[InlineArray({count})]"));
        lines.Add($"public partial struct {BufferName(slot.Field)}");
        lines.Open();
        if (held != mapped || TypeMap.NativeName(element, held) is not null) lines.Add($"[NativeTypeName({Lines.Literal(element.Spell())})]");
        lines.Add($"public {held} e0;");
        lines.Close();
    }

    private void BitField(string enclosing, Bits bits)
    {
        var width = bits.Field.BitWidth!.Value;
        var type = types.Map(bits.Field.Type);
        var store = StoreType(bits.Store);
        var mask = string.Create(CultureInfo.InvariantCulture, $"0x{(width == 64 ? ulong.MaxValue : (1UL << width) - 1):X}UL");
        var signed = bits.Field.Type.Bare() is NumberType { Kind: var k } ? k.IsSigned() : bits.Field.Type.Bare() is EnumType { Enum.Underlying: var u } && u.IsSigned();
        var get = signed
            ? string.Create(CultureInfo.InvariantCulture, $"((long)((ulong){bits.Store.Name} << {64 - bits.Shift - width})) >> {64 - width}")
            : string.Create(CultureInfo.InvariantCulture, $"((ulong){bits.Store.Name} >> {bits.Shift}) & {mask}");
        lines.Add("");
        lines.Document(bits.Field.Comment);
        lines.Add($"[NativeTypeName({Lines.Literal(string.Create(CultureInfo.InvariantCulture, $"{bits.Field.Type.Spell()} : {width}"))})]");
        lines.Add($"public {type} {Identifier.Member(bits.Field.Name, enclosing)}");
        lines.Open();
        lines.Add($"readonly get => unchecked(({type})({get}));");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"set => {bits.Store.Name} = unchecked(({store})(((ulong){bits.Store.Name} & ~({mask} << {bits.Shift})) | (((ulong)value & {mask}) << {bits.Shift})));"));
        lines.Close();
    }

    private static string StoreType(Slot slot) => slot.Size switch { 1 => "byte", 2 => "ushort", 4 => "uint", _ => "ulong" };

    private static bool IsUnnamed(CField field) => field.Name.Length == 0 && field.BitWidth is null && field.Type.Bare() is RecordType { Record.IsComplete: true };

    /// <summary>C sees the fields of an unnamed member as the outer one's; so does C#, through references.</summary>
    private void Forward(string enclosing, string path, CRecord inner)
    {
        var layout = Layout(inner);
        foreach (var slot in layout.Slots.Where(s => s.Field is not null))
        {
            var field = slot.Field!;
            var member = TypeMap.MemberName(inner, field);
            if (IsUnnamed(field))
            {
                Forward(enclosing, $"{path}.{member}", ((RecordType)field.Type.Bare()).Record);
                continue;
            }
            var at = $"{path}.{Identifier.Of(member)}";
            lines.Add("");
            lines.Add("/// <summary>A field of the unnamed member.</summary>");
            lines.Add("[UnscopedRef]");
            if (field.Type.Bare() is ArrayType array && types.Map(array.Flatten().Element) is var element && s_fixed.Contains(element))
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"public Span<{element}> {Identifier.Member(member, enclosing)} => MemoryMarshal.CreateSpan(ref {at}[0], {array.Flatten().Count});"));
            else
                lines.Add($"public ref {(field.Type.Bare() is ArrayType ? $"{types.NameOf(inner)}.{BufferName(field)}" : types.Map(field.Type))} {Identifier.Member(member, enclosing)} => ref {at};");
        }
        foreach (var bits in layout.BitFields)
        {
            lines.Add("");
            lines.Add("/// <summary>A bit-field of the unnamed member.</summary>");
            lines.Add($"public {types.Map(bits.Field.Type)} {Identifier.Member(bits.Field.Name, enclosing)}");
            lines.Open();
            lines.Add($"readonly get => {path}.{Identifier.Of(bits.Field.Name)};");
            lines.Add($"set => {path}.{Identifier.Of(bits.Field.Name)} = value;");
            lines.Close();
        }
    }

    /// <summary>A flexible last member has no bytes of its own: only behind a pointer is there something.</summary>
    private void Flexible(string enclosing, CField field)
    {
        var element = types.Map(field.Type);
        lines.Add("");
        lines.Document(field.Comment);
        lines.Add($"[return: NativeTypeName({Lines.Literal(field.Type.Spell())})]");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"public static {element} {Identifier.Member(field.Name, enclosing)}({enclosing}* self) => ({element})((byte*)self + {field.Offset});"));
    }
}
