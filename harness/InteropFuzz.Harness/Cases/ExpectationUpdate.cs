using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>Rewrites a case's <c>Expect</c> lines to what was seen; a person reviews the difference. Pure.</summary>
public static class ExpectationUpdate
{
    /// <summary>The releases that lines are written for.</summary>
    private static readonly int[] s_minors = [.. Enumerable.Range(19, 9)];

    /// <summary>The new text of the case's main file.</summary>
    /// <param name="c">The case as it is.</param>
    /// <param name="seen">What each cell that ran showed, over all its tries.</param>
    /// <exception cref="NotSupportedException">The case has lines for this machine's architecture, or lines that only a person can change.</exception>
    public static string Apply(Case c, IReadOnlyDictionary<Cell, IReadOnlyList<Symptom>> seen)
    {
        var own = seen.Where(s => s.Key.Runner == RunnerKind.Local).ToDictionary();
        var general = c.Expectations.Where(e => !e.Selectors.Any(s => s.IsPlace)).ToList();
        if (own.Keys.FirstOrDefault(cell => c.ExpectationFor(cell).Selectors.Any(s => s.IsPlace)) is { Instrument: not null } placed)
            throw new NotSupportedException($"{c.Id} has an expectation for {placed.Arch.Name()} or its runner (line {c.ExpectationFor(placed).Line}): update it by hand");
        var order = c.Expectations.SelectMany(e => e.Symptoms).Concat(seen.Values.SelectMany(s => s)).Distinct().ToList();
        var elsewhere = PlacedLines.Of(c, seen.Where(s => s.Key.Runner != RunnerKind.Local), s => Written(s, order));
        if (elsewhere.Count > 0 && own.All(s => s.Value.All(c.ExpectationFor(s.Key).Symptoms.Contains))) return Replace(c.Main.Text, [], general.Max(e => e.Line), elsewhere);
        var rows = InstrumentCatalog.All.Select(i => new ExpectationRow(i, Wanted(c, i, own, order))).Where(r => r.Values.Count > 0).ToList();
        var basis = general.First(e => e.Selectors.Count == 0).Symptoms;
        return Replace(c.Main.Text, general, general.Min(e => e.Line) - 1, [.. ExpectationLines.Fewest(rows, Written(basis, order)), .. elsewhere]);
    }

    /// <summary>What is to be expected under an instrument, by minor release, as it is written.</summary>
    private static SortedDictionary<int, string> Wanted(
        Case c, IInstrument instrument, IReadOnlyDictionary<Cell, IReadOnlyList<Symptom>> seen, List<Symptom> order)
    {
        var ran = seen.Where(s => ReferenceEquals(s.Key.Instrument, instrument)).ToDictionary(s => s.Key.Go.Minor, s => s.Value);
        var old = Cells(c, instrument, ran.Keys).ToDictionary(cell => cell.Go.Minor, cell => c.ExpectationFor(cell).Symptoms);
        var wanted = new SortedDictionary<int, string>();
        foreach (var minor in old.Keys)
            // A set that held keeps its rarer members: they may show again.
            wanted[minor] = Written(!ran.TryGetValue(minor, out var now) ? old[minor] : now.Any(old[minor].Contains) ? old[minor].Union(now) : now, order);
        // A release between two that ran, one of which changed, is like the lower one: so the bounds meet where the higher one begins.
        foreach (var (lower, upper) in ran.Keys.Order().Zip(ran.Keys.Order().Skip(1)))
            if (wanted[lower] != Written(old[lower], order) || wanted[upper] != Written(old[upper], order))
                foreach (var between in old.Keys.Where(m => m > lower && m < upper)) wanted[between] = wanted[lower];
        return wanted;
    }

    /// <summary>The cells of an instrument that lines are written for; a program of .NET has one.</summary>
    private static List<Cell> Cells(Case c, IInstrument instrument, IEnumerable<int> ran)
        => c.Runtime == ManagedRuntime.Net
            ? instrument is INetInstrument ? [new(default, PlanWords.HostArch, instrument) { Net = NetSdk.Here.Version }] : []
            : [.. from minor in s_minors.Union(ran).Order()
               let go = new GoVersion(minor)
               where c.WhyNot(go, PlanWords.HostArch) is null && instrument.WhyNever(go, PlanWords.HostArch, RunnerKind.Local) is null
               select new Cell(go, PlanWords.HostArch, instrument)];

    private static string Written(IEnumerable<Symptom> set, List<Symptom> order) => string.Join(" | ", set.Distinct().OrderBy(order.IndexOf).Select(s => s.Name));

    /// <summary>Takes lines away and puts others behind so many lines.</summary>
    private static string Replace(string text, IReadOnlyList<Expectation> old, int behind, IReadOnlyList<string> lines)
    {
        var all = text.Split('\n').ToList();
        foreach (var line in old.Select(e => e.Line - 1).OrderDescending()) all.RemoveAt(line);
        all.InsertRange(behind, lines);
        return string.Join('\n', all);
    }
}
