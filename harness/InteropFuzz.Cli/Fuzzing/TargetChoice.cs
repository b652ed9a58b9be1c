using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>What targets are made with on this machine.</summary>
/// <param name="Installation">Where this copy lies: the shim's sources are in it.</param>
/// <param name="Tools">This machine's tools.</param>
/// <param name="Toolchains">The Go releases that are here.</param>
/// <param name="Cache">What is costly to make again.</param>
/// <param name="Launcher">What starts programs.</param>
public sealed record TargetWorkshop(Installation Installation, HostTools Tools, IReadOnlyList<GoToolchain> Toolchains, CacheFolder Cache, Launcher Launcher);

/// <summary>Turns the words for a target, from the command line or campaign.yaml, into the target. Each kind has its line here.</summary>
public static class TargetChoice
{
    /// <summary>The target that is meant.</summary>
    /// <param name="words">How it was named.</param>
    /// <param name="workshop">What it is made with.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="FuzzTargetException">There is no such package, function, header or operation; the message names it and the way out.</exception>
    public static async Task<IFuzzTarget> MakeAsync(FuzzTargetWords words, TargetWorkshop workshop, CancellationToken cancel) => words.Kind switch
    {
        FuzzTargetKind.Package => await PackageAsync(words, workshop, cancel),
        // The lines of shim and header come with those targets.
        _ => await Task.FromException<IFuzzTarget>(new FuzzTargetException($"{words.Place}: targets of the kind {words.Kind.ToString().ToLowerInvariant()} are not part of this build")),
    };

    /// <summary>A user's package is read with the newest release of those that it is fuzzed with.</summary>
    private static async Task<IFuzzTarget> PackageAsync(FuzzTargetWords words, TargetWorkshop workshop, CancellationToken cancel)
    {
        if (workshop.Toolchains.Count == 0) throw new FuzzTargetException($"{words.Place}: no Go is here: interopfuzz toolchain install 1.27");
        var wanted = words.Go.Select(r => GoVersion.TryParse(r, out var v) ? GoToolchains.Pick(workshop.Toolchains, v) : null).OfType<GoToolchain>().LastOrDefault();
        return await new PackageTargets(workshop.Launcher, workshop.Cache, workshop.Tools).OpenAsync(new()
        {
            Package = words.Package!,
            Function = words.Function!,
            Folder = words.Folder.Length > 0 ? words.Folder : Environment.CurrentDirectory,
            Toolchain = wanted ?? workshop.Toolchains[^1],
            Library = words.Library is { } yaml ? LibrarySource.Read(yaml, words.Folder, words.Place) : null,
        }, cancel);
    }
}
