using System.Text.Json;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Fuzzing;
using Spectre.Console;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>Runs a campaign in its folder, for every verb that does.</summary>
internal static class CampaignRun
{
    /// <summary>How it is shown.</summary>
    /// <param name="Json">Whether the last status is printed as JSON, and nothing else on standard output.</param>
    /// <param name="Verbose">Whether every step is logged to stderr.</param>
    public sealed record Show(bool Json, bool Verbose);

    /// <summary>Runs a session of it; gives how it stands at the end.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="campaign">What is to be done.</param>
    /// <param name="resumes">Whether an earlier run goes on, rather than that one begins.</param>
    /// <param name="show">How it is shown.</param>
    /// <param name="cancel">Ends it cleanly.</param>
    /// <exception cref="UsageException">It cannot begin.</exception>
    public static async Task<FuzzStatus> RunAsync(FuzzFolder folder, FuzzCampaign campaign, bool resumes, Show show, CancellationToken cancel)
    {
        var workshop = Make();
        await using var fleet = await FleetAsync(campaign, workshop.Tools, cancel);
        if (fleet is not null)
        {
            workshop = workshop with { Fleet = fleet };
            campaign = campaign with { RunnersFile = RunnerOption.FileOf(campaign.RunnersFile) };
            // Coverage guides this machine's lanes; the others perform what these find.
            if (campaign.Arch.Count == 0) campaign = campaign with { Arch = [workshop.Tools.Arch.Name(), .. fleet.Tools.Keys.Select(a => a.Name())] };
        }
        using var held = Take(folder);
        var earlier = resumes ? ReadStatus(folder) : null;
        var console = show.Json ? Terminal.Error() : Terminal.Out();
        using var log = Workshop.Log(folder.Log, show.Verbose);
        var (lanes, words) = await LanesAsync(campaign, workshop, line => console.WriteLine(Hostile.ForTerminal(line)), cancel);
        AtomicFile.Write(folder.Campaign, FuzzCampaignFile.Write(campaign));
        if (campaign.MemoryBytes < FuzzCampaign.LeastMemoryForStacks)
            console.WriteLine($"note: with {FuzzQuantity.Say(campaign.MemoryBytes)} of memory, an exhausted Go stack shows as exhausted memory; {FuzzQuantity.Say(FuzzCampaign.LeastMemoryForStacks)} is enough");
        if (workshop.Tools.SandboxProblem is { } problem) console.WriteLine($"no sandbox: {problem}; programs are held by limits only");
        foreach (var (runner, facts) in fleet?.Runners ?? [])
            console.WriteLine(Hostile.ForTerminal($"{runner.Arch.Name()} on {runner.Label}{(facts.SandboxProblem is { } open ? $", without a sandbox: {open}" : "")}"));
        console.WriteLine($"{lanes.Count} {(lanes.Count == 1 ? "lane" : "lanes")} in {Terminal.ShortPath(folder.Root)}");
        if (fleet is not null) fleet.Log = log;
        log.Information("Campaign {Folder}: {Lanes}", folder.Root, lanes.Select(l => l.Name));
        using var sink = FindingSink.Make(folder, campaign, words, workshop, log);
        var session = new FuzzSession(folder, held, campaign, lanes, sink, log);
        var end = await new CampaignProgress(console).FollowAsync(progress => session.RunAsync(earlier, progress, cancel));
        if (show.Json) Console.WriteLine(JsonSerializer.Serialize(end, FuzzJson.Default.FuzzStatus));
        else
            foreach (var line in FuzzStatusText.Summary(end, Terminal.ShortPath(folder.Root))) Console.WriteLine(Hostile.ForTerminal(line));
        return end;
    }

    /// <summary>What the end of a session says as an exit code.</summary>
    public static int Code(FuzzStatus end, CancellationToken cancel)
        => cancel.IsCancellationRequested ? ExitCode.Interrupted
            // What nobody has triaged may be new.
            : end.FindingsNew > 0 || end.Pending > 0 ? ExitCode.Unexpected
            : end.Lanes.Any(l => l.Problem is not null) ? ExitCode.BuildFailed
            : end.Unfinished ? ExitCode.Usage
            : ExitCode.Expected;

    /// <summary>What targets are made with here.</summary>
    /// <exception cref="UsageException">The launcher is not built.</exception>
    public static TargetWorkshop Make()
    {
        var installation = Installation.Find();
        var tools = HostTools.Probe(installation.Launcher);
        var cache = CacheFolder.Default();
        Directory.CreateDirectory(cache.Units);
        return new(installation, tools, GoToolchains.Find(cache), cache, Workshop.Launcher(tools));
    }

    /// <summary>How a campaign stands by its folder; null when it never ran.</summary>
    /// <exception cref="UsageException">The file is broken.</exception>
    public static FuzzStatus? ReadStatus(FuzzFolder folder)
    {
        try
        {
            return File.Exists(folder.Status) ? JsonSerializer.Deserialize(File.ReadAllText(folder.Status), FuzzJson.Default.FuzzStatus) : null;
        }
        catch (JsonException e)
        {
            throw new UsageException($"{folder.Status} is not a campaign's status ({e.Message}); delete it, and 'campaign run' begins a new run with the same corpora and findings");
        }
    }

    /// <summary>The machines for other architectures; this one's own is fuzzed here, where coverage guides it.</summary>
    private static async Task<Fleet?> FleetAsync(FuzzCampaign campaign, HostTools tools, CancellationToken cancel)
    {
        if (campaign.Runners.Count == 0) return campaign.RunnersFile is null ? null : throw new UsageException("a file of runners says nothing without the names of some: runner (--runner)");
        var runners = RunnerOption.Pick(campaign.Runners, RunnerOption.FileOf(campaign.RunnersFile));
        if (runners.FirstOrDefault(r => r.Arch == tools.Arch) is { } own)
            throw new UsageException($"{own.Label} is of {own.Arch.Name()}, as this machine is, which is fuzzed here; name runners of other architectures only");
        return await RunnerOption.ConnectAsync(runners, tools, "auto", cancel);
    }

    private static FuzzLock Take(FuzzFolder folder)
    {
        try
        {
            return FuzzLock.Take(folder, DateTimeOffset.UtcNow);
        }
        catch (InvalidOperationException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static async Task<(IReadOnlyList<FuzzLane> Lanes, IReadOnlyDictionary<string, FuzzTargetWords> Words)> LanesAsync(
        FuzzCampaign campaign, TargetWorkshop workshop, Action<string> say, CancellationToken cancel)
    {
        var targets = new List<(FuzzTargetWords Words, IFuzzTarget Target)>();
        try
        {
            foreach (var words in campaign.Targets) targets.Add((words, await TargetChoice.MakeAsync(words, workshop, cancel)));
            foreach (var header in targets.Select(t => t.Target).OfType<HeaderTarget>())
                foreach (var line in Bound(header)) say(line);
            var lanes = FuzzLanes.Make(campaign, targets, workshop.Toolchains, EngineCatalog.All(workshop.Room), workshop.Tools);
            foreach (var refused in lanes.Refused) say($"n/a {refused.Lane}: {refused.Reason}");
            if (lanes.Lanes.Count == 0) throw new UsageException("nothing of it can be fuzzed here", lanes.Refused.Any(r => r.IsMissing) ? ExitCode.Missing : ExitCode.Usage);
            return (lanes.Lanes, targets.ToDictionary(t => t.Target.Name, t => t.Words));
        }
        catch (Exception e) when (e is FuzzTargetException or FuzzCampaignException)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>How many functions of a header are called, and the first of those that are not.</summary>
    private static IEnumerable<string> Bound(HeaderTarget header)
    {
        const int Most = 8;
        var unbound = header.Plan.Unbound;
        yield return $"{header.Name}: {header.Plan.Calls.Count} functions are called, {unbound.Count} are not{(unbound.Count > 0 ? ":" : "")}";
        foreach (var omission in unbound.Take(Most)) yield return $"  {omission}";
        if (unbound.Count > Most) yield return $"  … and {unbound.Count - Most} more: targets/{FuzzFolder.SafeName(header.Name)}/target/doc.go lists all";
    }
}
