using System.Text.Json;
using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>What a .NET runtime told about one run of a program. Names come from the program and are as hostile as that.</summary>
public sealed record NetEvents
{
    /// <summary>How many events there were.</summary>
    public long Events { get; init; }

    /// <summary>Whether the stream ends in the middle, as that of a process that died.</summary>
    public bool BrokeOff { get; init; }

    /// <summary>Collections by generation: 0, 1, 2.</summary>
    public IReadOnlyList<int> Collections { get; init; } = [0, 0, 0];

    /// <summary>How many of them the program asked for.</summary>
    public int Induced { get; init; }

    /// <summary>All pauses together, in ms.</summary>
    public double PauseMs { get; init; }

    /// <summary>The longest one, in ms.</summary>
    public double LongestPauseMs { get; init; }

    /// <summary>The heap behind the last collection, in bytes; null without one.</summary>
    public long? HeapBytes { get; init; }

    /// <summary>What survived collections, all of them together, in bytes.</summary>
    public long PromotedBytes { get; init; }

    /// <summary>How many exceptions were thrown, caught or not.</summary>
    public int Thrown { get; init; }

    /// <summary>By type, the most frequent first, at most <see cref="NetEventStream.MostTypes"/> of them.</summary>
    public IReadOnlyList<ThrownType> Types { get; init; } = [];

    /// <summary>The last value of each counter of System.Runtime.</summary>
    public IReadOnlyDictionary<string, double> Counters { get; init; } = new Dictionary<string, double>();

    /// <summary>The last events, a line each.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>One line of JSON: how the reader, a process of its own, hands over what it read.</summary>
    public string Write() => JsonSerializer.Serialize(this, NetEventsJson.Default.NetEvents);

    /// <summary>Reads that line; null when it is none.</summary>
    public static NetEvents? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, NetEventsJson.Default.NetEvents);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A type of exceptions and how many of it were thrown.</summary>
public sealed record ThrownType(string Type, int Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NetEvents))]
internal sealed partial class NetEventsJson : JsonSerializerContext;
