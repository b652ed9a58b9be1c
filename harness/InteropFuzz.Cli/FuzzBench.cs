using System.Globalization;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using InteropFuzz.Harness.Instruments;
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
    public async Task<FuzzMeasure> BareAsync(string program, uint seed, TimeSpan time, CancellationToken cancel)
    {
        var request = _engine.ByHand(new(Path.GetDirectoryName(program)!, Path.GetFileName(program), go, PlanWords.HostArch, "plain"), Limits(seed, time));
        return Measured(await room.Launcher.RunAsync(request, cancel));
    }

    /// <summary>The target in Go and C through the harness: cage, driver, progress, corpus. The harness's own time counts.</summary>
    public async Task<FuzzMeasure> HarnessAsync(FuzzUnit unit, uint seed, TimeSpan time, CancellationToken cancel)
    {
        var before = Environment.CpuUsage.TotalTime;
        var round = await _engine.RunAsync(unit, Limits(seed, time), new Progress<FuzzProgress>(), cancel);
        var own = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        return new(round.Progress.Executions, round.Observation.CpuSeconds + round.Observation.OverheadSeconds + own, round.Artifact is not null);
    }

    /// <summary>The same program, started as a person would.</summary>
    public async Task<FuzzMeasure> HandAsync(FuzzUnit unit, uint seed, TimeSpan time, CancellationToken cancel)
        => Measured(await room.Launcher.RunAsync(_engine.ByHand(unit, Limits(seed, time)), cancel));

    /// <summary><c>go test -fuzz</c>, which sees nothing of what C does.</summary>
    public async Task<FuzzMeasure> GoTestAsync(TimeSpan time, CancellationToken cancel)
    {
        var source = Copy(sound: false);
        var result = await room.Launcher.RunAsync(new()
        {
            Command =
            [
                go.GoCommand, "test", "-fuzz=FuzzToy", "-run=^$", "-parallel=1", string.Create(CultureInfo.InvariantCulture, $"-fuzztime={Math.Ceiling(time.TotalSeconds)}s"), "./target",
            ],
            Environment = BuildEnvironment.Make(go, BuildRecipe.WithGcc(), room.Cache, _user),
            WorkingDirectory = source.Folder,
            Deadline = time + TimeSpan.FromMinutes(5),
        }, cancel);
        var said = GoExecutions().Matches(result.Output);
        if (said.Count == 0) throw new FuzzTargetException($"go test -fuzz said no number of executions:\n{result.Output}");
        return new(long.Parse(said[^1].Groups[1].ValueSpan, CultureInfo.InvariantCulture), result.CpuUs / 1e6, !result.Ending.IsSuccess);
    }

    private FuzzLimits Limits(uint seed, TimeSpan time) => new() { Corpus = Folder("corpus"), Seed = seed, Time = time, LongestInput = Longest };

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
