using System.Globalization;
using System.Text.Json.Nodes;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Reporting.Checks;

/// <summary>
/// The report for code scanning: SARIF 2.1.0. Places are relative to the root of the repository, so that a view marks the line in the user's Go and
/// C files; the baseline gives the state of a result, suppressions.yaml its suppressions, the signature its fingerprint.
/// </summary>
public static class CheckSarif
{
    /// <summary>The name that viewers know for the root of the checked-out repository.</summary>
    private const string Root = "%SRCROOT%";

    private const string Fingerprint = "interopfuzzSignature/v1";

    /// <summary>The whole document.</summary>
    public static string Write(CheckReport report)
    {
        var review = report.Review;
        var severities = review.Findings.Select(f => (f.Finding.Symptom, Level: LevelOf(f.Finding)))
            .Concat(review.Fixed.Select(e => (e.Symptom, Level: SeverityLevel.Low)))
            .GroupBy(f => f.Symptom).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Symptom: g.Key, Worst: g.Max(f => f.Level))).ToList();
        var rules = severities.Select(s => s.Symptom).ToList();
        var invocation = new JsonObject { ["executionSuccessful"] = report.Run.IsWhole && !report.Failed.Any() };
        if (report.Warnings.Count > 0) invocation["toolExecutionNotifications"] = Json.Array(report.Warnings, w => SarifParts.Notification("warning", w));
        return SarifParts.Document(new()
        {
            ["tool"] = SarifParts.Tool(Json.Array(severities, s => RuleOf(s.Symptom, s.Worst))),
            ["invocations"] = new JsonArray(invocation),
            // Where the root lies on the machine of the run is nobody's business.
            ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["description"] = SarifParts.Message("the root of the repository") } },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. review.Findings.Select(f => Result(report, f, rules)), .. review.Fixed.Select(e => Absent(e, rules))]),
        });
    }

    private static JsonObject RuleOf(string symptom, SeverityLevel worst) => SarifParts.Rule(Symptom.TryParse(symptom, out var known) ? known : Symptom.Unknown, worst);

    private static JsonObject Result(CheckReport report, ReviewedFinding reviewed, List<string> rules)
    {
        var finding = reviewed.Finding;
        var result = new JsonObject
        {
            ["ruleId"] = finding.Symptom,
            ["ruleIndex"] = rules.IndexOf(finding.Symptom),
            ["level"] = SarifParts.Level(LevelOf(finding)),
            ["message"] = SarifParts.Message(Say(finding)),
            ["locations"] = new JsonArray(Location(finding.Mark.File ?? FolderOf(report, finding), finding.Mark.Line, FunctionAt(finding))),
            ["occurrenceCount"] = Math.Max(1, finding.Seen.Sum(s => s.Bad)),
            ["partialFingerprints"] = new JsonObject { [Fingerprint] = finding.Signature },
            ["properties"] = new JsonObject
            {
                ["tags"] = new JsonArray([.. finding.Tests.Distinct().Select(t => (JsonNode)t)]),
                ["cells"] = Json.Array(finding.Cells.Select(c => c.ToString())),
                ["classes"] = Json.Array(finding.Classes, c => new() { ["class"] = c.Class, ["confidence"] = c.Confidence }),
                ["guilty"] = finding.Guilty,
                ["severity"] = finding.Severity,
                ["reproduce"] = finding.Reproduce,
            },
        };
        if (report.Review.HasBaseline) result["baselineState"] = reviewed.Entry is null ? "new" : "unchanged";
        if (reviewed.Suppression is { } suppression)
            result["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "external", ["status"] = "accepted", ["justification"] = suppression.Reason });
        if (finding.Best is { } best) AddStacks(result, best);
        return result;
    }

    private static void AddStacks(JsonObject result, CrashReport best)
    {
        var related = best.Others.Select(s => (s.Title, Frame: s.Frames.FirstOrDefault(f => f.IsOwn))).Where(s => s.Frame is not null).Select(s =>
        {
            var location = LocationOf(s.Frame!);
            location["message"] = SarifParts.Message(Words.OneLine(s.Title));
            return location;
        }).ToList();
        if (related.Count > 0) result["relatedLocations"] = Json.Unique(related);
        List<CheckStack> stacks = [.. best.Others];
        if (best.Stack.Count > 0) stacks.Insert(0, new("stack", best.Stack));
        if (stacks.Count > 0)
            result["stacks"] = Json.Unique(stacks.Select(s => new JsonObject { ["message"] = SarifParts.Message(Words.OneLine(s.Title)), ["frames"] = Json.Array(s.Frames, f => new() { ["location"] = LocationOf(f) }) }));
        // From the test down to the fault, through the files that the reader can open.
        var flow = best.Stack.Where(f => f.IsOwn).Reverse().Select(f => new JsonObject { ["location"] = LocationOf(f) }).ToArray();
        if (flow.Length > 0) result["codeFlows"] = new JsonArray(new JsonObject { ["threadFlows"] = new JsonArray(new JsonObject { ["locations"] = new JsonArray(flow) }) });
    }

    /// <summary>What the baseline knows and the run does not show any more.</summary>
    private static JsonObject Absent(BaselineEntry entry, List<string> rules) => new()
    {
        ["ruleId"] = entry.Symptom,
        ["ruleIndex"] = rules.IndexOf(entry.Symptom),
        ["level"] = "note",
        ["message"] = SarifParts.Message($"fixed: {Words.OneLine(entry.Title)}"),
        ["locations"] = new JsonArray(Location(FileOf(entry), 0, "")),
        ["partialFingerprints"] = new JsonObject { [Fingerprint] = entry.Signature },
        ["baselineState"] = "absent",
    };

    private static string Say(CheckFinding finding)
    {
        var tests = finding.Tests.Count == 0 ? "" : $" In {string.Join(", ", finding.Tests.Take(3))}{(finding.Tests.Count > 3 ? $" and {Words.Count(finding.Tests.Count - 3, "further test")}" : "")}.";
        var says = finding.Best is { FirstLine.Length: > 0 } best ? $" It says: {Words.OneLine(best.FirstLine)}" : "";
        return $"{Words.OneLine(finding.Title)}.{Words.OneLine(tests)}{says}";
    }

    private static SeverityLevel LevelOf(CheckFinding finding) => Enum.TryParse<SeverityLevel>(finding.Severity, ignoreCase: true, out var level) ? level : SeverityLevel.Medium;

    /// <summary>Where only the test has a place, it is the test.</summary>
    private static string FunctionAt(CheckFinding finding) => finding.Best?.Place?.Function ?? (finding.File is null && finding.TestFile is not null ? finding.Tests[0].Split('/')[0] : "");

    /// <summary>A view needs some place for a result: the folder of the package.</summary>
    private static string FolderOf(CheckReport report, CheckFinding finding) => report.Run.Packages.FirstOrDefault(p => p.Path == finding.Package)?.Folder is { Length: > 0 } folder ? folder : ".";

    private static string FileOf(BaselineEntry entry) => entry.Where is not { } where ? "." : where.IndexOf(" (", StringComparison.Ordinal) is var at and > 0 ? where[..at] : where;

    private static JsonObject LocationOf(CheckFrame frame)
    {
        if (frame.File is { } file && frame.IsOwn) return Location(file, frame.Line, frame.Function);
        var location = new JsonObject { ["message"] = SarifParts.Message(frame.File is { } elsewhere ? string.Create(CultureInfo.InvariantCulture, $"{frame.Function} {elsewhere}:{frame.Line}").Trim() : frame.Function) };
        if (frame.Function.Length > 0) location["logicalLocations"] = Function(frame.Function);
        return location;
    }

    private static JsonObject Location(string file, int line, string function)
    {
        var artifact = new JsonObject { ["uri"] = SarifParts.Uri(file) ?? "." };
        if (!Path.IsPathRooted(file)) artifact["uriBaseId"] = Root;
        var place = new JsonObject { ["artifactLocation"] = artifact };
        if (line > 0) place["region"] = new JsonObject { ["startLine"] = line };
        var location = new JsonObject { ["physicalLocation"] = place };
        if (function.Length > 0) location["logicalLocations"] = Function(function);
        return location;
    }

    private static JsonArray Function(string name) => new(new JsonObject { ["fullyQualifiedName"] = name, ["kind"] = "function" });
}
