using System.CommandLine;
using System.Globalization;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz bench signatures</c>: what triage makes of the bare outputs of a run whose cases are known.</summary>
public static class BenchSignaturesVerb
{
    private const string Help = """
        Read the kept outputs of a run as bare logs and print, for each instrument, how often the symptom is the run's, how many cases have one signature over all Go versions, and how many pairs of cases share one.
        An exit code or a bare signal is not in a log: such cells are counted apart, and read with their ending.

        Examples:
          interopfuzz bench signatures last
          interopfuzz bench signatures last --details
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string> run = new("RUN") { Description = "A run's name, its path, or 'last'" };
        Option<bool> details = new("--details") { Description = "List every case with several signatures and every shared one" };
        var verb = new Verb("signatures", Help) { run, details };
        verb.SetAction(parsed =>
        {
            var folder = RunFolder.Open(Installation.Find().Artifacts, parsed.GetValue(run)!);
            Print(ResultsLog.Read(folder.Results).Where(r => r.Output is not null).Select(r => Cell.Read(folder, r)).ToList(), parsed.GetValue(details));
            return ExitCode.Expected;
        });
        return verb;
    }

    private static void Print(IReadOnlyList<Cell> cells, bool details)
    {
        Console.WriteLine($"{"instrument",-11} {"cells",6} {"only ending",12} {"symptom agrees",15} {"one signature",14} {"pairs sharing one",18}");
        var all = SignatureQuality.Measure(cells.Select(c => c.ForQuality));
        foreach (var result in all)
        {
            var mine = cells.Where(c => c.Row.Instrument == result.Instrument).ToList();
            var told = mine.Where(c => !c.OnlyEnding).ToList();
            Console.WriteLine($"{result.Instrument,-11} {mine.Count,6} {mine.Count - told.Count,12} {Ratio(told.Count(c => c.Agrees), told.Count),15} {Ratio(result.Stable, result.Cases),14} {Ratio(result.Shared.Count, result.Pairs),18}");
        }

        var spoken = cells.Where(c => !c.OnlyEnding).ToList();
        Console.WriteLine($"{"all",-11} {cells.Count,6} {cells.Count - spoken.Count,12} {Ratio(spoken.Count(c => c.Agrees), spoken.Count),15} {Ratio(all.Sum(r => r.Stable), all.Sum(r => r.Cases)),14} {Ratio(all.Sum(r => r.Shared.Count), all.Sum(r => r.Pairs)),18}");
        Console.WriteLine();
        Console.WriteLine($"{"similarity",-11} {"same fault, other signature",28} {"another fault",18}   (over all instruments; 'probably the same' begins at {Signature.ProbablySame.ToString(CultureInfo.InvariantCulture)})");
        foreach (var t in SignatureQuality.Thresholds(cells.Select(c => c.ForQuality), 0.4, 0.5, 0.55, 0.6, 0.7, 0.8))
            Console.WriteLine($"{t.Value.ToString("F2", CultureInfo.InvariantCulture),-11} {Ratio(t.Found, t.Same),28} {Ratio(t.Wrong, t.Different),18}");
        if (!details) return;
        foreach (var result in all)
        {
            foreach (var (name, signatures) in result.Unstable) Console.WriteLine($"{result.Instrument}: {name} has several: {Hostile.ForTerminal(signatures)}");
            foreach (var (first, second, signature) in result.Shared) Console.WriteLine($"{result.Instrument}: {first} and {second} share {signature.Id}: {Hostile.ForTerminal(string.Join(" < ", signature.Parts))}");
        }
        foreach (var c in spoken.Where(c => !c.Agrees)) Console.WriteLine($"{c.Row.Output}: {string.Join(", ", c.Row.Symptoms.Keys)} in the run, {c.Crash.Symptom} from the log alone");
    }

    private static string Ratio(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part} / {whole}");

    /// <summary>A cell of the run and what its output says.</summary>
    private sealed record Cell(ResultRow Row, Crash Crash, bool OnlyEnding)
    {
        public bool Agrees => Row.Symptoms.ContainsKey(Crash.Symptom.Name);

        public SignatureQuality.Row ForQuality => new(Row.Case, Row.Instrument, Row.Go, Crash.Signature);

        public static Cell Read(RunFolder folder, ResultRow row)
        {
            var text = File.ReadAllText(Path.Combine(folder.Root, row.Output!));
            var crashes = CrashReader.ReadAll(new StringReader(text));
            var crash = crashes.FirstOrDefault(c => row.Symptoms.ContainsKey(c.Symptom.Name)) ?? crashes[0];
            return !row.Symptoms.ContainsKey(crash.Symptom.Name) && EndingOf(row) is { } ending
                ? new(row, CrashReader.Read(text, ending), true)
                : new(row, crash, false);
        }

        /// <summary>The ending that the symptom tells of, where a log cannot.</summary>
        private static Ending? EndingOf(ResultRow row)
        {
            foreach (var name in row.Symptoms.Keys)
            {
                if (name == Symptom.Timeout.Name) return Ending.TimedOut;
                if (name == Symptom.OomKill.Name) return Ending.OutOfMemory;
                if (name.StartsWith("exit/", StringComparison.Ordinal)) return Ending.Exited(int.Parse(name.AsSpan(5), CultureInfo.InvariantCulture));
                for (var signal = 1; signal <= 64; signal++)
                    if (name == "signal/bare/" + Signals.Name(signal)) return Ending.Signalled(signal);
            }
            return null;
        }
    }
}
