using System.Globalization;
using System.Text.Json.Nodes;

namespace InteropFuzz.Harness.Evidence;

/// <summary>Figures as reports say and store them.</summary>
internal static class Figures
{
    /// <summary><c>812 B</c>, <c>3.4 KiB</c>, <c>51.2 MiB</c>; a sign where it is below 0.</summary>
    internal static string Bytes(double bytes) => Math.Abs(bytes) switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 10):F1} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 20):F1} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):F2} GiB"),
    };

    /// <summary><c>first 1.0 MiB, peak 4.0 MiB, last 2.0 MiB</c>.</summary>
    internal static string Say(SeriesSummary s) => $"{Bytes(s.First)} → {Bytes(s.Last)}, at most {Bytes(s.Peak)}";

    internal static JsonObject Json(SeriesSummary s, bool slope) => slope
        ? new() { ["first"] = s.First, ["peak"] = s.Peak, ["last"] = s.Last, ["slope_per_s"] = Math.Round(s.SlopePerSecond) }
        : new() { ["first"] = s.First, ["peak"] = s.Peak, ["last"] = s.Last };

    internal static string Milliseconds(double ms) => string.Create(CultureInfo.InvariantCulture, $"{ms:0.###} ms");

    internal static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode?)v)]);
}
