using System.Globalization;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli;

/// <summary>What one fuzzing process did.</summary>
/// <param name="Executions">Inputs that it performed.</param>
/// <param name="CpuSeconds">Processor time of it, and of the harness around it where there is one.</param>
/// <param name="Found">Whether it ended at the planted fault.</param>
internal readonly record struct FuzzMeasure(long Executions, double CpuSeconds, bool Found)
{
    /// <summary>Executions per CPU second.</summary>
    public double Rate => Executions / CpuSeconds;
}

/// <summary>The toy target (native/fuzz/toy) under each set-up of <c>bench fuzz</c>.</summary>
/// <param name="room">What it builds and runs with.</param>
/// <param name="go">The Go release.</param>
/// <param name="toy">The target's folder in the repository.</param>
internal sealed partial class FuzzBench(EngineRoom room, GoToolchain go, string toy) : IDisposable
{
    private const string Module = "interopfuzz.example/toy";

    /// <summary>Long enough for the magic value, short enough that the byte loop is not all there is.</summary>
    private const int Longest = 64;

    /// <summary>Executions end a measurement, so that a busy machine takes longer and measures the same; this ends what went wrong.</summary>
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(30);

    private string? _goTest;
    private readonly LibFuzzer _engine = new(room);
    private readonly ScratchFolder _scratch = new();
    private readonly Dictionary<string, string> _user = BuildEnvironment.OfUser();

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

    /// <summary>Builds the target for libFuzzer.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="sound">Without the fault.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="FuzzTargetException">It does not compile.</exception>
    public Task<FuzzUnit> BuildAsync(string instrument, bool sound, CancellationToken cancel) => _engine.BuildAsync(Copy(sound), go, instrument, cancel);

    /// <summary>Builds the target in C alone, with the flags that the engine compiles C with.</summary>
    /// <returns>The program.</returns>
    /// <exception cref="FuzzTargetException">It does not compile.</exception>
    public async Task<string> BuildBareAsync(bool sound, CancellationToken cancel)
    {
        var program = _scratch.PathOf(sound ? "bare-sound" : "bare");
        string[] command = [room.Tools.Clang!.Path, .. LibFuzzer.CFlags, "-fsanitize=fuzzer", .. Sound(sound), "-o", program, Path.Combine(toy, "bare", "bare.c"), Path.Combine(toy, "target", "toy.c")];
        var result = await room.Launcher.RunAsync(new() { Command = command, Environment = _user, Deadline = TimeSpan.FromMinutes(5) }, cancel);
        return result.Ending.IsSuccess ? program : throw new FuzzTargetException(result.Output);
    }

    /// <summary>The target in C alone.</summary>
    public Task<FuzzMeasure> BareAsync(string program, uint seed, long executions, CancellationToken cancel)
        => HandAsync(new(Path.GetDirectoryName(program)!, Path.GetFileName(program), go, PlanWords.HostArch, "plain"), seed, executions, cancel);

    /// <summary>The target in Go and C through the harness: cage, driver, progress, corpus. The harness's own time counts.</summary>
    public async Task<FuzzMeasure> HarnessAsync(FuzzUnit unit, uint seed, long executions, CancellationToken cancel)
    {
        var before = Environment.CpuUsage.TotalTime;
        var round = await _engine.RunAsync(unit, Limits(seed, executions), new Progress<FuzzProgress>(), cancel);
        var own = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        return new(round.Progress.Executions, round.Observation.CpuSeconds + round.Observation.OverheadSeconds + own, round.Artifact is not null);
    }

    /// <summary>The same program, started as a person would.</summary>
    public async Task<FuzzMeasure> HandAsync(FuzzUnit unit, uint seed, long executions, CancellationToken cancel)
        => Measured(await room.Launcher.RunAsync(_engine.ByHand(unit, Limits(seed, executions)), cancel));

    /// <summary><c>go test -fuzz</c>, which sees nothing of what C does.</summary>
    public async Task<FuzzMeasure> GoTestAsync(long executions, CancellationToken cancel)
    {
        _goTest ??= Copy(sound: false).Folder;
        var result = await room.Launcher.RunAsync(new()
        {
            Command = [go.GoCommand, "test", "-fuzz=FuzzToy", "-run=^$", "-parallel=1", $"-fuzztime={executions}x", "./target"],
            Environment = BuildEnvironment.Make(go, BuildRecipe.WithGcc(), room.Cache, _user),
            WorkingDirectory = _goTest,
            Deadline = s_most,
        }, cancel);
        var said = GoExecutions().Matches(result.Output);
        if (said.Count == 0) throw new FuzzTargetException($"go test -fuzz said no number of executions:\n{result.Output}");
        return new(long.Parse(said[^1].Groups[1].ValueSpan, CultureInfo.InvariantCulture), result.CpuUs / 1e6, !result.Ending.IsSuccess);
    }

    /// <summary>Operation programs over the shim, under <c>asan+cgocheck2</c>: each once, as a corpus is read at the start of a campaign.</summary>
    /// <param name="native">The repository's folder <c>native</c>.</param>
    /// <param name="seed">Which programs.</param>
    /// <param name="operations">How many operations each has.</param>
    /// <param name="programs">How many programs.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<FuzzMeasure> OperationsAsync(string native, uint seed, int operations, long programs, CancellationToken cancel)
    {
        var unit = await _engine.BuildAsync(await new ShimTarget(native).WriteAsync(Folder("shim"), cancel), go, "asan+cgocheck2", cancel);
        var random = new RandomPrograms(seed);
        var limits = Limits(seed, 1) with { LongestInput = 1 + 4 * operations };
        for (var i = 0L; i < programs; i++) await File.WriteAllBytesAsync(Path.Combine(limits.Corpus, $"program-{i}"), random.NextDrawn(operations).Encode(), cancel);
        var round = await _engine.RunAsync(unit, limits, new Progress<FuzzProgress>(), cancel);
        return new(round.Progress.Executions, round.Observation.CpuSeconds + round.Observation.OverheadSeconds, round.Artifact is not null);
    }

    private FuzzLimits Limits(uint seed, long executions) => new() { Corpus = Folder("corpus"), Seed = seed, Executions = executions, Time = s_most, LongestInput = Longest };

    private static FuzzMeasure Measured(LaunchResult result)
    {
        var said = Executions().Match(result.Output);
        if (!said.Success) throw new FuzzTargetException($"libFuzzer said no number of executions:\n{result.Output}");
        return new(long.Parse(said.Groups[1].ValueSpan, CultureInfo.InvariantCulture), result.CpuUs / 1e6, !result.Ending.IsSuccess);
    }

    private FuzzSource Copy(bool sound)
    {
        var folder = Folder("toy");
        foreach (var file in Directory.GetFiles(toy, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(toy, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return new() { Folder = folder, Module = Module, Covered = [$"{Module}/target"], CFlags = [.. Sound(sound)] };
    }

    private static IEnumerable<string> Sound(bool sound) => sound ? ["-DTOY_SOUND"] : [];

    private string Folder(string name) => Directory.CreateDirectory(_scratch.PathOf($"{name}-{Guid.NewGuid():N}")).FullName;

    [GeneratedRegex(@"^stat::number_of_executed_units:\s*([0-9]{1,18})$", RegexOptions.Multiline)]
    private static partial Regex Executions();

    [GeneratedRegex("execs: ([0-9]{1,18}) ")]
    private static partial Regex GoExecutions();
}
