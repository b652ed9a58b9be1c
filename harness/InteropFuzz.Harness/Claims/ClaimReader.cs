using InteropFuzz.Harness.Cases;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Claims;

/// <summary>Reads one claim of the table; what is wrong is added to the errors, with its line.</summary>
/// <param name="errors">Where errors go.</param>
internal sealed class ClaimReader(List<CaseError> errors)
{
    private const string ClaimKeys = "id, seed, kind, claim, truth, predictions", PredictionKeys = "part, case, on, shows, may-show, prints";

    /// <summary>The claim; null when too little of it can be read.</summary>
    public Claim? Read(YamlNode node)
    {
        var line = Line(node);
        string id = "", seed = "", text = "";
        string? truth = null;
        ClaimKind? kind = null;
        var truthLine = line;
        List<Prediction> predictions = [];
        foreach (var (key, value) in Fields(node, ClaimKeys))
            switch (key)
            {
                case "id": id = Text(value); break;
                case "seed": seed = Text(value); break;
                case "claim": text = Text(value); break;
                case "truth": (truth, truthLine) = (Text(value), Line(value)); break;
                case "kind":
                    kind = Text(value) switch { "fault" => ClaimKind.Fault, "observability" => ClaimKind.Observability, _ => null };
                    if (kind is null) Error(value, $"kind is fault or observability, not '{Text(value)}'");
                    break;
                case "predictions" when value is YamlSequenceNode list:
                    predictions.AddRange(list.Select(ReadPrediction).OfType<Prediction>());
                    break;
                case "predictions": Error(value, "predictions is a list"); break;
                default: Error(value, $"unknown key '{key}'; a claim has {ClaimKeys}"); break;
            }
        if (id.Length == 0 || text.Length == 0 || kind is null)
        {
            Error(node, "a claim needs id, claim and kind");
            return null;
        }
        if (kind is ClaimKind.Fault && predictions.Count == 0) Error(node, $"'{id}' predicts nothing; say under 'predictions' what one would see");
        if (kind is ClaimKind.Observability && predictions.Count > 0) Error(node, $"'{id}' is answered by an experiment, which says by itself what holds; predictions are for faults");
        return new() { Id = id, Seed = seed, Kind = kind.Value, Text = text, Truth = truth, TruthLine = truthLine, Line = line, Predictions = predictions };
    }

    private Prediction? ReadPrediction(YamlNode node)
    {
        string part = "", of = "";
        string? prints = null;
        List<Selector> on = [];
        List<SymptomPattern> shows = [];
        var (any, once) = (false, false);
        foreach (var (key, value) in Fields(node, PredictionKeys))
            switch (key)
            {
                case "part": part = Text(value); break;
                case "case": of = Text(value); break;
                case "prints": prints = Text(value); break;
                case "on":
                    foreach (var word in Words(value, ','))
                        if (word == "any") any = true;
                        else if (Selector.Parse(word) is { } selector) on.Add(selector);
                        else Error(value, $"unknown selector '{word}'; there are any, {Selector.Vocabulary}");
                    break;
                case "shows" or "may-show":
                    if (shows.Count > 0) Error(value, "a prediction has either shows or may-show");
                    once = key == "may-show";
                    foreach (var word in Words(value, '|'))
                        if (SymptomPattern.Parse(word) is { } pattern) shows.Add(pattern);
                        else Error(value, $"'{word}' is no symptom, no family such as asan/*, no 'not …' of one, and not 'fault'");
                    break;
                default: Error(value, $"unknown key '{key}'; a prediction has {PredictionKeys}"); break;
            }
        if (part.Length > 0 && of.Length > 0 && (shows.Count > 0 || prints is not null))
            return new(Line(node), part, of, on) { AnyInstrument = any, Shows = shows, OnceIsEnough = once, Prints = prints };
        Error(node, "a prediction needs part, case, and one of shows, may-show and prints");
        return null;
    }

    private List<(string Key, YamlNode Value)> Fields(YamlNode node, string keys)
    {
        if (node is YamlMappingNode map) return [.. map.Select(f => (Text(f.Key), f.Value))];
        Error(node, $"keys and values are expected here: {keys}");
        return [];
    }

    private string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text }) return text.Trim();
        Error(node, "a text is expected here");
        return "";
    }

    private string[] Words(YamlNode node, char between)
        => Text(node).Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Error(YamlNode node, string message) => errors.Add(new(ClaimTable.FileName, Line(node), message));

    private static int Line(YamlNode node) => (int)node.Start.Line;
}
