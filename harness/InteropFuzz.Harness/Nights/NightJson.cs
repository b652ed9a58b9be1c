using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Nights;

/// <summary>How a night looks as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Night))]
public sealed partial class NightJson : JsonSerializerContext;
