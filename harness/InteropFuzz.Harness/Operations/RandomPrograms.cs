namespace InteropFuzz.Harness.Operations;

/// <summary>Random programs that a seed repeats everywhere: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).</summary>
/// <param name="seed">Any number.</param>
public sealed class RandomPrograms(ulong seed)
{
    private const int LongestProgram = 96;
    private ulong _state = seed;

    /// <summary>The next program, of 1 to 96 operations.</summary>
    /// <param name="illegal">Whether operations that are faults may occur too: about one in eight.</param>
    public OperationProgram Next(bool illegal)
    {
        var bytes = new byte[1 + 4 * (1 + Below(LongestProgram))];
        bytes[0] = (byte)OperationTable.Current.Version;
        for (var at = 1; at < bytes.Length; at += 4)
        {
            var first = illegal && Below(8) == 0;
            bytes[at] = (byte)(first ? OperationTable.FirstIllegal + Below(256 - OperationTable.FirstIllegal) : Below(OperationTable.FirstIllegal));
            for (var i = 1; i < 4; i++) bytes[at + i] = (byte)Below(256);
        }
        return OperationProgram.Decode(bytes);
    }

    /// <summary>A legal program of so many operations, drawn as the fuzz target's mutator draws new ones (native/fuzz/mutate_operations.c).</summary>
    public OperationProgram NextDrawn(int operations)
    {
        const int slots = 4;
        var table = OperationTable.Current;
        var legal = table.Operations.Count(o => o.IsLegal);
        var bytes = new byte[1 + 4 * operations];
        bytes[0] = (byte)table.Version;
        for (var at = 1; at < bytes.Length; at += 4)
        {
            do bytes[at] = (byte)Below(legal);
            while (Below(OperationCosts.Of(table.Of(bytes[at]))) >= OperationCosts.Ordinary);
            for (var i = 1; i < 4; i++) bytes[at + i] = (byte)Below(Below(2) == 0 ? slots : 256);
        }
        return OperationProgram.Decode(bytes);
    }

    private int Below(int bound) => (int)(Step() % (ulong)bound);

    private ulong Step()
    {
        var z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
