using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Writing;

/// <summary>Memory that gets a field in C#.</summary>
/// <param name="Field">The C field; null for memory that holds bit-fields.</param>
/// <param name="Name">The name of that memory; empty for a field's.</param>
/// <param name="Offset">Bytes from the start.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Alignment">What C# would align it to.</param>
internal sealed record Slot(CField? Field, string Name, long Offset, long Size, long Alignment)
{
    /// <summary>The first byte behind it.</summary>
    public long End => Offset + Size;
}

/// <summary>A bit-field, and where its bits are.</summary>
/// <param name="Field">The C field.</param>
/// <param name="Store">The memory that holds it.</param>
/// <param name="Shift">Its lowest bit in there.</param>
internal sealed record Bits(CField Field, Slot Store, int Shift);

/// <summary>How a struct or union is laid out in C# so that every byte is where C has it.</summary>
internal sealed class RecordLayout
{
    /// <summary>Offsets must be stated: a union, or gaps and overlaps that C#'s own rules do not give.</summary>
    public bool IsExplicit { get; private set; }

    /// <summary>The Pack to state; 0 for none.</summary>
    public long Pack { get; private set; }

    /// <summary>The Size to state; 0 for none.</summary>
    public long Size { get; private set; }

    /// <summary>What C# aligns it to when it is a field of another.</summary>
    public long Alignment { get; private set; } = 1;

    /// <summary>The fields, in order of their offsets.</summary>
    public IReadOnlyList<Slot> Slots { get; private set; } = [];

    /// <summary>The bit-fields.</summary>
    public IReadOnlyList<Bits> BitFields { get; private set; } = [];

    /// <summary>Fields that C# cannot have, with the reason.</summary>
    public IReadOnlyList<(CField Field, string Reason)> Unbound { get; private set; } = [];

    /// <summary>The flexible last member; null when there is none.</summary>
    public CField? Flexible { get; private set; }

    /// <summary>The most bytes that the runtime lets an inline array have.</summary>
    private const long LargestArray = 1 << 20;

    private static readonly int[] s_units = [1, 2, 4, 8];

    /// <summary>Lays out a complete record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="types">Its types in C#.</param>
    /// <param name="inner">The layout of a record that it holds.</param>
    public static RecordLayout Of(CRecord record, TypeMap types, Func<CRecord, RecordLayout> inner)
    {
        var layout = new RecordLayout();
        var slots = new List<Slot>();
        var unbound = new List<(CField, string)>();
        foreach (var field in record.Fields.Where(f => f.BitWidth is null))
            if (field.Type.Bare() is ArrayType open && open.Flatten() is (var element, null or 0))
                layout.Flexible = types.WhyNotField(element) is { } why ? Refuse(field, why) : field;
            else if (types.WhyNotField(field.Type) is { } reason) unbound.Add((field, reason));
            else if (Measure(field.Type, inner) is not { } m) unbound.Add((field, $"an array in C# has at most {LargestArray} bytes"));
            else if (m.Size > 0) slots.Add(new(field, "", field.Offset, m.Size, m.Alignment));

        layout.BitFields = Bits(record, slots, unbound);
        layout.Slots = [.. slots.OrderBy(s => s.Offset).ThenBy(s => s.Field is null)];
        layout.Unbound = unbound;
        layout.Settle(record);
        return layout;

        CField? Refuse(CField field, string why)
        {
            unbound.Add((field, why));
            return null;
        }
    }

    private void Settle(CRecord record)
    {
        var natural = Slots.Count == 0 ? 1 : Slots.Max(s => s.Alignment);
        if (record.Alignment < natural) Pack = record.Alignment;
        Alignment = Math.Min(natural, record.Alignment);
        IsExplicit = record.IsUnion || !FollowsRules();
        var end = Slots.Count == 0 ? 0 : Slots.Max(s => s.End);
        var padded = Math.Max(1, RoundUp(end, Alignment));
        if (padded != record.Size && record.Size > 0) Size = record.Size;
    }

    /// <summary>Whether C#'s sequential layout with this Pack puts every field where C has it.</summary>
    private bool FollowsRules()
    {
        long at = 0;
        foreach (var slot in Slots)
        {
            at = RoundUp(at, Pack > 0 ? Math.Min(slot.Alignment, Pack) : slot.Alignment);
            if (at != slot.Offset) return false;
            at = slot.End;
        }
        return true;
    }

    /// <summary>Bytes and alignment of a field in C#; null for an array that is too large.</summary>
    private static (long Size, long Alignment)? Measure(CType type, Func<CRecord, RecordLayout> inner)
    {
        switch (type.Bare())
        {
            case ArrayType array:
                var (element, count) = array.Flatten();
                if (Measure(element, inner) is not var (size, alignment) || count is not { } n || n > LargestArray / Math.Max(1, size)) return null;
                return (n * size, alignment);
            case RecordType { Record: var record }:
                return (record.Size, inner(record).Alignment);
            case EnumType { Enum: var e }:
                return (e.Underlying.Size(), e.Underlying.Size());
            case NumberType number:
                return (number.Kind.Size(), number.Kind.Size());
            default:
                return (8, 8);
        }
    }

    /// <summary>Finds memory for every bit-field: its own type's unit where that lies free in the record, else the smallest number that holds it.</summary>
    private static List<Bits> Bits(CRecord record, List<Slot> slots, List<(CField, string)> unbound)
    {
        var fields = slots.ToList();
        var bits = new List<Bits>();
        foreach (var field in record.Fields)
        {
            if (field.BitWidth is null or 0 || field.Name.Length == 0) continue;
            var unit = UnitOf(field.Type);
            if (unit == 0)
            {
                unbound.Add((field, "its type is no number of C#"));
                continue;
            }
            var store = slots.Find(s => s.Field is null && Holds(s, field)) ?? NewStore(field, unit);
            if (store is null)
            {
                unbound.Add((field, $"its {field.BitWidth} bits do not fit into one number within the record"));
                continue;
            }
            if (!slots.Contains(store))
            {
                store = store with { Name = $"_bitfield{slots.Count(s => s.Field is null) + 1}" };
                slots.Add(store);
            }
            bits.Add(new(field, store, (int)(field.BitOffset - store.Offset * 8)));
        }
        return bits;

        Slot? NewStore(CField field, int unit)
        {
            var own = Store(field, field.Offset / unit * unit, unit);
            return own is not null && IsFree(own) ? own
                : s_units.Select(u => Store(field, field.Offset, u)).FirstOrDefault(s => s is not null && s.End <= record.Size)
                // Shared with an ordinary field: writing the bits leaves its bytes as they are.
                ?? (own?.End <= record.Size ? own : null);
        }

        bool IsFree(Slot store) => store.End <= record.Size && (record.IsUnion || !fields.Exists(f => f.Offset < store.End && store.Offset < f.End));
    }

    private static Slot? Store(CField field, long offset, int size)
        => new Slot(null, "", offset, size, size) is var store && Holds(store, field) ? store : null;

    private static bool Holds(Slot store, CField field) => field.BitOffset >= store.Offset * 8 && field.BitOffset + field.BitWidth <= store.End * 8;

    private static int UnitOf(CType type) => type.Bare() switch
    {
        NumberType number => number.Kind.Size(),
        EnumType { Enum: var e } => e.Underlying.Size(),
        _ => 0,
    };

    private static long RoundUp(long value, long alignment) => (value + alignment - 1) / alignment * alignment;
}
