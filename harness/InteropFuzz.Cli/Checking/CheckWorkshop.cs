using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Discovery;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Tests;
using InteropFuzz.Harness.Diagnosing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting.Crashes;
using Serilog;

namespace InteropFuzz.Cli.Checking;

/// <summary>Puts together what a check needs on this machine.</summary>
/// <param name="Tools">This machine's tools.</param>
/// <param name="Cache">Where built binaries are kept.</param>
/// <param name="Launcher">Starts programs.</param>
public sealed record CheckWorkshop(HostTools Tools, CacheFolder Cache, Launcher Launcher)
{
    /// <summary>Finds the packages and crosses them with what was asked for.</summary>
    /// <exception cref="UsageException">There is nothing to check, or something that was named is not here.</exception>
    public async Task<CheckPlan> PlanAsync(CheckRequest request, GoTestFlags flags, string root, CancellationToken cancel)
    {
        var finder = new PackageFinder(Launcher, Cache);
        var lists = new List<(GoToolchain Toolchain, PackageList List)>();
        try
        {
            foreach (var toolchain in Toolchains(request)) lists.Add((toolchain, await finder.FindAsync(request.Folder, request.Packages, flags.Build, toolchain, cancel)));
        }
        catch (Exception e) when (e is CheckException or InvalidDataException)
        {
            throw new UsageException(e.Message);
        }
        var named = request.Packages.Count > 0 ? string.Join(" ", request.Packages) : request.Folder;
        if (lists.All(l => l.List.Problem is not null) && Barren(request) is { } barren) throw new UsageException(barren);
        if (lists.All(l => l.List.Problem is not null))
            throw new UsageException(lists[^1].List is { All: 0 } or { Problem: "" or null } ? $"there are no Go packages in {named}: {FirstLine(lists[^1].List.Problem)}" : $"go list of Go {lists[^1].Toolchain.Version.Release} says: {lists[^1].List.Problem}{(CheckRoot.HasModule(lists[^1].List.Folder) ? "" : $"\nthere is no go.mod in {lists[^1].List.Folder} or above it, and no GOPATH tree: 'go mod init PATH' makes a module of it")}");
        if (lists.All(l => l.List.Packages.Count == 0))
            throw new UsageException($"no package in {named} uses cgo, or imports one that does ({Words.Count(lists.Max(l => l.List.All), "package was", "packages were")} looked at): there is nothing for a check to find; 'go test -race' does what is left");
        return CheckPlan.Make(lists, Instruments(request), Archs(request), request.Cpus.Count > 0 ? request.Cpus : [0], root, Tools);
    }

    /// <summary>run.json of a new run.</summary>
    public CheckInfo Describe(RunFolder folder, CheckRequest request, CheckPlan plan, string root, int jobs) => new()
    {
        Run = folder.Run,
        Started = DateTimeOffset.UtcNow,
        Root = root,
        Request = request,
        Toolchains = plan.Cells.Select(c => c.Toolchain).Distinct().ToDictionary(t => t.Version.ToString(), t => t.Root),
        Tools = new (string Name, HostTool? Tool)[] { ("gcc", Tools.Gcc), ("g++", Tools.Gxx), ("clang", Tools.Clang), ("valgrind", Tools.Valgrind), ("gdb", Tools.Gdb), ("bubblewrap", Tools.Bubblewrap) }
            .Where(t => t.Tool is not null).ToDictionary(t => t.Name, t => t.Tool!.VersionLine),
        Sandbox = Tools.SandboxProblem is { } problem ? $"none: {problem}" : "bubblewrap",
        Kernel = HostFacts.Kernel,
        Cpu = HostFacts.Cpu,
        Cores = jobs,
        GitCommit = HostFacts.GitCommit(root),
    };

    /// <summary>The session of a run.</summary>
    public CheckSession Session(CheckPlan plan, CheckFolder folder, CheckInfo info, GoTestFlags flags, int jobs, ILogger log)
        => new(plan, folder, info, new(Cache, Tools, Launcher, flags.Build, jobs), new(Launcher, Tools, info.Request, flags), jobs, log);

    private IReadOnlyList<GoToolchain> Toolchains(CheckRequest request)
    {
        var found = GoToolchains.Find(Cache);
        if (found.Count == 0) throw new UsageException("there is no Go here: interopfuzz toolchain install 1.27", ExitCode.Missing);
        if (request.Go.Contains("all")) return GoToolchains.Newest(found);
        if (request.Go.Count > 0)
            return [.. request.Go.Select(word => GoToolchains.Pick(found, Selection.Release(word))
                ?? throw new UsageException($"Go {word} is not here: interopfuzz toolchain install {Selection.Release(word).Release}", ExitCode.Missing)).Distinct().OrderBy(t => t.Version)];
        var wanted = SubjectFinder.Wanted(request.Folder);
        bool Fits(GoToolchain t) => wanted is not { } w || t.Version >= w || (w.Patch < 0 && t.Version.Minor == w.Minor);
        if (HostPath.FindProgram("go") is { } go && GoToolchain.At(Path.GetDirectoryName(Path.GetDirectoryName(HostPath.Real(go)))!, "PATH") is { } own && Fits(own)) return [own];
        return found.LastOrDefault(Fits) is { } newest ? [newest]
            : throw new UsageException($"go.mod asks for Go {wanted}, and the newest here is {found[^1].Version}: interopfuzz toolchain install {wanted?.Release}", ExitCode.Missing);
    }

    private static IReadOnlyList<IInstrument> Instruments(CheckRequest request)
        => [.. (request.Instruments.Count > 0 ? request.Instruments : CheckPlan.DefaultInstruments)
            .Select(name => CombinedInstrument.Find(name) ?? throw new UsageException($"unknown instrument '{name}'; there are {InstrumentCatalog.Names}")).OrderBy(i => i.Order)];

    private IReadOnlyList<Arch> Archs(CheckRequest request)
    {
        if (request.Archs.Select(PlanWords.WrongArch).FirstOrDefault(w => w is not null) is { } wrong) throw new UsageException(wrong);
        return request.Archs.Count == 0 ? [Tools.Arch] : [.. Enum.GetValues<Arch>().Where(a => request.Archs.Contains(a.Name())).OrderBy(a => a != Tools.Arch)];
    }

    /// <summary>What the go command says in its own way: a folder that does not hold any Go, or a word that is no folder. Null where it says it better.</summary>
    private static string? Barren(CheckRequest request)
    {
        IReadOnlyList<string> words = request.Packages.Count > 0 ? request.Packages : ["."];
        foreach (var word in words.Where(w => !w.Contains("...", StringComparison.Ordinal)))
        {
            var folder = Path.GetFullPath(Path.Combine(request.Folder, word));
            if (!Directory.Exists(folder))
            {
                if (word.AsSpan().IndexOfAny('/', '.') < 0) return $"there is no folder '{word}' in {request.Folder}, and no package of that path";
            }
            else if (!Directory.EnumerateFiles(folder, "*.go", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Any()) return $"there are no Go files in {folder}";
        }
        return null;
    }

    private static string FirstLine(string? words) => (words ?? "").Split('\n')[0];
}
