using System.Text.Json.Nodes;

namespace InteropFuzz.Harness.Evidence.Collectors;

/// <summary>Each collection, by GODEBUG=gctrace=1, and runtime.MemStats over the run.</summary>
public sealed class GcTrace : ICollector
{
    /// <summary>In a row of results only the last ones stand; all of them are in the output folder.</summary>
    private const int MostCycles = 12;

    /// <inheritdoc/>
    public string Name => "gctrace";

    /// <inheritdoc/>
    public int Order => 10;

    /// <inheritdoc/>
    public string Purpose => "each garbage collection (heap before, after, live, goal; pauses) and runtime.MemStats over the run";

    /// <inheritdoc/>
    public Observed? Observe { get; } = new() { Environment = new Dictionary<string, string> { ["GODEBUG"] = "gctrace=1" }, Sampler = true };

    /// <inheritdoc/>
    public EvidencePart Read(Material material)
    {
        if (material.Observed is not { } run) return EvidencePart.Nothing("the program was not run for it");
        var cycles = GcCycle.Read(run.Output);
        var series = MemStatsSeries.Read(run.Notes);
        var says = new List<string> { Say(cycles) };
        var figures = new JsonObject { ["cycles"] = cycles.Count };
        if (cycles.Count > 0)
        {
            figures["forced"] = cycles.Count(c => c.Forced);
            figures["pause_ms"] = Math.Round(cycles.Sum(c => c.PauseMs), 3);
            figures["longest_pause_ms"] = Math.Round(cycles.Max(c => Math.Max(c.StwSweepMs, c.StwMarkMs)), 3);
            figures["last_cycles"] = new JsonArray([.. cycles.TakeLast(MostCycles).Select(Json)]);
        }
        if (series.Samples.Count > 0)
        {
            var begin = series.Samples[0];
            var last = series.Samples[^1];
            long Peak(Func<MemStatsSample, long> figure) => series.Samples.Max(figure);
            says.Add($"MemStats, {series.Samples.Count} samples in {Figures.Milliseconds(last.AtUs / 1e3)}: heap alloc {Span(s => s.HeapAlloc)}; in use {Span(s => s.HeapInUse)}; "
                + $"next GC at {Figures.Bytes(last.NextGc)}; released {Figures.Bytes(last.HeapReleased)}; stacks {Span(s => s.StackInUse)}");
            says.Add($"{last.NumGc} collections, {Figures.Milliseconds(last.PauseTotalNs / 1e6)} of pauses; goroutines {begin.Goroutines} → {last.Goroutines}, at most {Peak(s => s.Goroutines)}"
                + (last.CHeap is { } c ? $"; C heap {Figures.Bytes(begin.CHeap ?? 0)} → {Figures.Bytes(c)}" : ""));
            figures["memstats"] = new JsonObject
            {
                ["samples"] = series.Samples.Count,
                ["span_us"] = last.AtUs - begin.AtUs,
                ["heap_alloc"] = Json(s => s.HeapAlloc),
                ["heap_in_use"] = Json(s => s.HeapInUse),
                ["heap_idle"] = Json(s => s.HeapIdle),
                ["heap_released"] = Json(s => s.HeapReleased),
                ["heap_objects"] = Json(s => s.HeapObjects),
                ["next_gc"] = Json(s => s.NextGc),
                ["stack_in_use"] = Json(s => s.StackInUse),
                ["sys"] = Json(s => s.Sys),
                ["goroutines"] = Json(s => s.Goroutines),
                ["num_gc"] = last.NumGc,
                ["num_forced"] = last.NumForced,
                ["pause_total_ns"] = last.PauseTotalNs,
            };
            if (last.CHeap is not null) figures["memstats"]!["c_heap"] = Json(s => s.CHeap ?? 0);
            if (series.Of("collected") is null) says.Add("main was not left, so there are no figures from behind it");
            string Span(Func<MemStatsSample, long> figure) => $"{Figures.Bytes(figure(begin))} → {Figures.Bytes(figure(last))} (at most {Figures.Bytes(Peak(figure))})";
            JsonObject Json(Func<MemStatsSample, long> figure) => Figures.Json(SeriesSummary.Of([.. series.Samples.Select(s => (s.AtUs, figure(s)))]), slope: false);
        }
        else
        {
            says.Add("no MemStats: " + (material.WhyNoSampler ?? "the program ended before its main began"));
        }
        return new() { Says = says, Figures = figures };
    }

    private static string Say(IReadOnlyList<GcCycle> cycles)
    {
        if (cycles.Count == 0) return "no collection";
        var last = cycles[^1];
        var forced = cycles.Count(c => c.Forced);
        return $"{cycles.Count} collections, {forced} of them forced; live heap {cycles[0].LiveMb} → {last.LiveMb} MB, at most {cycles.Max(c => c.LiveMb)} MB; last goal {last.GoalMb} MB; "
            + $"pauses {Figures.Milliseconds(cycles.Sum(c => c.PauseMs))} in all, {Figures.Milliseconds(cycles.Max(c => Math.Max(c.StwSweepMs, c.StwMarkMs)))} the longest; {last.CpuPercent} % of the processor; {last.Processors} P";
    }

    private static JsonObject Json(GcCycle c) => new()
    {
        ["n"] = c.Number,
        ["at_s"] = c.AtSeconds,
        ["cpu_percent"] = c.CpuPercent,
        ["clock_ms"] = new JsonArray(c.StwSweepMs, c.MarkMs, c.StwMarkMs),
        ["cpu_ms"] = new JsonArray([.. c.CpuMs.Select(v => (JsonNode?)v)]),
        ["heap_mb"] = new JsonArray(c.BeforeMb, c.AfterMb, c.LiveMb),
        ["goal_mb"] = c.GoalMb,
        ["stacks_mb"] = c.StacksMb,
        ["globals_mb"] = c.GlobalsMb,
        ["p"] = c.Processors,
        ["forced"] = c.Forced,
    };
}
