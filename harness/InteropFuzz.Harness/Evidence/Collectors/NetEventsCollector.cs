using System.Globalization;
using System.Text.Json.Nodes;
using InteropFuzz.Harness.Diagnostics;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Evidence.Collectors;

/// <summary>Collections, exceptions and counters of a .NET runtime over the run, by an EventPipe session.</summary>
public sealed class NetEventsCollector : ICollector
{
    private const int TypesToSay = 4;

    /// <inheritdoc/>
    public string Name => "netevents";

    /// <inheritdoc/>
    public int Order => 80;

    /// <inheritdoc/>
    public string Purpose => "collections, exceptions and counters of a .NET runtime over the run (EventPipe)";

    /// <inheritdoc/>
    public ManagedRuntime Runtime => ManagedRuntime.Net;

    /// <inheritdoc/>
    public bool NeedsEvents => true;

    /// <inheritdoc/>
    public EvidencePart Read(Material material)
    {
        if (material.WhyNoEvents is { } why) return EvidencePart.Nothing("no events: " + why);
        if (material.Events is not { } e) return EvidencePart.Nothing("the program was not run for it");
        if (e.Events == 0) return EvidencePart.Nothing("no events: the stream broke off before the first one");
        return new() { Says = [Say(e)], Figures = Json(e) };
    }

    private static string Say(NetEvents e)
    {
        var all = e.Collections.Sum();
        var gc = all == 0 ? "no collection" : $"{all} collections ({string.Join(", ", e.Collections.Select((n, generation) => $"gen {generation}: {n}"))}; {e.Induced} induced), "
            + $"pauses {Figures.Milliseconds(e.PauseMs)} in all, {Figures.Milliseconds(e.LongestPauseMs)} the longest, "
            + $"promoted {Figures.Bytes(e.PromotedBytes)}{(e.HeapBytes is { } heap ? ", heap then " + Figures.Bytes(heap) : "")}";
        var types = string.Join(", ", e.Types.Take(TypesToSay).Select(t => $"{t.Count} × {t.Type}")) + (e.Types.Count > TypesToSay ? ", …" : "");
        var thrown = e.Thrown == 0 ? "no exception" : $"{e.Thrown} exceptions: {types}";
        var counters = e.Counters.TryGetValue("threadpool-thread-count", out var threads) ? string.Create(CultureInfo.InvariantCulture, $"; {threads:0} threads in the pool") : "";
        return $"{gc}; {thrown}{counters}{(e.BrokeOff ? $"; the stream broke off after {e.Events} events" : "")}";
    }

    private static JsonObject Json(NetEvents e) => new()
    {
        ["events"] = e.Events,
        ["broke_off"] = e.BrokeOff,
        ["collections"] = new JsonArray([.. e.Collections.Select(n => (JsonNode?)n)]),
        ["induced"] = e.Induced,
        ["pause_ms"] = e.PauseMs,
        ["longest_pause_ms"] = e.LongestPauseMs,
        ["heap"] = e.HeapBytes,
        ["promoted"] = e.PromotedBytes,
        ["thrown"] = e.Thrown,
        ["exceptions"] = new JsonArray([.. e.Types.Select(t => (JsonNode)new JsonObject { ["type"] = t.Type, ["count"] = t.Count })]),
        ["counters"] = new JsonObject(e.Counters.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
    };
}
