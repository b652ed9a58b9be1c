namespace InteropFuzz.Harness.Fuzzing.Engines;

/// <summary>Mutations of inputs, for an engine that has none of its own. Pure but for the generator.</summary>
internal static class InputMutation
{
    private const int MostSteps = 6, MostInserted = 8;

    /// <summary>An input made of others in a few steps.</summary>
    /// <param name="input">What it is made of.</param>
    /// <param name="other">Another one, of which a part may come in.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="longest">How long it may be, in bytes.</param>
    public static byte[] Of(ReadOnlySpan<byte> input, ReadOnlySpan<byte> other, Random random, int longest)
    {
        List<byte> bytes = [.. input];
        for (var steps = random.Next(1, MostSteps + 1); steps > 0; steps--) Step(bytes, other, random);
        if (bytes.Count > longest) bytes.RemoveRange(longest, bytes.Count - longest);
        return [.. bytes];
    }

    private static void Step(List<byte> bytes, ReadOnlySpan<byte> other, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var left = bytes.Count - at;
        switch (random.Next(6))
        {
            case 0 when left > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when left > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when left > 0:
                bytes.RemoveRange(at, random.Next(1, left + 1));
                break;
            case 3 when left > 0:
                bytes.InsertRange(at, bytes.GetRange(at, random.Next(1, left + 1)));
                break;
            case 4 when other.Length > 0:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.Slice(from, random.Next(1, other.Length - from + 1)));
                break;
            default:
                var inserted = new byte[random.Next(1, MostInserted + 1)];
                random.NextBytes(inserted);
                bytes.InsertRange(at, inserted);
                break;
        }
    }
}
