using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Running;
using Serilog;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Drops what adds nothing to a corpus that has grown much: every process loads all of it first.</summary>
/// <param name="folder">The campaign's folder.</param>
/// <param name="campaign">What is to be done.</param>
/// <param name="limitsOf">The limits of a lane's processes on a copy of its corpus.</param>
/// <param name="log">What was dropped.</param>
internal sealed class FuzzMerging(FuzzFolder folder, FuzzCampaign campaign, Func<FuzzLaneRun, FuzzCorpusCopy, FuzzLimits> limitsOf, ILogger log)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10), s_shortest = TimeSpan.FromMinutes(1);

    /// <summary>Merges the corpora that are worth it.</summary>
    public async Task RunAsync(IEnumerable<FuzzLaneRun> runs, CancellationToken cancel)
    {
        foreach (var lanesOfIt in runs.Where(r => r.Unit is not null).GroupBy(r => r.Corpus))
            if (lanesOfIt.Key.IsWorthMerging) await MergeAsync(lanesOfIt.Key, [.. lanesOfIt], cancel);
    }

    /// <summary>An input stays as long as one lane needs it: lanes cover different code.</summary>
    private async Task MergeAsync(FuzzCorpus corpus, IReadOnlyList<FuzzLaneRun> lanesOfIt, CancellationToken cancel)
    {
        var before = corpus.Count;
        var needed = new HashSet<string>();
        var copy = new FuzzCorpusCopy(folder.WorkOf(0, lanesOfIt[0].Lane.Target.Name), corpus, campaign.LongestInput);
        copy.Sync(new HashSet<string>());
        foreach (var run in lanesOfIt)
        {
            IReadOnlySet<string>? kept = null;
            try
            {
                kept = await run.Lane.Engine.MergeAsync(run.Unit!, limitsOf(run, copy) with { Time = Time }, cancel);
            }
            catch (Exception e) when (e is LaunchException or FuzzTargetException)
            {
                log.Warning("{Lane}: {Message}", run.Lane.Name, e.Message);
            }
            if (kept is null)
            {
                log.Information("{Lane} does not say which of {Inputs} inputs it needs: all stay", run.Lane.Name, before);
                return;
            }
            needed.UnionWith(kept);
        }
        if (needed.Count == 0) return;
        corpus.KeepOnly(needed);
        log.Information("Target {Target}: {Before} inputs merged to {After}", lanesOfIt[0].Lane.Target.Name, before, corpus.Count);
    }

    /// <summary>A tenth of what the campaign has, but enough for some thousand inputs.</summary>
    private TimeSpan Time => campaign.Time == TimeSpan.Zero || campaign.Time > 10 * s_longest ? s_longest : campaign.Time > 10 * s_shortest ? campaign.Time / 10 : s_shortest;
}
