using System.Buffers.Binary;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>One argument of a fuzz function.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Raw">The bytes of a <c>[]byte</c> or <c>string</c>; those of a number, little endian.</param>
public readonly record struct GoValue(GoValueType Type, ReadOnlyMemory<byte> Raw)
{
    /// <summary>A number from its bits; what does not fit into its size falls away.</summary>
    public static GoValue OfBits(GoValueType type, ulong bits)
    {
        var raw = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(raw, bits);
        return new(type, raw.AsMemory(0, type.Size() ?? throw new ArgumentException("it has no fixed size", nameof(type))));
    }

    /// <summary>A number's bits, those above its size 0.</summary>
    public ulong Bits
    {
        get
        {
            Span<byte> raw = stackalloc byte[8];
            raw.Clear();
            Raw.Span[..Math.Min(8, Raw.Length)].CopyTo(raw);
            return BinaryPrimitives.ReadUInt64LittleEndian(raw);
        }
    }

    /// <summary>A signed whole number's value.</summary>
    public long Whole => (Type.Size() ?? 0) is > 0 and var size ? (long)(Bits << (64 - 8 * size)) >> (64 - 8 * size) : 0;

    /// <summary>Compares the bytes, not where they are.</summary>
    public bool Equals(GoValue other) => Type == other.Type && Raw.Span.SequenceEqual(other.Raw.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Type);
        hash.AddBytes(Raw.Span);
        return hash.ToHashCode();
    }
}
