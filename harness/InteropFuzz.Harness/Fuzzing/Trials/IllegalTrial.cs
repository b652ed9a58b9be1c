using System.Text.Json;
using System.Text.Json.Serialization;
using InteropFuzz.Harness.Operations;

namespace InteropFuzz.Harness.Fuzzing.Trials;

/// <summary>One campaign for one illegal operation, from an empty corpus to its first artifact: a line of JSON.</summary>
public sealed record IllegalTrial
{
    /// <summary>The illegal operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>The version of the format that its number belongs to.</summary>
    public required int Version { get; init; }

    /// <summary>The Go release with its patch.</summary>
    public required string Go { get; init; }

    /// <summary>What the engine built it with; AddressSanitizer is over C in any case.</summary>
    public required string Instrument { get; init; }

    /// <summary>The engine's random seed.</summary>
    public required uint Seed { get; init; }

    /// <summary>After so long the operation counts as not seen, in seconds.</summary>
    public required double LimitS { get; init; }

    /// <summary>What was seen; null when the limit came first.</summary>
    public string? Symptom { get; init; }

    /// <summary>Whether the input at which the process ended performs the operation: else the blame fell on a later input.</summary>
    public bool Blamed { get; init; }

    /// <summary>The input, in hexadecimal.</summary>
    public string? Input { get; init; }

    /// <summary>Inputs performed.</summary>
    public long Executions { get; init; }

    /// <summary>Processor time, the start of the process included, in seconds.</summary>
    public double CpuS { get; init; }

    /// <summary>What a resumed measurement recognises it by.</summary>
    [JsonIgnore]
    public (string, int, string, string, uint, double) Key => (Operation, Version, Go, Instrument, Seed, LimitS);

    /// <summary>The line of a file of trials.</summary>
    public string Line() => JsonSerializer.Serialize(this, IllegalTrialJson.Default.IllegalTrial) + "\n";

    /// <summary>The trials in a file's text that are of the current format of programs; a line that is none (a torn last one) is passed over.</summary>
    public static IReadOnlyList<IllegalTrial> Read(string text)
    {
        Dictionary<object, IllegalTrial> trials = [];
        foreach (var line in text.Split('\n'))
        {
            try
            {
                if (line.Length > 0 && JsonSerializer.Deserialize(line, IllegalTrialJson.Default.IllegalTrial) is { } trial && trial.Version == OperationTable.Current.Version)
                    trials[trial.Key] = trial;
            }
            catch (JsonException)
            {
                // Torn by a crash: the trial is done again.
            }
        }
        return [.. trials.Values];
    }
}

/// <summary>How trials look as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IllegalTrial))]
internal sealed partial class IllegalTrialJson : JsonSerializerContext;
