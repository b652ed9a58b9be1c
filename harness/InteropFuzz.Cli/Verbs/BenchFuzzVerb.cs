using System.CommandLine;
using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz bench fuzz</c>: how fast a target of Go and C is fuzzed, and how soon its fault is found.</summary>
public static class BenchFuzzVerb
{
    private const string Name = "fuzz rates";

    private const string Help = $"""
        Measure executions per CPU second and the time to a planted fault on one toy target: C alone under libFuzzer, Go and C through the harness,
        the same program started by hand, and go test -fuzz. The set-ups take turns; ratios are medians over the rounds.

        Examples:
          interopfuzz bench fuzz
          interopfuzz bench fuzz --go 1.25 --rounds 5 --time 20
          interopfuzz bench fuzz --seeds 10 --into docs/fuzzing.md

        CPU time is counted, but a busy machine slows that too: processors share caches and more. The load is printed.
        --into replaces the table between the lines '<!-- {Name} -->' and '<!-- end of {Name} -->'. The exit code is 1 when a goal is missed.
        """;

    private const double OfBare = 0.5, OfHand = 0.97, OfGoTest = 10, Programs = 5000;

    /// <summary>What the goal for operation programs speaks of.</summary>
    private const int Operations = 30;

    private static readonly MarkedTable s_table = new(Name);

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Option<string?> release = new("--go") { Description = "The Go release (default: the newest here)", HelpName = "VERSION" };
        Option<int> seeds = new("--seeds") { Description = "Random seeds for the time to the fault; the median counts", HelpName = "N", DefaultValueFactory = _ => 10 };
        Option<int> rounds = new("--rounds") { Description = "Rounds of the rates; the median counts", HelpName = "N", DefaultValueFactory = _ => 3 };
        Option<int> time = new("--time") { Description = "CPU seconds of each set-up in each round, about", HelpName = "S", DefaultValueFactory = _ => 10 };
        Option<string?> into = new("--into") { Description = "Replace the table in a Markdown file", HelpName = "FILE" };
        foreach (var number in new[] { seeds, rounds, time })
            number.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError($"{number.Name} takes a number from 1 up"); });
        var verb = new Verb("fuzz", Help) { release, seeds, rounds, time, into };
        verb.SetAction(async (parsed, cancel) =>
        {
            var page = parsed.GetValue(into);
            if (page is not null && !File.Exists(page)) throw new UsageException($"there is no file '{page}'");
            var installation = Installation.Find();
            var tools = HostTools.Probe(installation.Launcher);
            var cache = CacheFolder.Default();
            Directory.CreateDirectory(cache.Units);
            var found = GoToolchains.Find(cache);
            var go = (parsed.GetValue(release) is { } asked ? GoToolchains.Pick(found, Selection.Release(asked)) : found is [.., var newest] ? newest : null)
                ?? throw new UsageException("that Go is not here: interopfuzz toolchain install VERSION", ExitCode.Missing);
            var room = new EngineRoom(cache, tools, Workshop.Launcher(tools));
            if (new Harness.Fuzzing.Engines.LibFuzzer(room).WhyNotHere(tools) is { } why) throw new UsageException(why, ExitCode.Missing);
            try
            {
                var native = Path.Combine(installation.Root, "native");
                using var bench = new FuzzBench(room, go, Path.Combine(native, "fuzz", "toy"));
                var run = new Run(bench, native, parsed.GetValue(rounds), parsed.GetValue(seeds), parsed.GetValue(time));
                var load = Load();
                await run.MeasureAsync(cancel);
                var table = run.Markdown(go, tools, $"{load} before, {Load()} after");
                Console.Write(table);
                if (page is not null) AtomicFile.Write(page, s_table.Put(File.ReadAllText(page), table, page));
                return run.MissesGoal ? ExitCode.Unexpected : ExitCode.Expected;
            }
            catch (FuzzTargetException e)
            {
                throw new UsageException(e.Message, ExitCode.BuildFailed);
            }
        });
        return verb;
    }

    /// <summary>The load averages of the last 1, 5 and 15 minutes (proc(5)): what else runs is in them.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private sealed class Run(FuzzBench bench, string native, int rounds, int seeds, int time)
    {
        private const string Bare = "C alone, libFuzzer", Ours = "Go and C, through the harness", OursAsan = "the same, Go under -asan too", Hand = "Go and C, started by hand", GoTest = "go test -fuzz";

        /// <summary>Executions of a first look at a set-up (go test is slower), and the most that a search for the fault takes.</summary>
        private const long Trial = 1_000_000, GoTestTrial = 100_000, MostToFault = 20_000_000;

        private readonly Dictionary<string, long> _executions = [];

        /// <summary>Rates in the order of the rounds.</summary>
        private readonly Dictionary<string, List<double>> _rates = [];
        private readonly Dictionary<string, List<FuzzMeasure>> _hunts = [];

        private double _programs;

        public bool MissesGoal => Ratio(Ours, Bare) < OfBare || Ratio(Ours, Hand) < OfHand || Ratio(Ours, GoTest) < OfGoTest || _programs < Programs;

        public async Task MeasureAsync(CancellationToken cancel)
        {
            Say("building");
            var (bare, sound) = (await bench.BuildBareAsync(sound: false, cancel), await bench.BuildBareAsync(sound: true, cancel));
            var (plain, asan) = (await bench.BuildAsync("plain", sound: false, cancel), await bench.BuildAsync("asan", sound: false, cancel));
            var (plainSound, asanSound) = (await bench.BuildAsync("plain", sound: true, cancel), await bench.BuildAsync("asan", sound: true, cancel));
            for (var round = 1; round <= rounds; round++)
            {
                var seed = (uint)round;
                await RateAsync(Bare, runs => bench.BareAsync(sound, seed, runs, cancel));
                await RateAsync(Ours, runs => bench.HarnessAsync(plainSound, seed, runs, cancel));
                await RateAsync(Hand, runs => bench.HandAsync(plainSound, seed, runs, cancel));
                await RateAsync(OursAsan, runs => bench.HarnessAsync(asanSound, seed, runs, cancel));
                var test = await RateAsync(GoTest, runs => bench.GoTestAsync(runs, cancel));
                (_hunts.TryGetValue(GoTest, out var tests) ? tests : _hunts[GoTest] = []).Add(test);
                Say($"round {round} of {rounds}: {string.Join(", ", _rates.Select(r => $"{r.Key} {r.Value[^1].ToString("N0", CultureInfo.InvariantCulture)}/s"))}");
            }
            List<double> programs = [];
            for (var round = 1; round <= rounds; round++) programs.Add((await bench.OperationsAsync(native, (uint)round, Operations, (long)Programs * time, cancel)).Rate);
            _programs = Median(programs);
            Say($"operation programs: {_programs.ToString("N0", CultureInfo.InvariantCulture)}/s");
            _hunts[Bare] = await HuntAsync(Bare, seed => bench.BareAsync(bare, seed, MostToFault, cancel));
            _hunts[Ours] = await HuntAsync(Ours, seed => bench.HarnessAsync(plain, seed, MostToFault, cancel));
            _hunts[OursAsan] = await HuntAsync(OursAsan, seed => bench.HarnessAsync(asan, seed, MostToFault, cancel));
        }

        public string Markdown(GoToolchain go, HostTools tools, string load)
        {
            var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
                $"{go.Name}, {tools.Clang?.VersionLine}, {HostFacts.Cpu}, {Environment.ProcessorCount} processors; load {load}. Rates: medians of {rounds} rounds of about {time} CPU seconds.\n\n"));
            text.Append("| set-up | executions per CPU second | of C alone | finds the fault | CPU seconds, median | executions, median |\n|---|--:|--:|--:|--:|--:|\n");
            foreach (var name in (string[])[Bare, Ours, OursAsan, Hand, GoTest])
            {
                text.Append(CultureInfo.InvariantCulture, $"| {name} | {Median(_rates[name]):N0} | {Ratio(name, Bare):F3}");
                if (!_hunts.TryGetValue(name, out var hunts)) text.Append(" | | |");
                else if (hunts.Where(h => h.Found).ToList() is { Count: > 0 } hits)
                    text.Append(CultureInfo.InvariantCulture, $" | {hits.Count} of {hunts.Count} | {Median([.. hits.Select(h => h.CpuSeconds)]):F2} | {Median([.. hits.Select(h => (double)h.Executions)]):N0}");
                else text.Append(CultureInfo.InvariantCulture, $" | 0 of {hunts.Count} | none in {hunts.Sum(h => h.CpuSeconds):F0} | none in {hunts.Sum(h => h.Executions):N0}");
                text.Append(" |\n");
            }
            text.Append(CultureInfo.InvariantCulture, $"\nThrough the harness: {Ratio(Ours, Bare):F3} of C alone (goal: {OfBare}), {Ratio(Ours, Hand):F3} of the same by hand (goal: {OfHand}), {Ratio(Ours, GoTest):F1} × go test -fuzz (goal: {OfGoTest}).\n");
            text.Append(CultureInfo.InvariantCulture, $"Operation programs of {Operations} operations on the shim under asan+cgocheck2: {_programs:N0} a CPU second (goal: {Programs:N0}).\n");
            return text.ToString();
        }

        /// <summary>The first time it is run shortly before, which builds and reads what later runs find, and says how many executions take the time.</summary>
        private async Task<FuzzMeasure> RateAsync(string name, Func<long, Task<FuzzMeasure>> measure)
        {
            if (!_executions.TryGetValue(name, out var executions)) executions = _executions[name] = (long)((await measure(name == GoTest ? GoTestTrial : Trial)).Rate * time);
            var one = await measure(executions);
            (_rates.TryGetValue(name, out var rates) ? rates : _rates[name] = []).Add(one.Rate);
            return one;
        }

        private async Task<List<FuzzMeasure>> HuntAsync(string name, Func<uint, Task<FuzzMeasure>> hunt)
        {
            List<FuzzMeasure> all = [];
            for (var seed = 1u; seed <= seeds; seed++) all.Add(await hunt(seed));
            Say($"{name}: the fault is found with {all.Count(h => h.Found)} of {seeds} seeds");
            return all;
        }

        /// <summary>Of two set-ups, round by round: what else the machine does hits both alike.</summary>
        private double Ratio(string of, string to) => Median([.. _rates[of].Zip(_rates[to], (a, b) => a / b)]);

        private static double Median(List<double> values)
        {
            List<double> sorted = [.. values.Order()];
            return (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
        }

        private static void Say(string what) => Console.Error.WriteLine($"interopfuzz: {what}");
    }
}
