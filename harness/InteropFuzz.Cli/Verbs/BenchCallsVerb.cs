using System.CommandLine;
using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz bench calls</c>: what a call to C costs from each caller.</summary>
public static class BenchCallsVerb
{
    private const string Begin = "<!-- call costs -->";

    private const string Help = $"""
        Measure nanoseconds for an empty call, a call with a 1 KB buffer that C fills, and a call that calls back, from C, Go and .NET: medians of
        several rounds, in which the callers take turns. Numbers are worth something on a quiet machine only.

        Examples:
          interopfuzz bench calls
          interopfuzz bench calls --rounds 15 --into docs/operations.md

        --into replaces the table between the lines '{Begin}' and '<!-- end of call costs -->'.
        """;

    private static readonly string[] s_kinds = ["empty", "buffer", "callback"];
    private static readonly MarkedTable s_table = new("call costs");

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Option<int> rounds = new("--rounds") { Description = "Rounds; the median counts", HelpName = "N", DefaultValueFactory = _ => 7 };
        Option<int> milliseconds = new("--ms") { Description = "How long each kind of call is measured in each round, at least", HelpName = "MS", DefaultValueFactory = _ => 100 };
        Option<string?> into = new("--into") { Description = "Replace the table in a Markdown file", HelpName = "FILE" };
        rounds.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--rounds takes a number from 1 up"); });
        milliseconds.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--ms takes a number from 1 up"); });
        var verb = new Verb("calls", Help) { rounds, milliseconds, into };
        verb.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(into) is { } asked && !File.Exists(asked)) throw new UsageException($"there is no file '{asked}'");
            var measured = await MeasureAsync(parsed.GetValue(rounds), parsed.GetValue(milliseconds), cancel);
            var table = Markdown(measured, parsed.GetValue(rounds));
            Console.Write(table);
            if (parsed.GetValue(into) is { } page) AtomicFile.Write(page, s_table.Put(File.ReadAllText(page), table, page));
            return ExitCode.Expected;
        });
        return verb;
    }

    /// <summary>By row and kind of call, the nanoseconds of every round.</summary>
    private static async Task<Dictionary<(string Row, string Kind), List<double>>> MeasureAsync(int rounds, int milliseconds, CancellationToken cancel)
    {
        var workshop = CallerWorkshop.Make(jobs: 1);
        var arch = PlanWords.HostArch;
        List<Interpreter> callers = [await workshop.Builder.CAsync(arch, cancel)];
        foreach (var release in GoToolchains.Defaults) callers.Add(await workshop.Builder.GoAsync(workshop.Toolchain(release.Release), InstrumentCatalog.Find("plain")!, arch, cancel));
        callers.Add(await workshop.Builder.NetAsync(cancel));
        Dictionary<(string, string), List<double>> all = [];
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"interopfuzz: round {round} of {rounds}");
            foreach (var caller in callers)
                foreach (var line in (await workshop.Runner.BenchAsync(caller, milliseconds, cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    // [kind of import] kind of call, nanoseconds
                    var words = line.Split(' ');
                    var row = words.Length == 3 ? $"{caller.Name} {words[0]}" : caller.Name;
                    if (!all.TryGetValue((row, words[^2]), out var times)) all[(row, words[^2])] = times = [];
                    times.Add(double.Parse(words[^1], CultureInfo.InvariantCulture));
                }
        }
        return all;
    }

    private static string Markdown(Dictionary<(string Row, string Kind), List<double>> measured, int rounds)
    {
        var text = new StringBuilder($"Nanoseconds a call, medians of {rounds} rounds (in brackets the fastest round); {HostFacts.Cpu}, {Environment.ProcessorCount} processors, .NET {Environment.Version}.\n\n");
        text.Append("| caller | empty call | 1 KB buffer | callback |\n|---|--:|--:|--:|\n");
        foreach (var row in measured.Keys.Select(k => k.Row).Distinct())
        {
            text.Append($"| {row}");
            foreach (var kind in s_kinds)
                text.Append(measured.TryGetValue((row, kind), out var times) ? string.Create(CultureInfo.InvariantCulture, $" | {Median.Of(times):F1} ({times.Min():F1})") : " | not possible");
            text.Append(" |\n");
        }
        return text.ToString();
    }
}
