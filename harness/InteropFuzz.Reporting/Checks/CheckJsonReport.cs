using System.Text.Json.Nodes;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Harness.Checking.Suppressing;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Checks;

/// <summary>The report for programs: check.json of the run, and what the user's two files say about it. docs/schemas/check-report.schema.json.</summary>
public static class CheckJsonReport
{
    /// <summary>The whole document.</summary>
    public static string Write(CheckReport report)
    {
        var root = JsonNode.Parse(report.Run.ToJson())!.AsObject();
        // The findings of both are in one order.
        foreach (var (node, reviewed) in root["findings"]!.AsArray().Zip(report.Review.Findings)) Add(node!.AsObject(), reviewed);
        root["verdict"] = report.Verdict;
        root["new"] = report.Review.New.Count();
        root["missing"] = Json.Array(report.Review.Missing, Missing);
        root["expired_suppressions"] = Json.Array(report.Review.Expired, Suppression);
        root["unused_suppressions"] = Json.Array(report.Review.Unused, Suppression);
        return Json.Text(root);
    }

    private static void Add(JsonObject finding, ReviewedFinding reviewed)
    {
        finding["standing"] = CheckReport.Name(reviewed.Standing);
        if (reviewed.Entry is { } entry)
        {
            finding["known_as"] = entry.Signature;
            finding["known_since"] = CheckReport.Day(entry.FirstSeen);
            finding["likeness"] = Math.Round(reviewed.Likeness, 3);
        }
        if (reviewed.Suppression is { } suppression) finding["suppression"] = Suppression(suppression);
    }

    private static JsonObject Missing(MissingEntry missing) => new()
    {
        ["signature"] = missing.Entry.Signature,
        ["symptom"] = missing.Entry.Symptom,
        ["title"] = missing.Entry.Title,
        ["first_seen"] = CheckReport.Day(missing.Entry.FirstSeen),
        ["state"] = missing.Coverage switch { Coverage.Ran => "fixed", Coverage.Gone => "gone", _ => "not-checked" },
    };

    private static JsonObject Suppression(Suppression suppression) => new()
    {
        ["place"] = suppression.Place,
        ["reason"] = suppression.Reason,
        ["expires"] = CheckReport.Day(suppression.Expires),
    };
}
