using System.Globalization;

namespace InteropFuzz.Harness.Planning;

/// <summary>One of several parts of a run.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">Of how many.</param>
public readonly record struct Shard(int Number, int Count)
{
    /// <summary>Reads <c>2/5</c>.</summary>
    public static bool TryParse(string text, out Shard shard)
    {
        shard = default;
        if (text.Split('/') is not [var number, var count] || !Read(number, out var n) || !Read(count, out var of) || n > of) return false;
        shard = new(n, of);
        return true;
    }

    /// <summary><c>2/5</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static bool Read(string text, out int value)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;
}
