using System.Globalization;
using System.Text.Json;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Engines;

/// <summary>
/// LLVM's libFuzzer in one process with the target: C under AddressSanitizer and with coverage, the covered Go packages with coverage too. A process
/// ends at its first fault, so that all it said is triaged; the campaign starts the next.
/// </summary>
/// <param name="room">What it builds and runs with.</param>
public sealed class LibFuzzer(EngineRoom room) : IFuzzEngine
{
    private const string StatusVariable = "INTEROPFUZZ_STATUS";

    private const string ProgramName = "fuzz", Archive = "fuzz.a", Main = "main.go";

    /// <summary>What an instrument may add: over C there is AddressSanitizer in any case.</summary>
    private static readonly string[] s_instruments = ["plain", "asan", "checkptr", "cgocheck2", "gcstress"];

    /// <summary>How C code is compiled for it.</summary>
    public static IReadOnlyList<string> CFlags { get; } = ["-O2", "-g", "-fno-omit-frame-pointer", "-fsanitize=fuzzer-no-link,address"];

    /// <summary>How long the process may take beyond its time: reading the corpus, the last input, a report with names.</summary>
    private static readonly TimeSpan s_more = TimeSpan.FromMinutes(2);

    private readonly TargetBuilder _builder = new(room.Cache, room.Tools, room.Launcher);

    /// <inheritdoc/>
    public string Name => "libfuzzer";

    /// <inheritdoc/>
    public string Purpose => "LLVM's libFuzzer: coverage of Go and C in one process, C under AddressSanitizer";

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, string instrument)
        => arch != PlanWords.HostArch ? "clang's runtimes for another architecture are not among its packages; replays under qemu-user are there"
            : instrument.Split('+').FirstOrDefault(i => !s_instruments.Contains(i)) is { } other ? $"{other} does not go with AddressSanitizer in one process: {string.Join(", ", s_instruments)} do, joined by '+'"
            : Over(instrument).WhyNever(go, arch, RunnerKind.Local);

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => tools switch
    {
        { Clang: null } => "libFuzzer comes with clang: apt-get install clang-19 libclang-rt-19-dev",
        { ClangHasFuzzer: false } => "clang has no libFuzzer runtime: apt-get install libclang-rt-19-dev",
        _ => null,
    };

    /// <inheritdoc/>
    public async Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, string instrument, CancellationToken cancel)
    {
        if ((WhyNotHere(room.Tools) ?? WhyNever(toolchain.Version, PlanWords.HostArch, instrument)) is { } why) throw new FuzzTargetException($"{Name}: {why}");
        var clang = Path.GetFileName(room.Tools.Clang!.Path);
        var clangpp = clang.Replace("clang", "clang++", StringComparison.Ordinal);
        var recipe = Over(instrument).Build(toolchain.Version, room.Tools).With("CC", clang).With("CXX", clangpp);
        string[] flags = [.. recipe.Flags.Where(f => f != CheckptrFlag), .. GcFlags(source, recipe)];
        var build = new TargetBuild(ProgramName, new Dictionary<string, string> { [Main] = Resource("libfuzzer.go") }, recipe with { Flags = flags }, CFlags,
            new(clang, CFlags, PlanWords.HostArch), ProgramName) { Facts = [Resource("driver.c"), Resource("driver.h"), source.Mutator ?? ""] };
        var folder = await _builder.MakeAsync(source, toolchain, build, async (work, folder) =>
        {
            string[] how = ["-tags=libfuzzer", .. flags];
            string InFolder(string name) => Path.Combine(folder, name);
            await work.GoAsync("build", ["-buildmode=c-archive", .. how, "-o", InFolder(Archive)], "./" + ProgramName);
            var needs = Needs.Read(await work.GoAsync("list", ["-deps", "-json=CgoLDFLAGS,CgoPkgConfig,CXXFiles", .. how], "./" + ProgramName));
            if (needs.PkgConfig.Count > 0) needs.Flags.AddRange((await work.CallAsync(["pkg-config", "--libs", .. needs.PkgConfig])).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            foreach (var file in (string[])["driver.c", "driver.h"]) await File.WriteAllTextAsync(InFolder(file), Resource(file), cancel);
            // The driver is no part of what is covered.
            List<string> objects = [InFolder("driver.o")];
            await work.CallAsync([clang, "-O2", "-g", "-Wall", "-Wextra", "-Werror", "-c", "-o", objects[0], InFolder("driver.c")]);
            if (source.Mutator is { } mutator)
            {
                await File.WriteAllTextAsync(InFolder("mutator.c"), mutator, cancel);
                objects.Add(InFolder("mutator.o"));
                await work.CallAsync([clang, "-O2", "-g", "-c", "-o", objects[1], InFolder("mutator.c")]);
            }
            await work.CallAsync(
            [
                needs.Cpp ? clangpp : clang, "-fsanitize=fuzzer,address", "-Wl,--wrap=__sanitizer_cov_8bit_counters_init", "-Wl,--wrap=fopen",
                "-o", InFolder(ProgramName), .. objects, InFolder(Archive), .. work.Link, .. needs.Flags, "-lpthread",
            ]);
            foreach (var file in (string[])[Archive, "fuzz.h", "driver.c", "driver.h", "driver.o", "mutator.c", "mutator.o"]) File.Delete(InFolder(file));
        }, cancel);
        return new(folder, ProgramName, toolchain, PlanWords.HostArch, instrument) { ReplayInstrument = string.Join('+', instrument.Split('+').Where(i => i is not ("plain" or "asan")).Prepend("asan")) };
    }

    /// <inheritdoc/>
    public async Task<FuzzRound> RunAsync(FuzzUnit unit, FuzzLimits limits, IProgress<FuzzProgress> progress, CancellationToken cancel)
    {
        Directory.CreateDirectory(limits.Corpus);
        using var folder = new LibFuzzerFolder(limits.Corpus, limits.LongestInput);
        using var scratch = room.Tools.Bubblewrap is null ? new ScratchFolder() : null;
        LaunchResult result;
        try
        {
            result = await room.Launcher.RunAsync(Request(unit, limits, folder, scratch) with { Watch = ended => WatchAsync(folder, limits, progress, ended) }, cancel);
        }
        finally
        {
            folder.Collect();
        }
        var status = folder.Status();
        var last = Progress(folder, status);
        progress.Report(last);
        var observation = Observation.Of(result);
        if (status.Executions == 0) throw new FuzzTargetException($"the fuzzing process ended before its first input ({result.Ending}):\n{result.Output.TrimEnd()}");
        if (result.Ending.IsSuccess && !status.Inside) return new(last, null, observation);
        // Whatever ended it, the driver kept the input.
        return new(last, new("", status.Input, unit, observation, PerformedInput.Read(result.Output, result.Ending, status.Inside)), observation);
    }

    /// <summary>
    /// Tells progress, and brings new inputs into the corpus. Returns when the process is to end: one input does not end and libFuzzer's own alarm
    /// has not ended it, or the disk is full.
    /// </summary>
    private static async Task WatchAsync(LibFuzzerFolder folder, FuzzLimits limits, IProgress<FuzzProgress> progress, CancellationToken ended)
    {
        var (at, since) = (0L, DateTimeOffset.Now);
        for (; ; await Task.Delay(TimeSpan.FromSeconds(1), ended))
        {
            try
            {
                folder.Collect();
            }
            catch (IOException)
            {
                // Said where the round ends, which collects once more.
                return;
            }
            var status = folder.Status();
            progress.Report(Progress(folder, status));
            if (status.Executions != at || !status.Inside) (at, since) = (status.Executions, DateTimeOffset.Now);
            else if (DateTimeOffset.Now - since > 2 * limits.InputDeadline + TimeSpan.FromSeconds(10)) return;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>?> MergeAsync(FuzzUnit unit, FuzzLimits limits, CancellationToken cancel)
    {
        using var folder = new LibFuzzerFolder(limits.Corpus, limits.LongestInput);
        using var scratch = room.Tools.Bubblewrap is null ? new ScratchFolder() : null;
        var request = Request(unit, limits, folder, scratch);
        // Several processes come after one another: what ends one is passed over. The driver's file is for one process.
        request = request with
        {
            Command = [.. request.Command, "-merge=1", $"-merge_control_file={LibFuzzerFolder.MergeIn(request.Cage!)}"],
            Environment = request.Environment.Where(v => v.Key != StatusVariable).ToDictionary(),
            Deadline = limits.Time,
        };
        var result = await room.Launcher.RunAsync(request, cancel);
        return result.Ending.IsSuccess ? folder.Merged() : null;
    }

    private LaunchRequest Request(FuzzUnit unit, FuzzLimits limits, LibFuzzerFolder folder, ScratchFolder? scratch)
    {
        const string corpus = "corpus", words = "dictionary";
        var shown = new Dictionary<string, string> { [corpus] = limits.Corpus };
        if (limits.Dictionary is { } file) shown[words] = file;
        var cage = new Cage(room.Tools.Bubblewrap is not null, unit.Folder) { Shared = folder.Path, Shown = shown };
        var home = scratch?.Path ?? "/tmp";
        var environment = EnvironmentOf(unit, home);
        environment[StatusVariable] = LibFuzzerFolder.StatusIn(cage);
        // The empty input, and one to try the memory with, come before the corpus (FuzzerLoop.cpp, ReadAndExecuteSeedCorpora).
        environment["INTEROPFUZZ_LOOK"] = (folder.Inputs + 2).ToString(CultureInfo.InvariantCulture);
        string[] dictionary = limits.Dictionary is null ? [] : [$"-dict={cage.InnerFile(words)}"];
        return new()
        {
            Command = [cage.Inner(Path.Combine(unit.Folder, unit.Program)), .. Options(unit, limits, home), .. dictionary, LibFuzzerFolder.FoundIn(cage), cage.InnerFile(corpus)],
            Environment = environment,
            WorkingDirectory = scratch?.Path,
            Deadline = limits.Time + s_more,
            // libFuzzer looks once a second, and says more; this one is for what grows faster.
            MemoryBytes = limits.MemoryBytes + limits.MemoryBytes / 4,
            MemoryPeriod = TimeSpan.FromMilliseconds(100),
            HeadBytes = 32 << 10,
            TailBytes = 512 << 10,
            Cage = cage,
        };
    }

    /// <summary>libFuzzer's options that say the limits (<c>PROGRAM -help=1</c> lists them all).</summary>
    private static List<string> Options(FuzzUnit unit, FuzzLimits limits, string artifacts)
    {
        List<string> options =
        [
            $"-max_total_time={Whole(limits.Time.TotalSeconds)}", $"-timeout={Whole(limits.InputDeadline.TotalSeconds)}", $"-rss_limit_mb={Whole(limits.MemoryBytes / 1048576.0)}",
            $"-max_len={limits.LongestInput}", $"-detect_leaks={(SeesLeaks(unit) ? 1 : 0)}", "-report_slow_units=86400", "-reload=0", "-print_final_stats=1", $"-artifact_prefix={artifacts}/",
        ];
        if (limits.Executions > 0) options.Add($"-runs={limits.Executions}");
        if (limits.Seed > 0) options.Add($"-seed={limits.Seed}");
        return options;
    }

    /// <summary>The same process as a person starts it by hand: no cage, no driver's file, no watching.</summary>
    /// <param name="unit">What <see cref="BuildAsync"/> gave.</param>
    /// <param name="limits">When it ends by itself; it reads and writes the corpus.</param>
    public LaunchRequest ByHand(FuzzUnit unit, FuzzLimits limits) => new()
    {
        Command = [Path.Combine(unit.Folder, unit.Program), .. Options(unit, limits, limits.Corpus), limits.Corpus],
        Environment = EnvironmentOf(unit, "/tmp"),
        WorkingDirectory = limits.Corpus,
        Deadline = limits.Time + s_more,
    };

    private Dictionary<string, string> EnvironmentOf(FuzzUnit unit, string home)
    {
        var recipe = Over(unit.Instrument).Run(unit.Toolchain.Version, room.Tools);
        var environment = ProgramEnvironment.Traced(home);
        foreach (var (name, value) in recipe.Environment) environment[name] = value;
        // The fake stack of use-after-return does not survive a Go panic that is recovered across C frames (asan_thread.cpp, a CHECK).
        environment["ASAN_OPTIONS"] = "exitcode=77:detect_stack_use_after_return=0" + (room.Tools.Addr2Line is { } path ? $":external_symbolizer_path={path}" : "");
        return environment;
    }

    private static FuzzProgress Progress(LibFuzzerFolder folder, DriverStatus status)
        => new() { Executions = status.Executions, GoCoverage = status.GoCovered, CCoverage = status.CCovered, CpuS = status.CpuSeconds, Corpus = folder.Inputs, LastNew = folder.LastNew };

    /// <summary>Go tells LeakSanitizer of its heap from 1.25 on, under -asan: before, what only Go points to would be a leak (runtime/asan.go).</summary>
    private static bool SeesLeaks(FuzzUnit unit) => unit.Toolchain.Version.Minor >= 25 && unit.Instrument.Split('+').Contains("asan");

    private static IInstrument Over(string instrument) => CombinedInstrument.Find(instrument)!;

    /// <summary>How checkptr is asked for by its instrument; of several -gcflags that fit a package only the last one counts.</summary>
    private const string CheckptrFlag = "-gcflags=all=-d=checkptr";

    private static IEnumerable<string> GcFlags(FuzzSource source, BuildRecipe recipe)
        => recipe.Flags.Contains(CheckptrFlag)
            ? source.Covered.Select(p => $"-gcflags={p}=-d=libfuzzer,checkptr").Prepend(CheckptrFlag)
            : source.Covered.Select(p => $"-gcflags={p}=-d=libfuzzer");

    /// <summary>libFuzzer takes whole numbers, and 0 for no limit.</summary>
    private static string Whole(double n) => Math.Max(1, Math.Ceiling(n)).ToString(CultureInfo.InvariantCulture);

    private static string Resource(string name)
    {
        using var stream = typeof(LibFuzzer).Assembly.GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd();
    }

    /// <summary>What the packages of a program ask the linker for: an archive does not carry it along.</summary>
    private sealed record Needs(List<string> Flags, List<string> PkgConfig, bool Cpp)
    {
        /// <summary>Reads JSON objects, one behind the other, as go list writes them.</summary>
        public static Needs Read(string packages)
        {
            var needs = new Needs([], [], false);
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(packages), new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                using var package = JsonDocument.ParseValue(ref reader);
                needs.Flags.AddRange(Words(package, "CgoLDFLAGS"));
                needs.PkgConfig.AddRange(Words(package, "CgoPkgConfig"));
                needs = needs with { Cpp = needs.Cpp || Words(package, "CXXFiles").Any() };
            }
            return needs;
        }

        private static IEnumerable<string> Words(JsonDocument package, string name)
            => package.RootElement.TryGetProperty(name, out var words) ? [.. words.EnumerateArray().Select(w => w.GetString()!)] : [];
    }
}
