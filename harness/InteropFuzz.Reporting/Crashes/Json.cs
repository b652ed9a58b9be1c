using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>What the JSON formats share.</summary>
internal static class Json
{
    // The default encoder escapes everything that could act on a terminal or a page.
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonObject> make) => new([.. items.Select(make)]);

    public static JsonArray Array(IEnumerable<string> items) => new([.. items.Select(i => (JsonNode)i)]);

    /// <summary>An array in which no two are equal, as SARIF asks for in many places.</summary>
    public static JsonArray Unique(IEnumerable<JsonObject> items) => new([.. items.DistinctBy(i => i.ToJsonString())]);

    public static string Text(JsonNode node) => node.ToJsonString(s_options).ReplaceLineEndings("\n") + "\n";
}
