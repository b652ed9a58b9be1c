using System.Text.Json.Nodes;
using InteropFuzz.Harness.Diagnosing;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Reporting.Diagnoses;

/// <summary>A diagnosis for programs.</summary>
public static class DiagnosisJson
{
    private const int MostFrames = 16;

    /// <summary>The whole answer.</summary>
    public static string Write(Diagnosis d, SourceTree sources) => Json.Text(new JsonObject
    {
        ["subject"] = d.Subject,
        ["go"] = d.Go,
        ["seconds"] = Math.Round(d.Seconds, 2),
        ["symptom"] = d.First?.Crash?.Symptom.Name,
        ["guilty"] = d.Guilty is { Accusation: { } a } step ? Accused(a, step.Instrument, sources) : null,
        ["others"] = Json.Array(d.Others, s => Accused(s.Accusation!, s.Instrument, sources)),
        ["guilty_side"] = GuiltySides.Name(d.Consensus.Guilty),
        ["classes"] = Json.Array(d.Consensus.Classes, c => new JsonObject
        {
            ["class"] = FaultClasses.Name(c.Class),
            ["confidence"] = c.Confidence,
            ["evidence"] = Json.Array(c.Evidence, e => new JsonObject { ["instrument"] = e.Source, ["line"] = e.Line, ["text"] = e.Text, ["why"] = e.Why }),
        }),
        ["steps"] = Json.Array(d.Steps, s => StepOf(s, sources)),
        ["next"] = Json.Array(d.Next, n => new JsonObject { ["instrument"] = n.Instrument, ["text"] = n.Text }),
    });

    private static JsonObject Accused(Accusation a, string instrument, SourceTree sources) => new()
    {
        ["file"] = a.Place.File,
        ["line"] = a.Place.Line,
        ["text"] = sources.TextOf(a.Place).Trim(),
        ["weight"] = a.Weight.ToString().ToLowerInvariant(),
        ["named_by_report"] = a.IsNamed,
        ["instrument"] = instrument,
        ["why"] = a.Why,
    };

    private static JsonObject StepOf(Step s, SourceTree sources) => new()
    {
        ["instrument"] = s.Instrument,
        ["seconds"] = Math.Round(s.Seconds, 3),
        ["skipped"] = s.Skipped,
        ["symptoms"] = new JsonObject(s.Symptoms.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
        ["first_line"] = s.Crash?.FirstLine,
        ["frames"] = Json.Array(s.Crash?.Frames.Take(MostFrames) ?? [], f => new JsonObject { ["side"] = FrameSides.Name(f.Side), ["function"] = f.Function, ["file"] = f.File, ["line"] = f.Line }),
        ["accuses"] = s.Accusation is { } a ? Accused(a, s.Instrument, sources) : null,
        ["then"] = s.Then,
        ["by_hand"] = s.ByHand,
        ["output"] = s.OutputFile,
    };
}
