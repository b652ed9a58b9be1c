namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>
/// The arguments of a fuzz function as the bytes of an input, and back: first those of a fixed size, in their order and little endian, then
/// those of type <c>[]byte</c> and <c>string</c> in theirs. Each of these but the last has its length in front (an unsigned varint; modulo what
/// is left of the input and one), and the last one is the rest. An input that ends early goes on with zeros; what is left over is not looked at.
/// So every input means something, and a fuzz function of one <c>[]byte</c> or <c>string</c> gets the input as it is. The same in Go stands in
/// Go/testing/values.go. Pure.
/// </summary>
/// <param name="types">The types, in order.</param>
public sealed class GoArguments(IReadOnlyList<GoValueType> types)
{
    private const int LongestVarint = 10;

    /// <summary>The types.</summary>
    public IReadOnlyList<GoValueType> Types => types;

    /// <summary>An input as values, one for each type.</summary>
    public IReadOnlyList<GoValue> Decode(ReadOnlyMemory<byte> input)
    {
        var values = new GoValue[types.Count];
        var rest = input;
        for (var i = 0; i < types.Count; i++)
        {
            if (types[i].Size() is not { } size) continue;
            var raw = new byte[size];
            var there = Math.Min(size, rest.Length);
            rest[..there].CopyTo(raw);
            rest = rest[there..];
            // Of a bool the lowest bit counts.
            if (types[i] == GoValueType.Bool) raw[0] &= 1;
            values[i] = new(types[i], raw);
        }
        var last = LastSized;
        for (var i = 0; i <= last; i++)
        {
            if (types[i].Size() is not null) continue;
            if (i == last)
            {
                values[i] = new(types[i], rest);
                break;
            }
            var (length, read) = Varint(rest.Span);
            rest = rest[read..];
            var here = (int)(length % ((ulong)rest.Length + 1));
            values[i] = new(types[i], rest[..here]);
            rest = rest[here..];
        }
        return values;
    }

    /// <summary>Values as the input that means them.</summary>
    /// <exception cref="ArgumentException">They are of other types.</exception>
    public byte[] Encode(IReadOnlyList<GoValue> values)
    {
        if (!values.Select(v => v.Type).SequenceEqual(types)) throw new ArgumentException("the values are of other types", nameof(values));
        var input = new List<byte>();
        foreach (var value in values.Where(v => v.Type.Size() is not null)) input.AddRange(value.Raw.Span);
        var last = LastSized;
        for (var i = 0; i <= last; i++)
        {
            if (types[i].Size() is not null) continue;
            if (i < last) AddVarint(input, (ulong)values[i].Raw.Length);
            input.AddRange(values[i].Raw.Span);
        }
        return [.. input];
    }

    /// <summary>
    /// Simpler values, each made in one step, the boldest first: texts lose ever smaller parts and then become plainer byte by byte, numbers
    /// go to zero by halves.
    /// </summary>
    public static IEnumerable<IReadOnlyList<GoValue>> Smaller(IReadOnlyList<GoValue> values)
    {
        foreach (var bold in (bool[])[true, false])
            for (var i = 0; i < values.Count; i++)
            {
                var at = i;
                var simpler = values[i].Type.Size() is not null ? bold ? SmallerNumber(values[i]) : [] : bold ? Shorter(values[i].Raw) : Plainer(values[i].Raw);
                foreach (var raw in simpler) yield return [.. values.Select((v, n) => n == at ? v with { Raw = raw } : v)];
            }
    }

    private int LastSized
    {
        get
        {
            for (var i = types.Count - 1; i >= 0; i--)
                if (types[i].Size() is null) return i;
            return -1;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Shorter(ReadOnlyMemory<byte> text)
    {
        if (text.Length == 0) yield break;
        yield return ReadOnlyMemory<byte>.Empty;
        for (var part = text.Length / 2; part > 0; part /= 2)
        {
            // From the end, since what is behind the fault is the least needed.
            for (var at = text.Length - part; at >= 0; at -= part)
                yield return (byte[])[.. text.Span[..at], .. text.Span[(at + part)..]];
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Plainer(ReadOnlyMemory<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            // One direction only, so that it comes to an end.
            if (text.Span[at] == (byte)'0') continue;
            var plain = text.ToArray();
            plain[at] = (byte)'0';
            yield return plain;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> SmallerNumber(GoValue value)
    {
        var bits = value.Bits;
        if (bits == 0) yield break;
        GoValue Made(ulong b) => GoValue.OfBits(value.Type, b);
        yield return Made(0).Raw;
        if (value.Type == GoValueType.Bool) yield break;
        if (value.Type.IsFloat())
        {
            var number = value.Type == GoValueType.Float32 ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits);
            foreach (var simple in new[] { 1, Math.Truncate(number), number / 2 })
            {
                if (!double.IsFinite(simple) || Math.Abs(simple) >= Math.Abs(number)) continue;
                yield return Made(value.Type == GoValueType.Float32 ? BitConverter.SingleToUInt32Bits((float)simple) : BitConverter.DoubleToUInt64Bits(simple)).Raw;
            }
            yield break;
        }
        if (value.Type.IsSigned())
        {
            if (value.Whole is < 0 and > long.MinValue and var negative) yield return Made((ulong)-negative).Raw;
            if (value.Whole / 2 is not 0 and var half) yield return Made((ulong)half).Raw;
            if (Math.Abs((decimal)value.Whole) > 1) yield return Made((ulong)(value.Whole - Math.Sign(value.Whole))).Raw;
            yield break;
        }
        if (bits / 2 > 0) yield return Made(bits / 2).Raw;
        if (bits > 1) yield return Made(bits - 1).Raw;
    }

    private static (ulong Value, int Read) Varint(ReadOnlySpan<byte> from)
    {
        ulong value = 0;
        var read = 0;
        while (read < from.Length && read < LongestVarint)
        {
            var b = from[read];
            value |= (ulong)(b & 0x7f) << (7 * read);
            read++;
            if (b < 0x80) break;
        }
        return (value, read);
    }

    private static void AddVarint(List<byte> to, ulong value)
    {
        for (; value >= 0x80; value >>= 7) to.Add((byte)(value | 0x80));
        to.Add((byte)value);
    }
}
