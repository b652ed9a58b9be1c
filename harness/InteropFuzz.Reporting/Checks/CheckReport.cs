using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Checks;

/// <summary>A check as every format reports it.</summary>
public sealed class CheckReport
{
    private readonly ILookup<(CheckCell Cell, string Test), ReviewedFinding> _shown;

    /// <summary>Makes the model.</summary>
    /// <param name="run">What was found out.</param>
    /// <param name="review">What is new, known, suppressed, fixed.</param>
    /// <param name="earlier">Earlier runs of the same repository, the latest first.</param>
    public CheckReport(CheckRun run, CheckReview review, IReadOnlyList<CheckRun>? earlier = null)
    {
        (Run, Review, Earlier) = (run, review, earlier ?? []);
        _shown = review.Findings.SelectMany(f => f.Finding.Seen.SelectMany(s => WithParents(s.Test).Select(t => (Key: (s.Cell, t), Finding: f)))).Distinct().ToLookup(s => s.Key, s => s.Finding);
    }

    /// <summary>What was found out.</summary>
    public CheckRun Run { get; }

    /// <summary>What is new, known, suppressed, fixed.</summary>
    public CheckReview Review { get; }

    /// <summary>Earlier runs of the same repository, the latest first.</summary>
    public IReadOnlyList<CheckRun> Earlier { get; }

    /// <summary>Whether the check is content: nothing new, and all that was asked for ran.</summary>
    public bool IsGood => !Review.HasNew && Run.IsWhole && !Failed.Any();

    /// <summary>One line: what is new.</summary>
    public string Verdict
    {
        get
        {
            var others = new (int Count, string Words)[]
            {
                (Review.With(Standing.Known).Count(), "known"), (Review.With(Standing.Suppressed).Count(), "suppressed"), (Review.Fixed.Count(), "fixed"),
            }.Where(c => c.Count > 0).Select(c => $"{c.Count} {c.Words}");
            var first = Review.HasNew ? Words.Count(Review.New.Count(), "new finding") : "Nothing new";
            return string.Join(", ", others.Prepend(first)) + (Run.IsWhole ? "" : "; the run was broken off");
        }
    }

    /// <summary>What ran, in a few lines.</summary>
    public IReadOnlyList<string> Facts
    {
        get
        {
            var tests = Run.Tests.ToList();
            var outcomes = tests.CountBy(t => t.Test.Outcome).OrderBy(o => o.Key).Select(o => $"{o.Value} {o.Key.Name()}");
            return
            [
                $"{Words.Count(Run.Packages.Count, "package")}, {Words.Count(Run.Cells.Count, "cell")}, {Words.Count(tests.Count, "result")}{(tests.Count > 0 ? $": {string.Join(", ", outcomes)}" : "")}",
                $"Go {string.Join(", ", Run.Info.Toolchains.Keys)}; {Words.Count(Run.Info.Built, "test binary", "test binaries")} built, {Run.Info.Kept} kept; {Duration.Say(Run.Info.WallS)}{(Run.Info.GitCommit is { } commit ? $"; commit {commit}" : "")}",
            ];
        }
    }

    /// <summary>The cells that did not build.</summary>
    public IEnumerable<CellResult> Failed => Run.Cells.Where(c => c.State == CellState.BuildFailed);

    /// <summary>What a reader should know about the two files and about what did not run.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. SuppressionWarnings,
        .. Failed.Select(c => $"{c.Cell} does not build: {FirstLine(c.Reason)}"),
        .. Run.Cells.Where(c => c.State == CellState.NotAvailable).GroupBy(c => (c.Cell.Column, c.Reason)).Select(g => $"{g.Key.Column} did not run for {Words.Count(g.Count(), "package")}: {FirstLine(g.Key.Reason)}"),
    ];

    /// <summary>Suppressions that expired or met nothing.</summary>
    public IReadOnlyList<string> SuppressionWarnings =>
    [
        .. Review.Expired.Select(s => $"{s.Place}: this suppression expired on {Day(s.Expires)} and counts no more ({s}): {s.Reason}"),
        .. Review.Unused.Select(s => $"{s.Place}: this suppression met nothing; delete it ({s})"),
    ];

    /// <summary>The columns of the table of tests and cells.</summary>
    public IReadOnlyList<string> Columns => [.. Run.Cells.Select(c => c.Cell.Column).Distinct()];

    /// <summary>What a cell's test shows, that of its subtests included.</summary>
    public IReadOnlyList<ReviewedFinding> ShownBy(CheckCell cell, string test) => [.. _shown[(cell, test)]];

    /// <summary>A day as the files have it.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Why a finding does not fail the build; that it does.</summary>
    public static string Say(ReviewedFinding reviewed) => reviewed.Standing switch
    {
        Standing.Suppressed => $"suppressed until {Day(reviewed.Suppression!.Expires)} ({reviewed.Suppression.Place}): {reviewed.Suppression.Reason}",
        Standing.Known when reviewed.Likeness < 1 => $"known since {Day(reviewed.Entry!.FirstSeen)}: probably the same as {reviewed.Entry.Signature} ({Words.Percent(reviewed.Likeness)})",
        Standing.Known => $"known since {Day(reviewed.Entry!.FirstSeen)}",
        _ => "new",
    };

    /// <summary><c>new</c>, <c>known</c> or <c>suppressed</c>.</summary>
    public static string Name(Standing standing) => standing.ToString().ToLowerInvariant();

    /// <summary>What became of an entry of the baseline whose finding did not show.</summary>
    public static string Say(MissingEntry missing) => missing.Coverage switch
    {
        Coverage.Ran => missing.Entry.Flaky ? "fixed, or not met: it did not show every time" : "fixed",
        Coverage.Gone => "its test is gone",
        _ => "not checked: what showed it did not run",
    };

    /// <summary>Where to look: file and line, or the package.</summary>
    public static string Place(CheckFinding finding)
        => finding.File is not { } file ? finding.Package : finding.Line > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{finding.Line}") : file;

    /// <summary>How often a finding that does not show every time did; null when it always does.</summary>
    public static string? Flakiness(CheckFinding finding)
        => finding.Seen.Any(s => s.Bad < s.Times) ? $"{finding.Seen.Sum(s => s.Bad)} of {finding.Seen.Sum(s => s.Times)} tries" : null;

    /// <summary>In which of the earlier runs a finding was seen, the latest first.</summary>
    public IEnumerable<bool> History(CheckFinding finding)
        => Earlier.Select(run => run.Findings.Any(f => f.Signatures.Append(f.Signature).Intersect(finding.Signatures.Append(finding.Signature)).Any()));

    private static string FirstLine(string? text) => Words.Cut(Words.OneLine((text ?? "").Trim().Split('\n')[0]), 200);

    /// <summary>A test fails with its subtest.</summary>
    private static IEnumerable<string> WithParents(string test)
    {
        yield return test;
        for (var slash = test.LastIndexOf('/'); slash > 0; slash = test.LastIndexOf('/', slash - 1)) yield return test[..slash];
    }
}
