using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Fuzzing.Trials;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Verdicts;

namespace InteropFuzz.Reporting.Detection;

/// <summary>What fuzzing for each illegal operation came to, by instrument. Pure.</summary>
/// <param name="trials">All trials; those of several releases and limits are kept apart.</param>
public sealed class IllegalTable(IReadOnlyList<IllegalTrial> trials)
{
    /// <summary>What a field of the table means.</summary>
    public const string Legend = "median processor seconds / median executions to the first report (found of tried); silent: nothing within the limit";

    private IEnumerable<string> Releases => trials.Select(t => t.Go).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The instruments, the cheapest first.</summary>
    private IReadOnlyList<string> Instruments => [.. trials.Select(t => t.Instrument).Distinct()
        .OrderBy(i => i.Count(c => c == '+')).ThenBy(i => CombinedInstrument.Find(i)?.Order ?? int.MaxValue).ThenBy(i => i, StringComparer.Ordinal)];

    /// <summary>Operations that were tried and that nothing ever saw.</summary>
    public IReadOnlyList<string> NeverSeen => [.. trials.GroupBy(t => t.Operation).Where(g => g.All(t => t.Symptom is null)).Select(g => g.Key)];

    /// <summary>A table for each Go release.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        foreach (var go in Releases)
        {
            var limit = string.Join(" or ", trials.Where(t => t.Go == go).Select(t => t.LimitS).Distinct().Order().Select(s => s.ToString(CultureInfo.InvariantCulture)));
            text.Append(CultureInfo.InvariantCulture, $"Go {go}, limit {limit} s. A field: {Legend}. AddressSanitizer is over C in every column.\n\n");
            text.Append($"| operation | breaks | {string.Join(" | ", Instruments)} | seen as |\n|---|---|{string.Concat(Instruments.Select(_ => "--:|"))}---|\n");
            foreach (var operation in OperationTable.Current.Operations)
            {
                var mine = trials.Where(t => t.Go == go && t.Operation == operation.Name).ToList();
                if (mine.Count == 0) continue;
                text.Append($"| {operation.Name} | {operation.Breaks} | {string.Join(" | ", Instruments.Select(i => Field([.. mine.Where(t => t.Instrument == i)])))} | {Symptoms(mine)} |\n");
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The trials as rows of a run: a case <c>shim/OPERATION</c> for each, under the instrument <c>fuzz:NAME</c>, so that they join the detection matrix.</summary>
    public IEnumerable<ResultRow> Rows()
        => from t in trials
           group t by (t.Operation, t.Go, t.Instrument) into of
           let operation = OperationTable.Current.Operations.FirstOrDefault(o => o.Name == of.Key.Operation)
           where operation is not null
           select new ResultRow
           {
               Case = $"shim/{of.Key.Operation}",
               Class = operation.Breaks ?? "",
               Faulty = true,
               Go = of.Key.Go,
               Arch = "amd64",
               Instrument = $"fuzz:{of.Key.Instrument}",
               Runner = "local",
               Symptoms = of.GroupBy(t => t.Symptom ?? "clean").ToDictionary(g => g.Key, g => g.Count()),
               Expected = [],
               ExpectLine = 0,
               Verdict = VerdictKind.Expected.Name(),
               CaseHash = "",
               CpuS = of.Sum(t => t.CpuS) / of.Count(),
           };

    private static string Field(IReadOnlyList<IllegalTrial> trials)
    {
        if (trials.Count == 0) return "-";
        var found = trials.Where(t => t.Symptom is not null).ToList();
        return found.Count == 0 ? "silent"
            : string.Create(CultureInfo.InvariantCulture, $"{Median(found.Select(t => t.CpuS)):F1} / {Median(found.Select(t => (double)t.Executions)):N0} ({found.Count} of {trials.Count})");
    }

    private static string Symptoms(IEnumerable<IllegalTrial> trials)
        => string.Join(", ", trials.Select(t => t.Symptom).OfType<string>().GroupBy(s => s).OrderByDescending(g => g.Count()).Take(3).Select(g => Hostile.ForMarkdown(g.Key)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
