using System.Globalization;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Fuzzing.Engines;

/// <summary>
/// Go's own fuzzing: <c>go test -fuzz</c> over a target's One. It sees coverage of Go only, and is a tenth as fast as libFuzzer or less, but needs
/// nothing but Go: for packages whose C cannot be compiled again. Its workers' own words are lost when they are killed; a replay has them.
/// </summary>
/// <param name="room">What it builds and runs with.</param>
public sealed partial class GoTest(EngineRoom room) : IFuzzEngine
{
    private const string Kind = "gotest", ProgramName = "fuzz.test", Function = "FuzzOne", DeadlineVariable = "INTEROPFUZZ_DEADLINE_MS";

    private static readonly Dictionary<string, string> s_main = new()
    {
        ["doc.go"] = "// Package gotest fuzzes a target by Go's own engine.\npackage gotest\n",
        ["fuzz_test.go"] = $$"""
            package gotest

            import (
            	"os"
            	"strconv"
            	"testing"
            	"time"

            	"MODULE/target"
            )

            func {{Function}}(f *testing.F) {
            	ms, _ := strconv.Atoi(os.Getenv("{{DeadlineVariable}}"))
            	deadline := time.Duration(ms) * time.Millisecond
            	f.Fuzz(func(t *testing.T, data []byte) {
            		if deadline > 0 {
            			// Go's engine waits for an input for ever.
            			late := time.AfterFunc(deadline, func() { panic("one input took more than " + deadline.String()) })
            			defer late.Stop()
            		}
            		if target.One(data) < 0 {
            			t.SkipNow()
            		}
            	})
            }

            """,
    };

    private static readonly TimeSpan s_more = TimeSpan.FromMinutes(2);

    private readonly TargetBuilder _builder = new(room.Cache, room.Tools, room.Launcher);

    /// <inheritdoc/>
    public string Name => "go-test";

    /// <inheritdoc/>
    public string Purpose => "go test -fuzz: coverage of Go only, for packages whose C cannot be compiled again";

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, string instrument)
        => arch != PlanWords.HostArch ? "Go's fuzzing runs on this machine's architecture only"
            : CombinedInstrument.Find(instrument) is not { } over ? $"there is no instrument '{instrument}'"
            : over.IsStatic ? $"{instrument} runs nothing"
            : instrument == "valgrind" ? "Go's fuzzing starts its workers itself, without a wrapper"
            : instrument == "asan" && go.Minor < 25 ? "go test -fuzz does not work with -asan before Go 1.25"
            : over.WhyNever(go, arch, RunnerKind.Local);

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => tools.Gcc is null ? "gcc is missing: apt-get install gcc" : null;

    /// <inheritdoc/>
    public async Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, string instrument, CancellationToken cancel)
    {
        if ((WhyNotHere(room.Tools) ?? WhyNever(toolchain.Version, PlanWords.HostArch, instrument)) is { } why) throw new FuzzTargetException($"{Name}: {why}");
        var recipe = CombinedInstrument.Find(instrument)!.Build(toolchain.Version, room.Tools);
        IEnumerable<string> sanitizer = recipe.Flags.Contains("-asan") ? ["-fsanitize=address"] : recipe.Flags.Contains("-msan") ? ["-fsanitize=memory"] : [];
        var compiler = new CCompiler(recipe.Environment.GetValueOrDefault("CC", "gcc"), ["-O2", "-g", .. sanitizer], PlanWords.HostArch);
        var folder = await _builder.MakeAsync(source, toolchain, new(Kind, s_main, recipe, CFlags: null, compiler, ProgramName),
            (work, folder) => work.GoAsync("test", [.. recipe.Flags, "-c", $"-fuzz={Function}", "-o", Path.Combine(folder, ProgramName)], "./" + Kind), cancel);
        return new(folder, ProgramName, toolchain, PlanWords.HostArch, instrument);
    }

    /// <inheritdoc/>
    public async Task<FuzzRound> RunAsync(FuzzUnit unit, FuzzLimits limits, IProgress<FuzzProgress> progress, CancellationToken cancel)
    {
        Directory.CreateDirectory(limits.Corpus);
        using var folder = new GoTestFolder(limits.Corpus, Function, limits.LongestInput);
        LaunchResult result;
        try
        {
            result = await room.Launcher.RunAsync(Request(unit, limits, folder) with { Watch = ended => WatchAsync(folder, progress, ended) }, cancel);
        }
        finally
        {
            folder.Collect();
        }
        var output = folder.Output();
        var last = Progress(folder, output);
        progress.Report(last);
        var observation = Observation.Of(result with { Output = output });
        if (folder.Failure() is { } input) return new(last, new("", input, unit, observation, CrashReader.Read(output, result.Ending)), observation);
        // A limit of time or executions is no failure; the deadline behind it comes when a worker does not end.
        if (result.Ending.IsSuccess || last.Executions > 0) return new(last, null, observation);
        throw new FuzzTargetException($"go test -fuzz ended before its first input ({result.Ending}):\n{output.TrimEnd()}");
    }

    private static async Task WatchAsync(GoTestFolder folder, IProgress<FuzzProgress> progress, CancellationToken ended)
    {
        for (; ; await Task.Delay(TimeSpan.FromSeconds(1), ended))
        {
            folder.Collect();
            progress.Report(Progress(folder, folder.Output()));
        }
    }

    private LaunchRequest Request(FuzzUnit unit, FuzzLimits limits, GoTestFolder folder)
    {
        var recipe = CombinedInstrument.Find(unit.Instrument)!.Run(unit.Toolchain.Version, room.Tools);
        var cage = new Cage(room.Tools.Bubblewrap is not null, unit.Folder) { Shared = folder.Path };
        var home = cage.Sandboxed ? "/tmp" : folder.Scratch;
        var environment = ProgramEnvironment.Traced(home);
        environment[DeadlineVariable] = limits.InputDeadline.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        foreach (var (name, value) in recipe.Environment) environment[name] = value;
        var length = limits.Executions > 0 ? $"{limits.Executions}x" : $"{Math.Max(1, Math.Ceiling(limits.Time.TotalSeconds)).ToString(CultureInfo.InvariantCulture)}s";
        return new()
        {
            // It writes a failing input below its working folder, and its progress into a file, so that it can be read while it runs.
            Command =
            [
                "/bin/sh", "-c", "cd \"$0\" && exec \"$@\" >>" + GoTestFolder.OutputFile + " 2>&1", cage.InnerShared, .. recipe.Wrapper, cage.Inner(Path.Combine(unit.Folder, unit.Program)),
                "-test.run=^$", $"-test.fuzz=^{Function}$", $"-test.fuzztime={length}", "-test.fuzzminimizetime=0x", "-test.parallel=1",
                $"-test.fuzzcachedir={cage.InnerShared}/{GoTestFolder.CorpusFolder}",
            ],
            Environment = environment,
            Deadline = (limits.Executions > 0 ? TimeSpan.FromHours(24) : limits.Time) + s_more,
            MemoryBytes = limits.MemoryBytes,
            Cage = cage,
        };
    }

    /// <summary>Go's last line of progress (internal/fuzz/fuzz.go, logStats).</summary>
    internal static FuzzProgress Progress(string output, int corpus, DateTimeOffset? lastNew)
        => new() { Executions = Stats().Matches(output) is { Count: > 0 } lines ? long.Parse(lines[^1].Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0, Corpus = corpus, LastNew = lastNew };

    private static FuzzProgress Progress(GoTestFolder folder, string output) => Progress(output, folder.Inputs, folder.LastNew);

    [GeneratedRegex(@"^fuzz: elapsed: .*, execs: ([0-9]{1,18}) \(", RegexOptions.Multiline)]
    private static partial Regex Stats();
}
