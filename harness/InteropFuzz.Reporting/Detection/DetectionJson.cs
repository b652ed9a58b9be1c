using System.Text.Json;
using System.Text.Json.Serialization;

namespace InteropFuzz.Reporting.Detection;

/// <summary>The detection matrix as JSON.</summary>
public static partial class DetectionJson
{
    /// <summary>The whole document.</summary>
    public static string Write(DetectionMatrix matrix, string run) => JsonSerializer.Serialize(
        new Document(
            run,
            matrix.Go,
            matrix.Instruments,
            [.. from c in matrix.Classes from i in matrix.Instruments from go in matrix.Go let n = matrix.Count(c, i, go) where n != default select new Field(c, i, go, n.Faulty, n.Reported, n.Silent, n.Ended, n.Sound, n.Accused)],
            [.. from go in matrix.Go from c in matrix.Cheapest(go) select new Cheapest(c.Case, go, c.Instrument)],
            [.. matrix.SeenByNothing],
            matrix.Instruments.ToDictionary(i => i, matrix.CostS)),
        Context.Default.Document) + "\n";

    private sealed record Document(
        string Run, IReadOnlyList<string> Go, IReadOnlyList<string> Instruments, IReadOnlyList<Field> Fields,
        IReadOnlyList<Cheapest> Cheapest, IReadOnlyList<string> SeenByNothing, IReadOnlyDictionary<string, double> MedianCpuS);

    private sealed record Field(string Class, string Instrument, string Go, int Faulty, int Reported, int Silent, int Ended, int Sound, int Accused);

    private sealed record Cheapest(string Case, string Go, string? Instrument);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class Context : JsonSerializerContext;
}
