using InteropFuzz.Harness.Operations;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Smaller and simpler operation programs, made of one in one step each. Pure.</summary>
public static class SmallerPrograms
{
    private const int StepBytes = 4;

    /// <summary>
    /// The boldest first: without half of the operations, without a quarter, down to single ones; then with arguments of 0, then with half the argument.
    /// Each is shorter than the input, or as long with smaller numbers, so that whoever takes one and asks again comes to an end.
    /// </summary>
    public static IEnumerable<byte[]> Of(byte[] input)
    {
        var program = OperationProgram.Decode(input);
        if (program.Version != OperationTable.Current.Version) yield break;
        var bytes = program.Encode();
        if (!bytes.AsSpan().SequenceEqual(input)) yield return bytes;
        for (var chunk = (program.Steps.Count + 1) / 2; chunk > 0; chunk /= 2)
            for (var from = 0; from < program.Steps.Count; from += chunk)
                yield return new OperationProgram([.. program.Steps.Take(from), .. program.Steps.Skip(from + chunk)]).Encode();
        for (var step = 0; step < program.Steps.Count; step++)
        {
            var at = 1 + StepBytes * step;
            if (bytes.AsSpan(at + 1, StepBytes - 1).ContainsAnyExcept((byte)0)) yield return With(bytes, at + 1, [0, 0, 0]);
        }
        for (var at = 1; at < bytes.Length; at++)
        {
            if ((at - 1) % StepBytes == 0 || bytes[at] == 0) continue;
            yield return With(bytes, at, [0]);
            if (bytes[at] > 1) yield return With(bytes, at, [(byte)(bytes[at] / 2)]);
        }
    }

    private static byte[] With(byte[] bytes, int at, ReadOnlySpan<byte> other)
    {
        byte[] changed = [.. bytes];
        other.CopyTo(changed.AsSpan(at));
        return changed;
    }
}
