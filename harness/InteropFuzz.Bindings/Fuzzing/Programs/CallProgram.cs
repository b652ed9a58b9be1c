using InteropFuzz.Bindings.Fuzzing.Planning;

namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>One call of a program.</summary>
/// <param name="Plan">The function.</param>
/// <param name="Values">A value for each of the plan's parts.</param>
public sealed record Call(CallPlan Plan, IReadOnlyList<Value> Values);

/// <summary>
/// Programs as bytes: for each call the function's number (a byte, or two little-endian ones where there are more than 256 functions), modulo the count,
/// then the values of its parts. Every byte string is a program; at most 256 calls are read.
/// </summary>
public static class CallProgram
{
    /// <summary>Places for handles of one kind, and for what was written last.</summary>
    public const int Slots = 4;

    /// <summary>The most calls of a program.</summary>
    public const int MostCalls = 256;

    /// <summary>The calls that the bytes stand for.</summary>
    public static IReadOnlyList<Call> Read(HeaderPlan plan, ReadOnlySpan<byte> data)
    {
        var reader = new PartReader(data);
        var calls = new List<Call>();
        while (!reader.AtEnd && calls.Count < MostCalls && plan.Calls.Count > 0)
        {
            var number = reader.Byte();
            if (plan.Calls.Count > 256) number |= reader.Byte() << 8;
            calls.Add(Read(plan.Calls[number % plan.Calls.Count], ref reader));
        }
        return calls;
    }

    /// <summary>One call of this function, with values from the bytes; without bytes they are zeros.</summary>
    public static Call ReadOne(CallPlan call, ReadOnlySpan<byte> data)
    {
        var reader = new PartReader(data);
        return Read(call, ref reader);
    }

    /// <summary>The bytes of calls, each value in its shortest form.</summary>
    public static byte[] Write(HeaderPlan plan, IEnumerable<Call> calls)
    {
        var bytes = new List<byte>();
        foreach (var call in calls)
        {
            bytes.Add((byte)call.Plan.Number);
            if (plan.Calls.Count > 256) bytes.Add((byte)(call.Plan.Number >> 8));
            foreach (var (part, value) in call.Plan.Parts.Zip(call.Values)) PartWriter.Write(bytes, part, value);
        }
        return [.. bytes];
    }

    /// <summary>How many bytes a part reads when all of them are zero.</summary>
    public static int ZeroBytes(Part part) => part switch
    {
        RangePart range => range.Width,
        InputPart => 2,
        BlockPart block => block.Bytes,
        _ => 1,
    };

    private static Call Read(CallPlan call, ref PartReader reader)
    {
        var parts = call.Parts;
        var values = new Value[parts.Count];
        for (var i = 0; i < values.Length; i++) values[i] = reader.Read(parts[i]);
        return new(call, values);
    }
}
