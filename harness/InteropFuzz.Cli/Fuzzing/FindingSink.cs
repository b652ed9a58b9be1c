using InteropFuzz.Cli.Findings;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Fuzzing;
using Serilog;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>Hands a campaign's artifacts to the finding desk, and makes cases of what is new when that is wanted.</summary>
/// <param name="store">Where findings are kept.</param>
/// <param name="desk">What makes findings.</param>
/// <param name="cases">The cases folder that new findings are adopted into; null for none.</param>
/// <param name="log">The steps.</param>
internal sealed class FindingSink(FindingStore store, FindingDesk desk, string? cases, ILogger log) : IArtifactSink, IDisposable
{
    /// <summary>Puts it together.</summary>
    /// <param name="folder">The campaign's folder.</param>
    /// <param name="campaign">Says where findings are.</param>
    /// <param name="words">How the user named the targets, by their names.</param>
    /// <param name="workshop">What replays and programs are built with.</param>
    /// <param name="log">The steps.</param>
    public static FindingSink Make(FuzzFolder folder, FuzzCampaign campaign, IReadOnlyDictionary<string, FuzzTargetWords> words, TargetWorkshop workshop, ILogger log)
    {
        var store = FindingWorkshop.Store(campaign.Findings ?? folder.Findings);
        return new(store, FindingWorkshop.Desk(store, workshop, words.GetValueOrDefault, log), campaign.Adopt ? workshop.Installation.Cases : null, log);
    }

    /// <inheritdoc/>
    public async Task TakeAsync(IFuzzTarget target, FuzzSource source, Artifact artifact, Action<TakenArtifact> stored, CancellationToken cancel)
    {
        var news = new List<string>();
        await ((IArtifactSink)desk).TakeAsync(target, source, artifact, t =>
        {
            if (t.IsNew) news.Add(t.Signature);
            stored(t);
        }, cancel);
        // Only now there is a program that a case can be made of.
        foreach (var id in news) Adopt(id);
    }

    /// <inheritdoc/>
    public async Task ResumeAsync(IFuzzTarget target, FuzzSource source, CancellationToken cancel)
    {
        foreach (var finding in await desk.ResumeAsync(target, source, cancel)) Adopt(finding.Id);
    }

    /// <inheritdoc/>
    public void Dispose() => desk.Dispose();

    private void Adopt(string id)
    {
        if (cases is null) return;
        try
        {
            if (store.Find(id) is { } stored) log.Information("Finding {Id} is the case {Case} now", id, FindingAdoption.Write(store, stored, cases).Id);
        }
        catch (Exception e) when (e is UsageException or IOException)
        {
            // The finding is kept in any case.
            log.Error("Finding {Id} does not become a case: {Message}", id, e.Message);
        }
    }
}
