using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Findings;

/// <summary>How a report looks as JSON: indented, a person may read it. The encoder escapes all that could act on a terminal or a page.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Finding))]
internal sealed partial class FindingJson : JsonSerializerContext;

/// <summary>How lines of JSON look.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SightingLine))]
[JsonSerializable(typeof(StateChange))]
internal sealed partial class FindingLinesJson : JsonSerializerContext;
