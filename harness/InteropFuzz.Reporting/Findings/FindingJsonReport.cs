using System.Text.Json.Nodes;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Findings;

/// <summary>Findings for programs: report.json of each, with its state and count.</summary>
public static class FindingJsonReport
{
    /// <summary>One finding.</summary>
    public static string Write(StoredFinding stored) => Json.Text(Node(stored));

    /// <summary>An array of findings.</summary>
    public static string Write(IEnumerable<StoredFinding> all) => Json.Text(new JsonArray([.. all.Select(f => (JsonNode)Node(f))]));

    private static JsonObject Node(StoredFinding stored)
    {
        var node = JsonNode.Parse(stored.Finding.ToJson())!.AsObject();
        node["state"] = stored.State == FindingState.Open ? "open" : "closed";
        node["came_back"] = stored.CameBack;
        node["count"] = stored.Count;
        node["first"] = stored.First;
        node["last"] = stored.Last;
        node["states"] = Json.Array(stored.States, s => new()
        {
            ["at"] = s.At,
            ["state"] = s.State == FindingState.Open ? "open" : "closed",
            ["who"] = s.Who,
            ["reason"] = s.Reason,
        });
        return node;
    }
}
