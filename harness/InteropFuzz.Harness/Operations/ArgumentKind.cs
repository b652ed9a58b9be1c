namespace InteropFuzz.Harness.Operations;

/// <summary>What the byte of an argument stands for: one of <paramref name="Count"/> values, <paramref name="Step"/> apart.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="First">The value of byte 0.</param>
/// <param name="Count">How many values there are, 1 to 256.</param>
/// <param name="Step">From one value to the next.</param>
public readonly record struct ArgumentKind(string Name, int First, int Count, int Step)
{
    /// <summary>The value of any byte.</summary>
    public int Decode(byte raw) => First + raw % Count * Step;

    /// <summary>The smallest byte with that value.</summary>
    public byte Encode(int value) => (byte)((value - First) / Step);
}
