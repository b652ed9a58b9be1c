using System.Globalization;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Times and sizes as people type them, both ways.</summary>
public static class FuzzQuantity
{
    /// <summary>What a time looks like, for error messages.</summary>
    public const string TimeForm = "a time such as 90s, 20m, 1h30m or 2d";

    /// <summary>What a size looks like, for error messages.</summary>
    public const string SizeForm = "a size such as 512MiB, 4GiB or 2GB";

    private static readonly (string Unit, TimeSpan Length)[] s_times = [("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1))];

    private static readonly (string Unit, long Bytes)[] s_sizes =
        [("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("B", 1)];

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3650);

    /// <summary>Reads numbers each with its unit, the greater units first. Days at most in the thousands; zero is no time.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        var next = 0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9) return false;
            var letter = text[digits];
            var unit = next == s_times.Length ? -1 : Array.FindIndex(s_times, next, u => u.Unit[0] == letter);
            if (unit < 0) return false;
            time += s_times[unit].Length * int.Parse(text[..digits], CultureInfo.InvariantCulture);
            if (time > s_longest) return false;
            text = text[(digits + 1)..];
            next = unit + 1;
        }
        return time > TimeSpan.Zero;
    }

    /// <summary>Reads a whole number of bytes, or one with a unit, which may have a fraction.</summary>
    public static bool TrySize(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        text = text.Trim();
        var factor = 1L;
        foreach (var (unit, size) in s_sizes)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            factor = size;
            text = text[..^unit.Length].TrimEnd();
            break;
        }
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        if (number * factor is var product && (product < 1 || product > long.MaxValue / 2)) return false;
        bytes = (long)product;
        return true;
    }

    /// <summary>What <see cref="TryTime"/> reads, to the second.</summary>
    public static string Time(TimeSpan time)
    {
        var left = TimeSpan.FromSeconds(Math.Max(1, Math.Round(time.TotalSeconds)));
        var text = "";
        foreach (var (unit, length) in s_times)
        {
            var count = (long)(left / length);
            if (count == 0) continue;
            text += string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
            left -= count * length;
        }
        return text;
    }

    /// <summary>What <see cref="TrySize"/> reads: in the greatest unit that holds it without a fraction.</summary>
    public static string Size(long bytes)
    {
        var (unit, size) = s_sizes.Where(s => s.Unit.EndsWith("iB", StringComparison.Ordinal)).FirstOrDefault(s => bytes >= s.Bytes && bytes % s.Bytes == 0, ("B", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
    }

    /// <summary>A size for people, rounded: <c>1.4 GiB</c>.</summary>
    public static string Say(long bytes)
    {
        var (unit, size) = s_sizes.Where(s => s.Unit.EndsWith("iB", StringComparison.Ordinal)).FirstOrDefault(s => bytes >= s.Bytes, ("B", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / size:0.#} {unit}");
    }
}
