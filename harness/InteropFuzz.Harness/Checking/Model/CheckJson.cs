using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Checking.Model;

/// <summary>How a whole check looks as JSON. The encoder escapes all that could act on a terminal or a page.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CheckRun))]
[JsonSerializable(typeof(CheckInfo))]
[JsonSerializable(typeof(CellResult))]
public sealed partial class CheckJson : JsonSerializerContext;
