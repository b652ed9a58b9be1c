using InteropFuzz.Harness.Evidence.Growth;

namespace InteropFuzz.Harness.Evidence.Collectors;

/// <summary>Why memory grows: the cause, decided by <see cref="GrowthRules"/> from the figures that gctrace and memory collect.</summary>
public sealed class GrowthCollector : ICollector
{
    /// <inheritdoc/>
    public string Name => "growth";

    /// <inheritdoc/>
    public int Order => 25;

    /// <inheritdoc/>
    public string Purpose => "why memory grows: goroutines, a map, kept objects, large objects, a pool, fragmentation, C; or that it does not";

    /// <inheritdoc/>
    public Observed? Observe { get; } = new() { Environment = new Dictionary<string, string> { ["GODEBUG"] = "gctrace=1" }, Sampler = true, Memory = true };

    /// <inheritdoc/>
    public EvidencePart Read(Material material)
    {
        if (material.Observed is not { } run) return EvidencePart.Nothing("the program was not run for it");
        if (material.WhyNoSampler is { } why) return EvidencePart.Nothing("no MemStats: " + why);
        var found = GrowthRules.Decide(MemStatsSeries.Read(run.Notes), ResidentSeries.Read(run.Samples), GcCycle.Read(run.Output));
        return new()
        {
            Says = [$"{found.Cause.Title()}: {found.Because}"],
            Figures = new() { ["cause"] = found.Cause.Name(), ["bytes"] = found.Bytes, ["because"] = found.Because, ["site"] = found.Site },
        };
    }
}
