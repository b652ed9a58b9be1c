using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Storage;

/// <summary>How stored values look as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ResultRow))]
[JsonSerializable(typeof(RunInfo))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, double>))]
public sealed partial class StorageJson : JsonSerializerContext;
