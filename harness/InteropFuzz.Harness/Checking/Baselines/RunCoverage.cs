using InteropFuzz.Harness.Checking.Model;

namespace InteropFuzz.Harness.Checking.Baselines;

/// <summary>What became, in this run, of what once showed a finding.</summary>
public enum Coverage
{
    /// <summary>It ran.</summary>
    Ran,

    /// <summary>The package ran there, and has no such test any more.</summary>
    Gone,

    /// <summary>It did not run, so that nothing can be said.</summary>
    NotRun,
}

/// <summary>Which tests ran in which cells.</summary>
public sealed class RunCoverage
{
    /// <summary>Flags of go test that leave tests out.</summary>
    private static readonly string[] s_choosing = ["run", "skip", "short"];

    private readonly Dictionary<(string Package, string Column), Dictionary<string, TestOutcome>> _cells;
    private readonly bool _isChoice;

    /// <summary>That of a run.</summary>
    public RunCoverage(CheckRun run)
    {
        _cells = run.Cells.Where(c => c.State == CellState.Ran).GroupBy(c => (c.Cell.Package, BaselineSight.ColumnOf(c.Cell)))
            .ToDictionary(g => g.Key, g => g.SelectMany(c => c.Tests).GroupBy(t => t.Test).ToDictionary(t => t.Key, t => t.Max(r => r.Outcome)));
        _isChoice = run.Info.Request.GoFlags.Any(IsChoosing);
    }

    /// <summary>What became of a package's tests in a column: the least that is known of any of them.</summary>
    public Coverage Of(BaselineSight sight)
    {
        if (!_cells.TryGetValue((sight.Package, sight.Column), out var tests)) return Coverage.NotRun;
        // What belongs to no test, such as a leak at exit, needs all tests; vet needs none.
        if (sight.Tests.Count == 0) return _isChoice && tests.Count > 0 ? Coverage.NotRun : Coverage.Ran;
        return sight.Tests.Max(t => Of(t, tests));
    }

    private Coverage Of(string test, Dictionary<string, TestOutcome> tests)
    {
        if (tests.TryGetValue(test, out var outcome)) return outcome is TestOutcome.NotAvailable or TestOutcome.Skipped ? Coverage.NotRun : Coverage.Ran;
        // A subtest may be missing because its parent never came to it.
        var parent = test.LastIndexOf('/') is var slash and > 0 ? test[..slash] : null;
        if (parent is not null && tests.TryGetValue(parent, out var above)) return above == TestOutcome.Passed && !_isChoice ? Coverage.Gone : Coverage.NotRun;
        return _isChoice ? Coverage.NotRun : Coverage.Gone;
    }

    private static bool IsChoosing(string flag)
    {
        var name = flag.TrimStart('-').Split('=')[0];
        if (name.StartsWith("test.", StringComparison.Ordinal)) name = name["test.".Length..];
        return flag.StartsWith('-') && s_choosing.Contains(name);
    }
}
