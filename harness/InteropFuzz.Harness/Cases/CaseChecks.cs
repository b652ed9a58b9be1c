using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>What is wrong with expectations as a whole: lines that can never match, lines that tie. Pure.</summary>
internal static class CaseChecks
{
    /// <summary>Every cell that an instrument could ever have, over Go releases that exist or may come.</summary>
    private static readonly Cell[] s_universe =
    [
        .. from minor in Enumerable.Range(18, 23)
           from arch in Enum.GetValues<Arch>()
           from runner in Enum.GetValues<RunnerKind>()
           from instrument in InstrumentCatalog.All
           let go = new GoVersion(minor)
           where instrument.WhyNever(go, arch, runner) is null
           select new Cell(go, arch, instrument, runner),
    ];

    /// <summary>The same for programs of .NET; their release decides nothing.</summary>
    private static readonly Cell[] s_netUniverse =
    [
        .. from arch in Enum.GetValues<Arch>()
           from runner in Enum.GetValues<RunnerKind>()
           from instrument in InstrumentCatalog.All
           where instrument is INetInstrument
           select new Cell(default, arch, instrument, runner) { Net = NetSdk.Here.Version },
    ];

    public static void Check(Case c, string path, List<CaseError> errors)
    {
        var cells = c.Runtime == ManagedRuntime.Net ? s_netUniverse : s_universe.Where(cell => c.WhyNot(cell.Go, cell.Arch) is null).ToArray();
        if (cells.Length == 0) errors.Add(new(path, 1, "'Needs' leaves no Go release"));
        if (!c.Expectations.Any(e => e.Selectors.Count == 0)) return;
        foreach (var e in c.Expectations.Where(e => !cells.Any(cell => e.Matches(cell))))
            errors.Add(new(path, e.Line, $"this line can never match: no cell is at once {string.Join(", ", e.Selectors.Select(s => s.Text))}{(c.Runtime == ManagedRuntime.Net ? " of .NET" : WhyNever(e))}"));
        foreach (var (a, b) in Pairs(c.Expectations))
            if (a.Specificity == b.Specificity && cells.Any(cell => a.Matches(cell) && b.Matches(cell) && ReferenceEquals(c.ExpectationFor(cell), a)))
                errors.Add(new(path, b.Line, $"this line and line {a.Line} are equally specific and match the same cells; add a selector to one"));
        if (c.IsTwin)
            foreach (var e in c.Expectations.Where(e => e.Symptoms.Any(s => s != Symptom.Clean)))
                errors.Add(new(path, e.Line, "an '-ok' twin is expected to be clean everywhere"));
    }

    private static string WhyNever(Expectation e)
    {
        foreach (var instrument in e.Selectors.SelectMany(s => s.Instruments))
            foreach (var minor in Enumerable.Range(18, 23))
            {
                var cell = new Cell(new(minor), Arch.Amd64, instrument);
                if (e.Matches(cell) && instrument.WhyNever(cell.Go, cell.Arch, cell.Runner) is { } why) return $" ({why})";
            }
        return "";
    }

    private static IEnumerable<(Expectation A, Expectation B)> Pairs(IReadOnlyList<Expectation> all)
    {
        for (var i = 0; i < all.Count; i++)
            for (var j = i + 1; j < all.Count; j++)
                yield return (all[i], all[j]);
    }
}
