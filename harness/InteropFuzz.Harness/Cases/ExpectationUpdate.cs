using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>Rewrites a case's <c>Expect</c> lines to what was seen; a person reviews the difference. Pure.</summary>
public static class ExpectationUpdate
{
    /// <summary>The releases that lines are written for; what was not run keeps what was expected.</summary>
    private static readonly int[] s_minors = [.. Enumerable.Range(19, 9)];

    /// <summary>The new text of the case's main file.</summary>
    /// <param name="c">The case as it is.</param>
    /// <param name="seen">What each cell that ran showed, over all its tries.</param>
    /// <exception cref="NotSupportedException">The case has lines for architectures or runners, which only a person can merge.</exception>
    public static string Apply(Case c, IReadOnlyDictionary<Cell, IReadOnlyList<Symptom>> seen)
    {
        if (c.Expectations.SelectMany(e => e.Selectors).Any(s => s.Text is "amd64" or "arm64" or "local" or "qemu-user" or "ssh"))
            throw new NotSupportedException($"{c.Id} has expectations for architectures or runners: update it by hand");
        var wanted = Wanted(c, seen);
        var basis = wanted.Where(w => !InstrumentCatalog.Find(w.Key.Instrument)!.IsStatic).GroupBy(w => w.Value).MaxBy(g => g.Count())!.Key;
        List<string> lines = [$"// Expect: {basis}"];
        foreach (var instrument in InstrumentCatalog.All)
            lines.AddRange(LinesFor(instrument, wanted, instrument.IsStatic ? Symptom.Clean.Name : basis));
        return Replace(c.Main.Text, c.Expectations, lines);
    }

    /// <summary>By instrument and minor release, the set as it is written.</summary>
    private static Dictionary<(string Instrument, int Minor), string> Wanted(Case c, IReadOnlyDictionary<Cell, IReadOnlyList<Symptom>> seen)
    {
        var wanted = new Dictionary<(string, int), string>();
        foreach (var instrument in InstrumentCatalog.All)
            foreach (var cell in Cells(c, instrument, seen.Keys))
            {
                var expected = c.ExpectationFor(cell).Symptoms;
                var now = seen.FirstOrDefault(s => s.Key.Go.Minor == cell.Go.Minor && s.Key.Instrument.Name == instrument.Name).Value;
                // A set that held keeps its rarer members: they may show again.
                var set = now is null ? expected : now.Any(expected.Contains) ? expected.Union(now) : now;
                wanted[(instrument.Name, cell.Go.Minor)] = string.Join(" | ", set.Select(s => s.Name).Distinct());
            }
        return wanted;
    }

    /// <summary>The cells of an instrument that lines are written for; a program of .NET has one.</summary>
    private static IEnumerable<Cell> Cells(Case c, IInstrument instrument, IEnumerable<Cell> seen)
        => c.Runtime == ManagedRuntime.Net
            ? instrument is INetInstrument ? [new(default, PlanWords.HostArch, instrument) { Net = NetSdk.Here.Version }] : []
            : from minor in s_minors.Union(seen.Select(k => k.Go.Minor))
              let go = new GoVersion(minor)
              where instrument.IsForGo && c.WhyNot(go, PlanWords.HostArch) is null && instrument.WhyNever(go, PlanWords.HostArch, RunnerKind.Local) is null
              select new Cell(go, PlanWords.HostArch, instrument);

    private static IEnumerable<string> LinesFor(IInstrument instrument, Dictionary<(string Instrument, int Minor), string> wanted, string basis)
    {
        var row = wanted.Where(w => w.Key.Instrument == instrument.Name).OrderBy(w => w.Key.Minor).ToList();
        var at = 0;
        while (at < row.Count)
        {
            var next = at;
            while (next < row.Count && row[next].Value == row[at].Value) next++;
            var bounds = new List<string>();
            if (at > 0) bounds.Add($"go>=1.{row[at].Key.Minor}");
            if (next < row.Count) bounds.Add($"go<1.{row[next].Key.Minor}");
            if (row[at].Value != basis) yield return $"// Expect {string.Join(", ", [.. bounds, instrument.Name])}: {row[at].Value}";
            at = next;
        }
    }

    private static string Replace(string text, IReadOnlyList<Expectation> old, IReadOnlyList<string> lines)
    {
        var all = text.Split('\n').ToList();
        var first = old.Min(e => e.Line) - 1;
        foreach (var line in old.Select(e => e.Line - 1).OrderDescending()) all.RemoveAt(line);
        all.InsertRange(first, lines);
        return string.Join('\n', all);
    }
}
