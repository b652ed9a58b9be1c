using InteropFuzz.Bindings.Fuzzing.Planning;

namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>Makes programs smaller or simpler in one step.</summary>
public static class ProgramReducer
{
    /// <summary>
    /// Simpler programs, the boldest first: without the calls that are not performed, without half of the calls and ever fewer of them, with less memory,
    /// shorter contents, smaller numbers. Each is strictly simpler, so that taking one and asking again comes to an end.
    /// </summary>
    public static IEnumerable<byte[]> Smaller(HeaderPlan plan, byte[] data)
    {
        var calls = CallProgram.Read(plan, data);
        var performed = ProgramSteps.Of(plan, calls).Select(s => s.Index).OfType<int>().ToHashSet();
        if (performed.Count < calls.Count) yield return CallProgram.Write(plan, calls.Where((_, i) => performed.Contains(i)));
        var plain = CallProgram.Write(plan, calls);
        if (plain.Length < data.Length) yield return plain;
        for (var size = (calls.Count + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2)
            for (var at = calls.Count - size; at > -size; at -= size)
                if (size < calls.Count || calls.Count == 1)
                    yield return CallProgram.Write(plan, calls.Where((_, i) => i < Math.Max(0, at) || i >= at + size));
        for (var i = 0; i < calls.Count; i++)
            for (var v = 0; v < calls[i].Values.Count; v++)
                foreach (var simpler in Simpler(calls[i].Plan.Parts[v], calls[i].Values[v]))
                {
                    var (call, value) = (i, v);
                    yield return CallProgram.Write(plan, calls.Select((c, n) => n != call ? c : c with { Values = [.. c.Values.Select((old, m) => m != value ? old : simpler)] }));
                }
    }

    private static IEnumerable<Value> Simpler(Part part, Value value)
    {
        switch (part, value)
        {
            case (RangePart range, NumberValue { Number: var n }):
                foreach (var less in Less(n - Zero(range))) yield return new NumberValue(Zero(range) + less);
                break;
            case (BlockPart, BytesValue { Bytes: var block }):
                if (block.Any(b => b != 0)) yield return new BytesValue(new byte[block.Length]);
                break;
            case (_, NumberValue { Number: var n }):
                foreach (var less in Less(n)) yield return new NumberValue(less);
                break;
            case (_, RealValue { Number: not 0 }):
                yield return new RealValue(0);
                break;
            case (_, EarlierValue or FilledValue { Count: 0 }):
                yield return new BytesValue([]);
                break;
            case (_, FilledValue { Count: var count, Fill: var fill }):
                yield return new BytesValue([]);
                foreach (var less in Less(count).Skip(1)) yield return new FilledValue((int)less, fill);
                if (fill != 0) yield return new FilledValue(count, 0);
                break;
            case (_, BytesValue { Bytes: { Length: > 0 } bytes }):
                foreach (var less in Less(bytes.Length))
                {
                    yield return new BytesValue(bytes[..(int)less]);
                    if (less > 0) yield return new BytesValue(bytes[^(int)less..]);
                }
                if (bytes.Any(b => b != (byte)'a' && b != 0)) yield return new BytesValue([.. bytes.Select(b => b == 0 ? b : (byte)'a')]);
                break;
        }
    }

    private static Int128 Zero(RangePart range) => range.First > 0 ? range.First : range.Last < 0 ? range.Last : 0;

    /// <summary>Numbers nearer to zero: zero, the half, one less.</summary>
    private static IEnumerable<Int128> Less(Int128 n)
        => n == 0 ? [] : new[] { 0, n / 2, n - Int128.Sign(n) }.Where(l => l != n).Distinct();
}
