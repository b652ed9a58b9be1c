using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Fuzzing;
using Serilog;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>Hands a campaign's artifacts to the finding desk; each target has one of its own, over one store.</summary>
internal sealed class FindingSink : IArtifactSink, IDisposable
{
    private readonly FindingStore _store;
    private readonly Dictionary<string, FindingDesk> _desks;

    private FindingSink(FindingStore store, Dictionary<string, FindingDesk> desks) => (_store, _desks) = (store, desks);

    /// <summary>Puts it together.</summary>
    /// <param name="folder">The campaign's folder.</param>
    /// <param name="campaign">Says where findings are.</param>
    /// <param name="words">How the user named the targets, by their names.</param>
    /// <param name="workshop">What replays and programs are built with.</param>
    /// <param name="log">The steps.</param>
    public static FindingSink Make(FuzzFolder folder, FuzzCampaign campaign, IReadOnlyDictionary<string, FuzzTargetWords> words, TargetWorkshop workshop, ILogger log)
    {
        var store = new FindingStore(campaign.Findings ?? folder.Findings, FindingPage, TimeProvider.System);
        var replayer = new FuzzReplayer(workshop.Cache, workshop.Tools, workshop.Launcher);
        var programs = new ProgramRunner(workshop.Launcher, workshop.Tools, workshop.Cache, log);
        var limits = new FindingLimits { Toolchains = workshop.Toolchains };
        return new(store, words.ToDictionary(w => w.Key, w => new FindingDesk(replayer, programs, store, workshop.Tools, limits, TimeProvider.System, log) { Words = w.Value }));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TakenArtifact>> TakeAsync(IFuzzTarget target, FuzzSource source, Artifact artifact, CancellationToken cancel)
    {
        var taken = await _desks[target.Name].TakeAsync(target, source, artifact, cancel);
        return [.. taken.All.Select(t => new TakenArtifact(
            t.Finding.Id, t.Finding.Symptom, t.News != News.Known, _store.FolderOf(t.Finding.Id).Root, t.Finding.Replays.Tries > 0 ? t.Finding.Replays.Rate : null))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var desk in _desks.Values) desk.Dispose();
    }

    private static string FindingPage(StoredFinding stored) => "";
}
