using System.Text.Json.Nodes;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>The report for programs: an array with an object for each crash; docs/triage.schema.json says what is in it.</summary>
public static class CrashJson
{
    /// <summary>The whole document. Inputs without a crash and inputs that could not be read have an object too.</summary>
    public static string Write(TriageModel model)
    {
        var all = new JsonArray();
        var sightings = model.Sightings.ToLookup(s => s.File);
        foreach (var name in model.Inputs.Select(i => i.Name).Distinct())
        {
            foreach (var sighting in sightings[name]) all.Add((JsonNode)Crash(sighting, model.GroupOf(sighting)));
            foreach (var input in model.Unreadable.Where(i => i.Name == name)) all.Add((JsonNode)Unreadable(input));
        }
        return Json.Text(all);
    }

    private static JsonObject Crash(Sighting sighting, (CrashGroup Group, double Similarity)? group)
    {
        var crash = sighting.Crash;
        var o = new JsonObject
        {
            ["file"] = sighting.File,
            ["line"] = sighting.Line > 0 ? sighting.Line : null,
            ["symptom"] = crash.Symptom.Name,
            ["meaning"] = SymptomCatalog.Find(crash.Symptom).Meaning,
            ["first_line"] = crash.FirstLine,
            ["times"] = crash.Times,
            ["recoverable"] = crash.Recoverable,
            ["guilty"] = GuiltySides.Name(crash.Guilty),
            ["severity"] = Words.Level(crash.Severity),
            ["severity_reason"] = crash.Severity.Reason,
            ["classes"] = Json.Array(crash.Classes, c => new()
            {
                ["class"] = FaultClasses.Name(c.Class),
                ["confidence"] = Math.Round(c.Confidence, 3),
                ["evidence"] = Json.Array(c.Evidence, e => new() { ["line"] = e.Line > 0 ? e.Line : null, ["text"] = e.Text, ["why"] = e.Why }),
            }),
            ["signature"] = crash.Signature.Id,
            ["signature_parts"] = Json.Array(crash.Signature.Parts),
            ["frames"] = Json.Array(crash.Frames, Frame),
            ["stacks"] = Json.Array(crash.Stacks, s => new()
            {
                ["kind"] = Kind(s.Kind),
                ["title"] = s.Title,
                ["line"] = s.Line > 0 ? s.Line : null,
                ["count"] = s.Count,
                ["frames"] = Json.Array(s.Frames, Frame),
            }),
            ["findings"] = Json.Array(crash.Findings, f => new() { ["symptom"] = f.Symptom.Name, ["line"] = f.Line, ["text"] = f.Text }),
            ["next"] = Json.Array(crash.Next, n => new() { ["instrument"] = n.Instrument, ["text"] = n.Text }),
        };
        if (group is { } g)
        {
            o["cluster"] = g.Group.Id;
            o["similarity"] = Math.Round(g.Similarity, 3);
        }
        return o;
    }

    /// <summary>The keys that every object has, so that a reader of the array needs no special case before it looks at "error".</summary>
    private static JsonObject Unreadable(TriagedInput input) => new()
    {
        ["file"] = input.Name,
        ["error"] = input.Problem,
        ["symptom"] = null,
        ["recoverable"] = null,
        ["guilty"] = GuiltySides.Name(GuiltySide.Unknown),
        ["severity"] = "none",
        ["classes"] = new JsonArray(),
        ["signature"] = "",
        ["frames"] = new JsonArray(),
    };

    private static JsonObject Frame(Frame frame) => new()
    {
        ["side"] = FrameSides.Name(frame.Side),
        ["function"] = frame.Function,
        ["file"] = frame.File,
        ["line"] = frame.Line > 0 ? frame.Line : null,
        ["module"] = frame.Module,
    };

    private static string Kind(StackKind kind) => kind switch
    {
        StackKind.Crash => "crash",
        StackKind.OtherAccess => "other-access",
        StackKind.Allocated => "allocated",
        StackKind.Freed => "freed",
        StackKind.Origin => "origin",
        StackKind.Created => "created",
        StackKind.Goroutine => "goroutine",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of stack"),
    };
}
