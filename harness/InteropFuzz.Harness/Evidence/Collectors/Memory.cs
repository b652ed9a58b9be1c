using System.Text.Json.Nodes;

namespace InteropFuzz.Harness.Evidence.Collectors;

/// <summary>The memory of the process as the system sees it: /proc/PID/smaps_rollup over the run, read by the launcher from outside.</summary>
public sealed class Memory : ICollector
{
    private static readonly (string Name, Func<ResidentSample, long> Of)[] s_figures =
    [
        ("rss", s => s.Rss), ("pss", s => s.Pss), ("anonymous", s => s.Anonymous), ("private_dirty", s => s.PrivateDirty), ("swap", s => s.Swap), ("tree_rss", s => s.TreeRss),
    ];

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public int Order => 20;

    /// <inheritdoc/>
    public string Purpose => "resident memory over the run: RSS, PSS, anonymous, threads (/proc smaps_rollup)";

    /// <inheritdoc/>
    public Observed? Observe { get; } = new() { Memory = true };

    /// <inheritdoc/>
    public EvidencePart Read(Material material)
    {
        if (material.Observed is not { } run) return EvidencePart.Nothing("the program was not run for it");
        if (run.Unsampled is { } why) return EvidencePart.Nothing("smaps_rollup cannot be read: " + why);
        var series = ResidentSeries.Read(run.Samples);
        if (series.Samples.Count == 0) return EvidencePart.Nothing($"the program ended after {Figures.Milliseconds(run.WallUs / 1e3)}, before the first sample");
        var rss = series.Summary(s => s.Rss);
        var span = series.Samples[^1].AtUs - series.Samples[0].AtUs;
        var threads = series.Summary(s => s.Threads);
        var figures = new JsonObject { ["samples"] = series.Samples.Count, ["span_us"] = span };
        foreach (var (name, of) in s_figures) figures[name] = Figures.Json(series.Summary(of), slope: true);
        figures["threads"] = Figures.Json(threads, slope: false);
        return new()
        {
            Says =
            [
                $"{series.Samples.Count} samples in {Figures.Milliseconds(span / 1e3)}: RSS {Figures.Say(rss)}, {Figures.Bytes(rss.SlopePerSecond)}/s; "
                    + $"anonymous {Figures.Say(series.Summary(s => s.Anonymous))}; PSS {Figures.Say(series.Summary(s => s.Pss))}; threads at most {threads.Peak}",
            ],
            Figures = figures,
        };
    }
}
