using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>How a campaign's values look as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(FuzzStatus))]
[JsonSerializable(typeof(FuzzOwner))]
[JsonSerializable(typeof(FuzzPending))]
public sealed partial class FuzzJson : JsonSerializerContext;
