using System.CommandLine;
using System.Globalization;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Fuzzing.Trials;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting.Detection;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz bench illegal</c>: which instrument makes a fuzzing campaign see which illegal operation, and how soon.</summary>
public static class BenchIllegalVerb
{
    private static readonly MarkedTable s_table = new("illegal operations");

    private static readonly string s_help = $"""
        For each illegal operation of the shim and each instrument, fuzz from an empty corpus until something is reported, and print the medians of
        processor time and executions over several seeds.

        Examples:
          interopfuzz bench illegal --operation bad-write-past --seeds 3
          interopfuzz bench illegal --results illegal.jsonl                    goes on where it was ended
          interopfuzz bench illegal --results illegal.jsonl --into docs/fuzzing.md
          interopfuzz bench illegal --results illegal.jsonl --show             only the table of what is measured
          interopfuzz matrix last --fuzz illegal.jsonl                         the same, in the detection matrix

        --into replaces the table between the lines '{s_table.Begin}' and '{s_table.End}'.
        Exit codes: 0 every operation was seen by some instrument, 1 one was seen by none.
        """;

    private sealed record Plan(IReadOnlyList<string> Operations, IReadOnlyList<GoToolchain> Toolchains, IReadOnlyList<string> Instruments, int Seeds, TimeSpan Limit);

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Option<string[]> operation = new("--operation") { Description = "An illegal operation (default: all); may be given more than once", HelpName = "NAME" };
        Option<string> go = new("--go") { Description = "Go releases, separated by commas", HelpName = "VERSION", DefaultValueFactory = _ => GoToolchains.Defaults[^1].Release };
        Option<string> instrument = new("--instrument") { Description = "Instruments over Go, separated by commas", HelpName = "NAMES", DefaultValueFactory = _ => "plain,checkptr,cgocheck2,asan,asan+cgocheck2" };
        Option<int> seeds = new("--seeds") { Description = "How often each is tried", HelpName = "N", DefaultValueFactory = _ => 10 };
        Option<double> limit = new("--limit") { Description = "Seconds after which it counts as not seen", HelpName = "S", DefaultValueFactory = _ => 60 };
        Option<string?> results = new("--results") { Description = "A file of JSON lines: what it holds is not measured again, and what is measured is added", HelpName = "FILE" };
        Option<string?> into = new("--into") { Description = "Replace the table in a Markdown file", HelpName = "FILE" };
        Option<bool> show = new("--show") { Description = "Measure nothing" };
        seeds.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--seeds takes a number from 1 up"); });
        limit.Validators.Add(r => { if (r.GetValueOrDefault<double>() is not (>= 1 and <= 86400)) r.AddError("--limit takes seconds from 1 to 86400"); });
        var verb = new Verb("illegal", s_help) { operation, go, instrument, seeds, limit, results, into, show };
        verb.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(into) is { } asked && !File.Exists(asked)) throw new UsageException($"there is no file '{asked}'");
            var file = parsed.GetValue(results);
            List<IllegalTrial> trials = [.. file is not null && File.Exists(file) ? IllegalTrial.Read(File.ReadAllText(file)) : []];
            if (!parsed.GetValue(show))
            {
                var toolchains = GoToolchains.Find(CacheFolder.Default());
                await MeasureAsync(new(
                    parsed.GetValue(operation) is { Length: > 0 } some ? some : [.. ShimTarget.Forbidden.Select(o => o.Name)],
                    [.. parsed.GetValue(go)!.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => GoToolchains.Pick(toolchains, Selection.Release(r)) ?? throw new UsageException($"Go {r} is not here: interopfuzz toolchain install {r}", ExitCode.Missing))],
                    parsed.GetValue(instrument)!.Split(',', StringSplitOptions.RemoveEmptyEntries), parsed.GetValue(seeds), TimeSpan.FromSeconds(parsed.GetValue(limit))), trials, file, cancel);
            }
            var table = new IllegalTable(trials);
            Console.Write(table.Markdown());
            if (parsed.GetValue(into) is { } page) AtomicFile.Write(page, s_table.Put(File.ReadAllText(page), table.Markdown(), page));
            foreach (var name in table.NeverSeen) Console.WriteLine($"{name}: seen by nothing");
            return table.NeverSeen.Count == 0 ? ExitCode.Expected : ExitCode.Unexpected;
        });
        return verb;
    }

    /// <summary>What the plan asks for and is not there yet. The seeds are the outer round, so that a measurement that is ended early has something of everything.</summary>
    private static async Task MeasureAsync(Plan plan, List<IllegalTrial> trials, string? file, CancellationToken cancel)
    {
        var installation = Installation.Find();
        var tools = HostTools.Probe(installation.Launcher);
        var engine = EngineCatalog.Find("libfuzzer", new(CacheFolder.Default(), tools, Workshop.Launcher(tools)))!;
        if (engine.WhyNotHere(tools) is { } missing) throw new UsageException(missing, ExitCode.Missing);
        if (plan.Operations.FirstOrDefault(o => ShimTarget.Forbidden.All(f => f.Name != o)) is { } unknown)
            throw new UsageException($"there is no illegal operation '{unknown}': {string.Join(", ", ShimTarget.Forbidden.Select(f => f.Name))}");
        using var measuring = new IllegalTrials(engine, Path.Combine(installation.Root, "native"));
        var done = trials.Select(t => t.Key).ToHashSet();
        foreach (var toolchain in plan.Toolchains)
            foreach (var instrument in plan.Instruments.Where(i => Possible(engine, toolchain, i)))
                for (var seed = 1u; seed <= plan.Seeds; seed++)
                    foreach (var operation in plan.Operations)
                    {
                        if (done.Contains((operation, OperationTable.Current.Version, toolchain.Version.ToString(), instrument, seed, plan.Limit.TotalSeconds))) continue;
                        try
                        {
                            var trial = await measuring.RunAsync(operation, await measuring.BuildAsync(operation, toolchain, instrument, cancel), seed, plan.Limit, cancel);
                            trials.Add(trial);
                            if (file is not null) Add(file, trial);
                            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"interopfuzz: {operation} Go {toolchain.Version.Release} {instrument} seed {seed}: {trial.Symptom ?? "silent"}, {trial.Executions} executions, {trial.CpuS:F1} s{(trial.Symptom is not null && !trial.Blamed ? ", on an input without it" : "")}"));
                        }
                        catch (FuzzTargetException e)
                        {
                            throw new UsageException(e.Message, ExitCode.BuildFailed);
                        }
                    }
    }

    private static bool Possible(IFuzzEngine engine, GoToolchain toolchain, string instrument)
    {
        if (engine.WhyNever(toolchain.Version, PlanWords.HostArch, instrument) is not { } why) return true;
        Console.Error.WriteLine($"interopfuzz: Go {toolchain.Version.Release} {instrument}: {why}");
        return false;
    }

    /// <summary>A line more, on the disk before anybody is told.</summary>
    private static void Add(string file, IllegalTrial trial)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (stream.Length > 0)
        {
            // A line that was torn by a crash must not take this one with it.
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() != '\n') stream.WriteByte((byte)'\n');
        }
        stream.Write(System.Text.Encoding.UTF8.GetBytes(trial.Line()));
        stream.Flush(flushToDisk: true);
    }
}
