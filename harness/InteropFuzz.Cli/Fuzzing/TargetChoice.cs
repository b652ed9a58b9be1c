using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>What targets are made with on this machine.</summary>
/// <param name="Installation">Where this copy lies: the shim's sources are in it.</param>
/// <param name="Tools">This machine's tools.</param>
/// <param name="Toolchains">The Go releases that are here.</param>
/// <param name="Cache">What is costly to make again.</param>
/// <param name="Launcher">What starts programs.</param>
public sealed record TargetWorkshop(Installation Installation, HostTools Tools, IReadOnlyList<GoToolchain> Toolchains, CacheFolder Cache, Launcher Launcher)
{
    /// <summary>The machines over ssh on which inputs of their architectures are performed; null for none.</summary>
    public Fleet? Fleet { get; init; }

    /// <summary>What engines build and run with.</summary>
    public EngineRoom Room => new(Cache, Fleet is null ? Tools : Tools with { Far = Fleet.Tools }, Launcher) { Fleet = Fleet };
}

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
        FuzzTargetKind.Shim => new ShimTarget(Path.Combine(workshop.Installation.Root, "native"), words.Illegal),
        FuzzTargetKind.Package => await new PackageTargets(workshop.Launcher, workshop.Cache, workshop.Tools).OpenAsync(new()
        {
            Package = words.Package!,
            Function = words.Function!,
            Toolchain = Newest(words, workshop),
            Library = LibraryBlock.Read(words),
        }, cancel),
        _ => Header(words, workshop),
    };

    private static HeaderTarget Header(FuzzTargetWords words, TargetWorkshop workshop)
    {
        var library = LibraryBlock.Read(words);
        var builder = new LibraryBuilder(workshop.Launcher, workshop.Cache);
        return HeaderTarget.Open(new(words.Header!)
        {
            Include = library?.Headers is { } headers ? [Path.Combine(library.Folder, headers), .. words.Include] : words.Include,
            Define = words.Define,
            Link = words.Link,
            Annotations = words.Annotations,
            OutOfRange = words.OutOfRange,
            Library = library is null ? null : async (compiler, stop) => [await builder.BuildAsync(library, compiler, stop)],
        }, workshop.Tools);
    }

    /// <summary>The Go release that reads a package: the newest of those that the target is for, else the newest that is here.</summary>
    private static GoToolchain Newest(FuzzTargetWords words, TargetWorkshop workshop)
        => words.Go.Select(w => GoVersion.TryParse(w, out var go) ? GoToolchains.Pick(workshop.Toolchains, go) : null).OfType<GoToolchain>().MaxBy(t => t.Version)
            ?? workshop.Toolchains.MaxBy(t => t.Version)
            ?? throw new FuzzTargetException("there is no Go here: interopfuzz toolchain install 1.27");
}
