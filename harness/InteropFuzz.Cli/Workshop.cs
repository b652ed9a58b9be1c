using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Evidence;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using Serilog;
using Serilog.Formatting.Json;

namespace InteropFuzz.Cli;

/// <summary>Puts together what a run needs on this machine.</summary>
public static class Workshop
{
    /// <summary>Kept units and C frames that no run has used for so long are deleted.</summary>
    private static readonly TimeSpan s_unused = TimeSpan.FromDays(14);

    /// <summary>The log of a run or a campaign: a rolling JSON file with everything, and the console's stderr with what somebody must see.</summary>
    public static Serilog.Core.Logger Log(string file, bool verbose) => new LoggerConfiguration()
        .MinimumLevel.Debug()
        .WriteTo.File(new JsonFormatter(), file, rollOnFileSizeLimit: true, fileSizeLimitBytes: 32 << 20)
        .WriteTo.Console(
            restrictedToMinimumLevel: verbose ? Serilog.Events.LogEventLevel.Debug : Serilog.Events.LogEventLevel.Error,
            standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose,
            formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        .CreateLogger();

    /// <summary>What starts programs.</summary>
    /// <exception cref="UsageException">It is not built.</exception>
    public static Launcher Launcher(HostTools tools) => new(
        tools.Launcher ?? throw new UsageException("the launcher is not built: run ./build.sh (or make -C native)", ExitCode.Missing),
        tools.Bubblewrap?.Path);

    /// <summary>The stages, wired.</summary>
    /// <exception cref="UsageException">The launcher is not built.</exception>
    public static MatrixRun Make(RunSelection selection, CacheFolder cache, HostTools tools, int jobs, ILogger log, Fleet? fleet = null)
    {
        var launcher = Launcher(tools);
        new UnitFolders(cache).Prune(s_unused);
        var builder = new GoBuilder(selection.CasesFolder, cache, tools, launcher, jobs);
        var builders = new UnitBuilders(builder, new NetBuilder(cache, tools, launcher));
        var runner = new CellRunner(launcher, tools, selection.CasesFolder)
        {
            Dumps = tools.Gdb is null ? null : new(launcher, tools, AppContext.BaseDirectory),
        };
        var frames = new CrashFrames(runner, tools, cache, log) { Fleet = fleet };
        frames.Prune(s_unused);
        return new(builders, runner, frames, tools, jobs, log)
        {
            Evidence = Evidence(selection.Collect, builder, runner, tools, log),
            Fleet = fleet,
        };
    }

    /// <summary>What collects evidence; null when nothing is wanted.</summary>
    /// <exception cref="UsageException">There is no such collector.</exception>
    public static EvidenceRun? Evidence(IReadOnlyList<string> names, GoBuilder builder, CellRunner runner, HostTools tools, ILogger log)
        => names.Count == 0 ? null : new(builder, runner, tools, CollectOption.Collectors(names), log) { Events = new(Launcher(tools), tools, AppContext.BaseDirectory) };

    /// <summary>The machines over ssh in run.json; null for none.</summary>
    public static IReadOnlyDictionary<string, string>? Describe(Fleet? fleet) => fleet?.Runners.ToDictionary(r => r.Runner.Name, r => r.Facts.ToString());

    /// <summary>run.json of a new run.</summary>
    public static RunInfo Describe(RunFolder folder, RunSelection selection, Plan plan, HostTools tools, DateTimeOffset now, Fleet? fleet = null) => new()
    {
        Run = folder.Run,
        Started = now,
        Selection = selection,
        Toolchains = plan.Cells.Select(c => c.Toolchain).Distinct().ToDictionary(t => t.Name, t => t.Root),
        Tools = new (string Name, HostTool? Tool)[] { ("gcc", tools.Gcc), ("g++", tools.Gxx), ("clang", tools.Clang), ("valgrind", tools.Valgrind), ("gdb", tools.Gdb), ("bubblewrap", tools.Bubblewrap) }
            .Concat(plan.Cells.Any(c => c.Cell.Runner == RunnerKind.QemuUser) ? [("qemu-user", tools.Foreign?.Qemu)] : [])
            .Concat(plan.Cells.Any(c => c.Cell.Arch != tools.Arch) ? [("cross gcc", tools.Foreign?.Gcc)] : [])
            .Where(t => t.Tool is not null).ToDictionary(t => t.Name, t => t.Tool!.VersionLine),
        Sandbox = tools.SandboxProblem is { } problem ? $"none: {problem}" : "bubblewrap",
        Kernel = HostFacts.Kernel,
        Cpu = HostFacts.Cpu,
        Runners = Describe(fleet),
        Cores = Environment.ProcessorCount,
        GitCommit = HostFacts.GitCommit(selection.CasesFolder),
    };
}
