using System.Text.RegularExpressions;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Tests;

namespace InteropFuzz.Harness.Checking.Grouping;

/// <summary>Makes findings of the results of all cells: each fault once. Pure.</summary>
/// <param name="names">Whose files are the user's own.</param>
/// <param name="declared">Where a test of a package is declared: an absolute path and a line; null where that is not known.</param>
/// <param name="byHand">The shell command that shows what a test does in a cell; the test is empty for the whole package.</param>
public sealed partial class FindingMaker(SourceNames names, Func<string, string, (string File, int Line)?> declared, Func<CheckCell, string, string> byHand)
{
    /// <summary>All findings: crashes with the worst first, then leaks, races, hangs, tests that fail by their own check, and what vet says.</summary>
    public IReadOnlyList<CheckFinding> Make(IReadOnlyList<CellResult> cells)
    {
        var order = 0;
        var seen = new List<SeenCrash>();
        foreach (var cell in cells)
            foreach (var test in cell.Tests)
                foreach (var report in test.Reports)
                    seen.Add(new(cell.Cell, test.Test, test, report, KindOf(report), order++));
        return [.. FindingGroups.Of(seen).Select(OfCrashes).OrderBy(f => f.Kind).Concat(Failures(cells)).Select(Declared), .. OfVet(cells)];
    }

    private CheckFinding Declared(CheckFinding finding)
        => finding.Tests.Count > 0 && declared(finding.Package, finding.Tests[0]) is var (file, line) && names.Of(file) is { IsOwn: true } own ? finding with { TestFile = own.File, TestLine = line } : finding;

    private static FindingKind KindOf(CrashReport report) => report.Symptom.Split('/')[0] switch
    {
        "lsan" => FindingKind.Leak,
        "tsan" => FindingKind.Race,
        "timeout" => FindingKind.Hang,
        _ => FindingKind.Crash,
    };

    private CheckFinding OfCrashes(IReadOnlyList<SeenCrash> group)
    {
        var best = group[0];
        return new()
        {
            Signature = best.Report.Signature,
            Signatures = [.. group.Select(c => c.Report.Signature).Distinct()],
            Kind = best.Kind,
            Symptom = best.Report.Symptom,
            Title = FindingTitle.Of(best.Report.FirstLine) is { Length: > 0 } title ? title : Meaning(best.Report.Symptom),
            Package = best.Cell.Package,
            Tests = [.. group.OrderBy(c => c.Order).Select(c => c.Test).Where(t => t.Length > 0).Distinct()],
            Seen = [.. group.OrderBy(c => c.Order).Select(c => new FindingSight(c.Cell, c.Test, c.Report.Symptom, c.Result.Bad, c.Result.Times)).Distinct()],
            Best = best.Report,
            File = best.Report.Place?.File,
            Line = best.Report.Place?.Line ?? 0,
            Output = best.Result.Output,
            OutputFile = best.Result.OutputFile,
            Reproduce = byHand(best.Cell, best.Test),
        };
    }

    private static string Meaning(string symptom)
        => Triage.Symptom.TryParse(symptom, out var known) ? Triage.SymptomCatalog.Find(known).Meaning : symptom;

    /// <summary>
    /// What a test says that ran while a race was seen (testing/testing.go, tRunner). The detector reports each race once, so that other tests which
    /// meet it fail with these words alone.
    /// </summary>
    private const string RaceEcho = "race detected during execution of test";

    private static bool FailsByItself(TestResult test, CellResult cell)
        => test.Worst == TestOutcome.Failed
            && !cell.Tests.Any(o => o.Bad > 0 && o.Test.StartsWith(test.Test + "/", StringComparison.Ordinal))
            && !(Hints.FirstWords(test.Output) == RaceEcho && cell.Tests.Any(o => o.Worst == TestOutcome.Raced));

    /// <summary>Tests that fail without a crash: one finding for each, whatever the cells. A parent fails with its subtest, which says it all.</summary>
    private IEnumerable<CheckFinding> Failures(IReadOnlyList<CellResult> cells)
        => cells.SelectMany(c => c.Tests.Where(t => FailsByItself(t, c)).Select(t => (c.Cell, Test: t)))
            .GroupBy(f => (f.Cell.Package, f.Test.Test)).Select(g =>
            {
                var (cell, test) = g.First();
                var (file, line) = PlaceOf(test.Output);
                var id = UnitKey.Of(["failure", g.Key.Package, g.Key.Test])[..12];
                return new CheckFinding
                {
                    Signature = id,
                    Signatures = [id],
                    Kind = FindingKind.Failure,
                    Symptom = "exit/1",
                    Title = test.Reason ?? Hints.FirstWords(test.Output) ?? $"{test.Test} failed",
                    Package = cell.Package,
                    Tests = [test.Test],
                    Seen = [.. g.Select(f => new FindingSight(f.Cell, f.Test.Test, "exit/1", f.Test.Bad, f.Test.Times))],
                    File = file,
                    Line = line,
                    Output = test.Output,
                    OutputFile = test.OutputFile,
                    Reproduce = byHand(cell, test.Test),
                };
            });

    /// <summary>The same message at the same file is one finding on all releases; its line may move.</summary>
    private IEnumerable<CheckFinding> OfVet(IReadOnlyList<CellResult> cells)
        => cells.SelectMany(c => c.Vet.Select(v => (c.Cell, Vet: v))).GroupBy(v => (v.Vet.Analyzer, v.Vet.File, v.Vet.Line, v.Vet.Message)).GroupBy(g => (g.Key.Analyzer, g.Key.File, g.Key.Message))
            .SelectMany(same => same.OrderBy(g => g.Key.Line).Select((places, nth) =>
            {
                var (cell, vet) = places.First();
                var id = UnitKey.Of(["vet", vet.Analyzer, vet.File, vet.Message, .. nth == 0 ? [] : new[] { nth.ToString(System.Globalization.CultureInfo.InvariantCulture) }])[..12];
                return new CheckFinding
                {
                    Signature = id,
                    Signatures = [id],
                    Kind = FindingKind.Vet,
                    Symptom = "vet/" + vet.Analyzer,
                    Title = vet.Message,
                    Package = cell.Package,
                    Tests = [],
                    Seen = [.. places.Select(p => new FindingSight(p.Cell, "", "vet/" + vet.Analyzer, 1, 1)).Distinct()],
                    File = vet.File,
                    Line = vet.Line,
                    Output = $"{vet.File}:{vet.Line}:{vet.Column}: {vet.Message}",
                    Reproduce = byHand(cell, ""),
                };
            }));

    /// <summary>The first place that t.Error and its like name (testing/testing.go, decorate: the file's name alone).</summary>
    private (string? File, int Line) PlaceOf(string output)
    {
        var match = Place().Match(output);
        if (!match.Success) return (null, 0);
        var (file, isOwn) = names.Of(match.Groups["file"].Value);
        return isOwn ? (file, int.Parse(match.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture)) : (null, 0);
    }

    [GeneratedRegex(@"^\s*(?<file>[^\s:]+\.go):(?<line>\d{1,7}): ", RegexOptions.Multiline)]
    private static partial Regex Place();
}
