using System.Text.Json.Nodes;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Verdicts;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting;

/// <summary>
/// The run for code scanning: SARIF 2.1.0 (OASIS, errata 01). A rule for each verdict that is not as expected, a result for each such cell at the
/// line that says what is expected; cells that were lost with their runner are notifications.
/// </summary>
public static class SarifReport
{
    private static readonly IReadOnlyList<(VerdictKind Verdict, string Meaning)> s_rules =
    [
        (VerdictKind.Unexpected, "a try showed something else than the case expects"),
        (VerdictKind.Flaky, "some tries showed what the case expects, others something else"),
        (VerdictKind.Missed, "a report is expected and no try gave any"),
        (VerdictKind.BuildFailed, "the case did not compile"),
    ];

    /// <summary>The whole document.</summary>
    public static string Write(RunModel model)
    {
        var invocation = new JsonObject { ["executionSuccessful"] = !model.Lost.Any() };
        if (model.Lost.Any())
            invocation["toolExecutionNotifications"] = Json.Array(model.Lost, l => SarifParts.Notification("error", $"{l.Cells} cells of {l.Arch} were lost with their runner: {Words.OneLine(l.Reason)}"));
        return SarifParts.Document(new()
        {
            ["tool"] = SarifParts.Tool(Json.Array(s_rules, r => new() { ["id"] = "matrix/" + r.Verdict.Name(), ["shortDescription"] = SarifParts.Message(r.Meaning) })),
            ["invocations"] = new JsonArray(invocation),
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = Json.Array(model.Bad, r => Result(r, Path.GetFileName(model.Info.Selection.CasesFolder))),
        });
    }

    private static JsonObject Result(ResultRow row, string casesFolder)
    {
        var cell = $"{row.Runtime.Name()}{row.Release} {row.Arch} {row.Instrument} {row.Runner}";
        var file = SarifParts.Uri($"{casesFolder}/{row.Case}/{row.Runtime.MainFile()}");
        var words = $"{row.Case} in {cell}: seen {BadCells.Seen(row)}, expected {string.Join(" | ", row.Expected)}.{(row.FirstLine is { } first ? $" It says: {Words.OneLine(first)}" : "")}";
        return new()
        {
            ["ruleId"] = "matrix/" + row.Verdict,
            ["level"] = row.Verdict == VerdictKind.Flaky.Name() ? "warning" : "error",
            ["message"] = SarifParts.Message(words),
            ["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject
                {
                    ["artifactLocation"] = new JsonObject { ["uri"] = file },
                    ["region"] = new JsonObject { ["startLine"] = Math.Max(1, row.ExpectLine) },
                },
            }),
            // Without the patch release: an update alone makes no new alert.
            ["partialFingerprints"] = new JsonObject { ["interopfuzzCell/v1"] = $"{row.Case} {string.Join('.', row.Release.Split('.').Take(2))} {row.Arch} {row.Instrument} {row.Verdict}" },
        };
    }
}
