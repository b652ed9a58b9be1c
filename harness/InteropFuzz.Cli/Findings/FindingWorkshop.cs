using InteropFuzz.Cli.Fuzzing;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting.Findings;
using Serilog;

namespace InteropFuzz.Cli.Findings;

/// <summary>Puts together what findings need on this machine.</summary>
public static class FindingWorkshop
{
    /// <summary>The folder of findings where nobody names one.</summary>
    public const string DefaultFolder = "findings";

    /// <summary>The findings of a folder.</summary>
    public static FindingStore Store(string folder) => new(Path.GetFullPath(folder), FindingMarkdown.Write, TimeProvider.System);

    /// <summary>What makes findings of artifacts.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="workshop">What targets are made with.</param>
    /// <param name="wordsOf">How the user named a target, by the target's name; null where nobody said.</param>
    /// <param name="log">The steps.</param>
    /// <param name="limits">What a finding may cost; its releases are those of this machine where it names none.</param>
    public static FindingDesk Desk(IFindingStore store, TargetWorkshop workshop, Func<string, FuzzTargetWords?> wordsOf, ILogger log, FindingLimits? limits = null)
    {
        limits ??= new();
        if (limits.Toolchains.Count == 0) limits = limits with { Toolchains = GoToolchains.Newest(workshop.Toolchains) };
        return new(
            new FuzzReplayer(workshop.Cache, workshop.Room.Tools, workshop.Launcher) { Fleet = workshop.Fleet }, new ProgramRunner(workshop.Launcher, workshop.Tools, workshop.Cache, log),
            store, workshop.Tools, limits, TimeProvider.System, log)
        {
            WordsOf = wordsOf,
            Here = workshop.Toolchains,
        };
    }

    /// <summary>Makes the target of a finding again and has something done with it.</summary>
    /// <param name="stored">The finding.</param>
    /// <param name="store">Where it is kept.</param>
    /// <param name="limits">What that may cost; null for the usual.</param>
    /// <param name="log">The steps.</param>
    /// <param name="use">What is done.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="UsageException">The target cannot be made or built, or nothing can be started.</exception>
    public static async Task<T> WithTargetAsync<T>(
        StoredFinding stored, IFindingStore store, FindingLimits? limits, ILogger log, Func<FindingDesk, IFuzzTarget, FuzzSource, Task<T>> use, CancellationToken cancel)
    {
        var words = stored.Finding.TargetWords ?? throw new UsageException($"finding {stored.Finding.Id} does not say how its target is named: only the campaign that found it can perform its input");
        var installation = Installation.Find();
        var tools = HostTools.Probe(installation.Launcher);
        var cache = CacheFolder.Default();
        Directory.CreateDirectory(cache.Units);
        var workshop = new TargetWorkshop(installation, tools, GoToolchains.Find(cache), cache, Workshop.Launcher(tools));
        using var scratch = new ScratchFolder();
        using var desk = Desk(store, workshop, _ => words, log, limits);
        try
        {
            var target = await TargetChoice.MakeAsync(words, workshop, cancel);
            return await use(desk, target, await target.WriteAsync(Directory.CreateDirectory(scratch.PathOf("source")).FullName, cancel));
        }
        catch (Exception e) when (e is FuzzTargetException or LaunchException)
        {
            throw new UsageException(e.Message);
        }
    }
}
