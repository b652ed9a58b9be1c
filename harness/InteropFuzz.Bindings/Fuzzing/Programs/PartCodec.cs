using System.Buffers.Binary;

namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>Reads values out of bytes and writes them back. Bytes that the end lacks are 0.</summary>
/// <param name="data">The program.</param>
internal ref struct PartReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public readonly bool AtEnd => _rest.IsEmpty;

    public Value Read(Part part) => part switch
    {
        SlotPart => new NumberValue(Byte() % CallProgram.Slots),
        ChoicePart choice => new NumberValue(Byte() % choice.Count),
        NumberPart number => new NumberValue(Number(number)),
        RangePart range => new NumberValue(range.First + (Int128)(range.Span == ulong.MaxValue ? Raw(8) : Raw(range.Width) % (range.Span + 1))),
        RealPart => Real(),
        InputPart input => Input(input.Most),
        RoomPart room => new NumberValue(Room(room.Most)),
        BlockPart block => new BytesValue(Block(block.Bytes)),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    public int Byte()
    {
        if (_rest.IsEmpty) return 0;
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    private ulong Raw(int width)
    {
        ulong value = 0;
        for (var i = 0; i < width; i++) value |= (ulong)Byte() << (8 * i);
        return value;
    }

    private Int128 Number(NumberPart part)
    {
        var first = Byte();
        if (first < 192) return part.IsSigned && first >= 128 ? first - 192 : first;
        var raw = Raw(part.Width);
        return part.IsSigned ? (long)(raw << (64 - 8 * part.Width)) >> (64 - 8 * part.Width) : raw;
    }

    private RealValue Real()
    {
        var first = Byte();
        return new(first >= 192 ? BitConverter.UInt64BitsToDouble(Raw(8)) : first >= 128 ? first - 192 : first);
    }

    private Value Input(int most)
    {
        switch (Byte() % 4)
        {
            case 0: return new BytesValue(Contents(Byte(), most));
            case 1:
                var count = (int)Raw(2);
                return new FilledValue(Math.Min(count, most), (byte)Byte());
            case 2: return new EarlierValue(Byte() % CallProgram.Slots);
            default: return new BytesValue(Contents((int)Raw(2), most));
        }
    }

    private byte[] Contents(int length, int most)
    {
        length = Math.Min(Math.Min(length, most), _rest.Length);
        var contents = _rest[..length].ToArray();
        _rest = _rest[length..];
        return contents;
    }

    private int Room(int most)
    {
        var first = Byte();
        return Math.Min(first < 224 ? first : (int)Raw(2), most);
    }

    private byte[] Block(int bytes)
    {
        var block = new byte[bytes];
        var there = Math.Min(bytes, _rest.Length);
        _rest[..there].CopyTo(block);
        _rest = _rest[there..];
        return block;
    }
}

/// <summary>Writes values as <see cref="PartReader"/> reads them, each in its shortest form.</summary>
internal static class PartWriter
{
    public static void Write(List<byte> to, Part part, Value value)
    {
        switch (part, value)
        {
            case (SlotPart or ChoicePart, NumberValue { Number: var n }):
                to.Add((byte)n);
                break;
            case (NumberPart number, NumberValue { Number: var n }):
                if (Short(n, number.IsSigned) is { } small) to.Add(small);
                else
                {
                    to.Add(255);
                    Raw(to, (ulong)(UInt128)n, number.Width);
                }
                break;
            case (RangePart range, NumberValue { Number: var n }):
                Raw(to, (ulong)(n - range.First), range.Width);
                break;
            case (RealPart, RealValue { Number: var d }):
                if (d == Math.Floor(d) && Math.Abs(d) < 192 && !double.IsNegative(d) | d < 0 && Short((Int128)d, signed: true) is { } whole) to.Add(whole);
                else
                {
                    to.Add(255);
                    Raw(to, BitConverter.DoubleToUInt64Bits(d), 8);
                }
                break;
            case (InputPart, BytesValue { Bytes: var bytes }):
                to.Add(bytes.Length <= byte.MaxValue ? (byte)0 : (byte)3);
                Raw(to, (ulong)bytes.Length, bytes.Length <= byte.MaxValue ? 1 : 2);
                to.AddRange(bytes);
                break;
            case (InputPart, FilledValue { Count: var count, Fill: var fill }):
                to.Add(1);
                Raw(to, (ulong)count, 2);
                to.Add(fill);
                break;
            case (InputPart, EarlierValue { Place: var place }):
                to.AddRange([2, (byte)place]);
                break;
            case (RoomPart, NumberValue { Number: var size }):
                to.Add(size < 224 ? (byte)size : (byte)255);
                if (size >= 224) Raw(to, (ulong)size, 2);
                break;
            case (BlockPart, BytesValue { Bytes: var block }):
                to.AddRange(block);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(value), $"{value} is no value of {part}");
        }
    }

    /// <summary>The one byte that stands for the number; null when it takes more.</summary>
    private static byte? Short(Int128 n, bool signed)
        => n >= 0 && n < (signed ? 128 : 192) ? (byte)n : signed && n >= -64 && n < 0 ? (byte)(n + 192) : null;

    private static void Raw(List<byte> to, ulong value, int width)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        to.AddRange(bytes[..width]);
    }
}
