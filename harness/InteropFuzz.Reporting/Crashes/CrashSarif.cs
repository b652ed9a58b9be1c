using System.Text.Json.Nodes;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>
/// The report for code scanning: SARIF 2.1.0 (OASIS, errata 01). A rule for each symptom, a result for each crash at the frame that
/// matters, its signature as the fingerprint; what could not be read is a notification. A report without a crash has no results.
/// </summary>
public static class CrashSarif
{
    /// <summary>The whole document.</summary>
    public static string Write(TriageModel model)
    {
        var crashes = model.Crashes.ToList();
        var rules = crashes.Select(s => s.Crash.Symptom).Distinct().OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        var invocation = new JsonObject { ["executionSuccessful"] = !model.Unreadable.Any() };
        if (model.Unreadable.Any()) invocation["toolExecutionNotifications"] = Json.Array(model.Unreadable, Notification);
        return SarifParts.Document(new JsonObject
        {
            ["tool"] = SarifParts.Tool(Json.Array(rules, r => SarifParts.Rule(r, crashes.Where(s => s.Crash.Symptom == r).Max(s => s.Crash.Severity.Level)))),
            ["invocations"] = new JsonArray(invocation),
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = Json.Array(crashes, s => Result(s, rules.IndexOf(s.Crash.Symptom), model.GroupOf(s))),
        });
    }

    private static JsonObject Notification(TriagedInput input) => SarifParts.Notification("error", $"could not read {input.Name}: {input.Problem}");

    private static JsonObject Result(Sighting sighting, int rule, (CrashGroup Group, double Similarity)? group)
    {
        var crash = sighting.Crash;
        var properties = new JsonObject
        {
            ["guilty"] = GuiltySides.Name(crash.Guilty),
            ["recoverable"] = crash.Recoverable,
            ["severity"] = Words.Level(crash.Severity),
            ["severityReason"] = crash.Severity.Reason,
            ["classes"] = Json.Array(crash.Classes, c => new() { ["class"] = FaultClasses.Name(c.Class), ["confidence"] = Math.Round(c.Confidence, 3) }),
        };
        if (group is { } g)
        {
            properties["cluster"] = g.Group.Id;
            properties["similarity"] = Math.Round(g.Similarity, 3);
        }

        var log = Log(sighting);
        var result = new JsonObject
        {
            ["ruleId"] = crash.Symptom.Name,
            ["ruleIndex"] = rule,
            ["level"] = SarifParts.Level(crash.Severity.Level),
            ["message"] = SarifParts.Message(Say(crash)),
            // Viewers show the first location: the source where there is one, else the log.
            ["locations"] = new JsonArray(crash.Frames.FirstOrDefault(HasSource) is { } frame ? Location(frame) : log.DeepClone()),
            ["relatedLocations"] = Json.Unique([log, .. crash.Stacks.Where(s => s.Kind != StackKind.Crash && s.Kind != StackKind.Goroutine).Select(Related).OfType<JsonObject>()]),
            ["occurrenceCount"] = Math.Max(crash.Times, 1),
            ["properties"] = properties,
        };
        if (crash.Signature.Id.Length > 0) result["partialFingerprints"] = new JsonObject { ["interopfuzzSignature/v1"] = crash.Signature.Id };
        if (crash.Stacks.Count > 0) result["stacks"] = Json.Unique(crash.Stacks.Select(Stack));
        var flow = crash.Frames.Where(HasSource).Reverse().Select(f => new JsonObject { ["location"] = Location(f) }).ToArray();
        if (flow.Length > 0)
            result["codeFlows"] = new JsonArray(new JsonObject { ["threadFlows"] = new JsonArray(new JsonObject { ["locations"] = new JsonArray(flow) }) });
        return result;
    }

    /// <summary>Whether a frame is in a file of the program; a crossing is in one that cgo makes.</summary>
    private static bool HasSource(Frame frame) => frame.IsUser && frame.Side != FrameSide.Boundary && SarifParts.Uri(frame.File) is not null;

    private static string Say(Crash crash)
    {
        var first = Words.OneLine(crash.FirstLine);
        var said = $"{crash.Symptom}: {SymptomCatalog.Find(crash.Symptom).Meaning}.{(first.Length > 0 ? $" It says: {first}" : "")}";
        return Words.IsRated(crash.Severity) ? $"{said}\nSeverity {Words.Rated(crash.Severity)}" : said;
    }

    private static JsonObject Log(Sighting sighting)
    {
        var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = SarifParts.Uri(sighting.File) ?? "log" } };
        if (sighting.Line > 0) place["region"] = new JsonObject { ["startLine"] = sighting.Line };
        return new() { ["physicalLocation"] = place, ["message"] = SarifParts.Message("the report that was read") };
    }

    private static JsonObject? Related(Stack stack)
    {
        if (stack.Frames.FirstOrDefault(HasSource) is not { } frame) return null;
        var location = Location(frame);
        location["message"] = SarifParts.Message(stack.Title);
        return location;
    }

    private static JsonObject Stack(Stack stack) => new()
    {
        ["message"] = SarifParts.Message(stack.Title.Length > 0 ? stack.Title : "stack"),
        ["frames"] = Json.Array(stack.Frames, f =>
        {
            var frame = new JsonObject { ["location"] = Location(f) };
            if (f.Module is { Length: > 0 } module) frame["module"] = module;
            return frame;
        }),
    };

    private static JsonObject Location(Frame frame)
    {
        var location = new JsonObject { ["message"] = SarifParts.Message(Words.Function(frame)) };
        if (SarifParts.Uri(frame.File) is { } uri)
        {
            var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = uri } };
            if (frame.Line > 0) place["region"] = new JsonObject { ["startLine"] = frame.Line };
            location["physicalLocation"] = place;
        }
        if (frame.Function.Length > 0)
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = frame.Function, ["kind"] = "function" });
        return location;
    }
}
