namespace InteropFuzz.Harness.Operations;

/// <summary>
/// A sequence of operations, and the byte string that it is written as: a version byte, then four bytes for each operation (its
/// number, three arguments). Every byte string is a program: docs/operations.md.
/// </summary>
/// <param name="Steps">The operations.</param>
public sealed record OperationProgram(IReadOnlyList<OperationStep> Steps)
{
    /// <summary>Operations beyond these are not read.</summary>
    public const int MostSteps = 256;

    private const int StepBytes = 4;

    /// <summary>The version that bytes are written in; another one has no operations that are known here.</summary>
    public int Version { get; init; } = OperationTable.Current.Version;

    /// <summary>Whether all its operations are legal.</summary>
    public bool IsLegal => Steps.All(s => s.Operation.IsLegal);

    /// <summary>Reads any bytes: those that the end lacks are 0, and a program of another version is empty.</summary>
    public static OperationProgram Decode(ReadOnlySpan<byte> bytes)
    {
        var table = OperationTable.Current;
        if (bytes.IsEmpty) return new([]);
        if (bytes[0] != table.Version) return new([]) { Version = bytes[0] };
        List<OperationStep> steps = [];
        Span<byte> step = stackalloc byte[StepBytes];
        for (bytes = bytes[1..]; !bytes.IsEmpty && steps.Count < MostSteps; bytes = bytes[Math.Min(StepBytes, bytes.Length)..])
        {
            step.Clear();
            bytes[..Math.Min(StepBytes, bytes.Length)].CopyTo(step);
            var operation = table.Of(step[0]);
            int Value(int i, byte raw) => i < operation.Arguments.Count ? operation.Arguments[i].Kind.Decode(raw) : 0;
            steps.Add(new(operation, Value(0, step[1]), Value(1, step[2]), Value(2, step[3])));
        }
        return new(steps);
    }

    /// <summary>The canonical bytes: each operation by its own number, each argument by its smallest byte.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[1 + StepBytes * Steps.Count];
        bytes[0] = (byte)Version;
        for (var s = 0; s < Steps.Count; s++)
        {
            var step = Steps[s];
            var at = bytes.AsSpan(1 + StepBytes * s, StepBytes);
            at[0] = (byte)step.Operation.Number;
            ReadOnlySpan<int> values = [step.A, step.B, step.C];
            for (var i = 0; i < step.Operation.Arguments.Count; i++) at[1 + i] = step.Operation.Arguments[i].Kind.Encode(values[i]);
        }
        return bytes;
    }
}
