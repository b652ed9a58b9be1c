using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Diagnosing;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using InteropFuzz.Triage;
using Serilog;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz bench diagnose</c>: how often a diagnosis ends at the line that a case marks, and how long it takes.</summary>
public static class BenchDiagnoseVerb
{
    private const string Help = """
        Diagnose every faulty case, one after the other, and compare the answer with the line that the case marks as guilty.

        Examples:
          interopfuzz bench diagnose                                 all; a second call goes on where the first was broken off
          interopfuzz bench diagnose --filter 'forged-view/*' --again
          interopfuzz bench diagnose --every 5 --results sample.jsonl

        The marks (// GUILTY) and all else that a case says of itself are read here only, after the answer. A case counts as seen when any
        instrument of its diagnosis, or of the run that --run names, shows more than the program's own check does.
        """;

    private const double Share = 0.8, Middle = 30, Longest = 180;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Option<string[]> filter = new("--filter") { Description = "Only cases whose id fits; may be given more than once", HelpName = "GLOB" };
        Option<int> every = new("--every") { Description = "Only every N-th case", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string?> go = new("--go") { Description = "The Go release (default: the newest here)", HelpName = "VERSION" };
        Option<int> time = DiagnoseVerb.Time();
        Option<string?> results = new("--results") { Description = "Where a line for each case is kept (default: artifacts/bench/diagnose.jsonl)", HelpName = "FILE" };
        Option<bool> again = new("--again") { Description = "Diagnose also what has a result already" };
        Option<string?> run = new("--run") { Description = "A run of the matrix whose instruments count for what can be seen", HelpName = "RUN" };
        var verb = new Verb("diagnose", Help) { filter, every, go, time, results, again, run };
        verb.SetAction(async (parsed, cancel) =>
        {
            var installation = Installation.Find();
            var tools = HostTools.Probe(installation.Launcher);
            var cache = CacheFolder.Default();
            var file = Path.GetFullPath(parsed.GetValue(results) ?? Path.Combine(installation.Artifacts, "bench", "diagnose.jsonl"));
            var globs = (parsed.GetValue(filter) ?? []).Select(f => new Glob(f)).ToList();
            var cases = CaseSet.Load(installation.Cases).Cases.Where(c => c.IsFaulty && c.Runtime == ManagedRuntime.Go && c.Tampers is null && (globs.Count == 0 || globs.Any(g => g.Matches(c.Id)))).ToList();
            cases = [.. cases.Where((_, i) => i % Math.Max(1, parsed.GetValue(every)) == 0)];
            if (cases.Count == 0) throw new UsageException("no faulty case fits --filter");
            var seen = parsed.GetValue(run) is { } name ? SeenIn(RunFolder.Open(installation.Artifacts, name)) : [];

            var done = Read(file);
            var launcher = Workshop.Launcher(tools);
            var target = new DiagnosisTarget(launcher, cache, installation.Cases, parsed.GetValue(go));
            using var log = new LoggerConfiguration().CreateLogger();
            var diagnoser = new Diagnoser(launcher, tools, cache, log);
            using (var kept = new JsonLog<DiagnosisRow>(file, BenchJson.Default.DiagnosisRow))
                for (var i = 0; i < cases.Count; i++)
                {
                    var c = cases[i];
                    if (!parsed.GetValue(again) && done.TryGetValue(c.Id, out var old) && old.CaseHash == c.Hash) continue;
                    var row = await DiagnoseAsync(c, diagnoser, target, TimeSpan.FromSeconds(parsed.GetValue(time)), cancel);
                    done[c.Id] = row;
                    kept.Add(row);
                    Console.Error.WriteLine($"{i + 1}/{cases.Count} {(row.Hit ? "hit " : row.Seen ? "MISS" : "-   ")} {Duration.Say(row.Seconds),-7} {row.Case} {row.Answer ?? row.Error ?? "no line"} [{string.Join(",", row.Marked)}] {row.Locator} {row.Instrument}");
                }
            return Report([.. cases.Where(c => done.ContainsKey(c.Id)).Select(c => done[c.Id] with { Seen = done[c.Id].Seen || seen.Contains(c.Id) })]);
        });
        return verb;
    }

    private static async Task<DiagnosisRow> DiagnoseAsync(Case c, Diagnoser diagnoser, DiagnosisTarget target, TimeSpan time, CancellationToken cancel)
    {
        var row = new DiagnosisRow { Case = c.Id, Class = FaultClasses.Name(c.Class), CaseHash = c.Hash, Marked = [.. c.Files.SelectMany(f => f.GuiltyLines.Select(line => $"{f.Name}:{line}"))] };
        try
        {
            var subject = await target.OfCaseAsync(c, cancel);
            var d = await diagnoser.RunAsync(subject, time, null, cancel);
            var answer = d.Guilty?.Accusation;
            var place = answer is null ? null : $"{Path.GetFileName(answer.Place.File)}:{answer.Place.Line}";
            return row with
            {
                Seconds = Math.Round(d.Seconds, 2),
                Symptom = d.First?.Crash?.Symptom.Name,
                Seen = d.Steps.Any(s => s.Symptoms.Keys.Any(IsSeen)),
                Answer = place,
                Hit = place is not null && row.Marked.Contains(place),
                Weight = answer?.Weight.ToString().ToLowerInvariant(),
                Named = answer?.IsNamed ?? false,
                Locator = answer?.Locator,
                Instrument = d.Guilty?.Instrument,
                ClassRank = d.Consensus.Classes.ToList().FindIndex(k => k.Class == c.Class) + 1,
                Steps = d.Steps.Where(s => s.Skipped is null).ToDictionary(s => s.Instrument, s => Math.Round(s.Seconds, 2)),
            };
        }
        catch (BuildFailedException e)
        {
            return row with { Error = "does not compile: " + GoOutput.FirstLine(e.Message) };
        }
    }

    private static bool IsSeen(string symptom) => symptom is not ("clean" or "silent");

    private static HashSet<string> SeenIn(RunFolder run) => [.. ResultsLog.Read(run.Results).Where(r => r.Symptoms.Keys.Any(IsSeen)).Select(r => r.Case)];

    /// <summary>The rows by case; of two the later counts.</summary>
    private static Dictionary<string, DiagnosisRow> Read(string file)
    {
        var rows = new Dictionary<string, DiagnosisRow>();
        foreach (var row in JsonLog.Read(file, BenchJson.Default.DiagnosisRow)) rows[row.Case] = row;
        return rows;
    }

    private static int Report(List<DiagnosisRow> rows)
    {
        Console.WriteLine($"{"class",-30} {"cases",6} {"seen",6} {"hit",6} {"named",6} {"median",9} {"longest",9}");
        foreach (var group in rows.GroupBy(r => r.Class)) Line(group.Key, [.. group]);
        Line("all", rows);
        var seen = rows.Where(r => r.Seen).ToList();
        var share = seen.Count == 0 ? 0 : (double)seen.Count(r => r.Hit) / seen.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"of the seen ones {share * 100:F0} % end at the marked line (goal: {Share * 100:F0} %), median {MedianOf(seen):F1} s (goal: {Middle} s), longest {rows.Max(r => r.Seconds):F1} s (goal: {Longest} s)"));
        return share >= Share && MedianOf(seen) <= Middle && rows.Max(r => r.Seconds) <= Longest ? ExitCode.Expected : ExitCode.Unexpected;
    }

    private static void Line(string name, List<DiagnosisRow> rows) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-30} {rows.Count,6} {rows.Count(r => r.Seen),6} {rows.Count(r => r is { Seen: true, Hit: true }),6} {rows.Count(r => r is { Seen: true, Hit: true, Named: true }),6} {MedianOf(rows),7:F1} s {rows.Max(r => r.Seconds),7:F1} s"));

    private static double MedianOf(List<DiagnosisRow> rows) => Median.Of(rows.Select(r => r.Seconds));
}

/// <summary>What became of the diagnosis of one case.</summary>
internal sealed record DiagnosisRow
{
    public required string Case { get; init; }
    public required string Class { get; init; }
    public required string CaseHash { get; init; }
    public required IReadOnlyList<string> Marked { get; init; }
    public double Seconds { get; init; }
    public string? Symptom { get; init; }
    public bool Seen { get; init; }
    public string? Answer { get; init; }
    public bool Hit { get; init; }
    public string? Weight { get; init; }
    public bool Named { get; init; }
    public string? Locator { get; init; }
    public string? Instrument { get; init; }

    /// <summary>Which place the case's class has in the ranking, from 1; 0 for none.</summary>
    public int ClassRank { get; init; }

    public IReadOnlyDictionary<string, double> Steps { get; init; } = new Dictionary<string, double>();
    public string? Error { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiagnosisRow))]
internal sealed partial class BenchJson : JsonSerializerContext;
