using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Checking.Baselines;

/// <summary>A known finding of a baseline. Names are those of the JSON, in snake case.</summary>
public sealed record BaselineEntry
{
    /// <summary>The signature that the finding is known by: twelve hexadecimal digits.</summary>
    public required string Signature { get; init; }

    /// <summary>Signatures of other reports of the same finding; never <see cref="Signature"/> itself.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>What kind of finding it is.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>The symptom's name.</summary>
    public required string Symptom { get; init; }

    /// <summary>One line that says what is wrong.</summary>
    public required string Title { get; init; }

    /// <summary>The likeliest fault class; null where none is known.</summary>
    public string? Class { get; init; }

    /// <summary>The file to look at, and the function in it; without a line, which moves with every edit. Null where none is known.</summary>
    public string? Where { get; init; }

    /// <summary>The day on which it came into the baseline.</summary>
    public required DateOnly FirstSeen { get; init; }

    /// <summary>Whether it did not show every time: that it is not seen may then be chance.</summary>
    public bool Flaky { get; init; }

    /// <summary>What the signature is made of; empty for vet and tests that failed by their own check.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>What showed it: it is fixed only when all of that ran and does not show it any more.</summary>
    public required IReadOnlyList<BaselineSight> ShownBy { get; init; }

    /// <summary>Whether a text is a signature.</summary>
    public static bool IsSignature(string text) => text.Length == 12 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The entry of a finding that is new on a day.</summary>
    public static BaselineEntry Of(CheckFinding finding, DateOnly day) => new()
    {
        Signature = finding.Signature,
        Also = [.. finding.Signatures.Where(s => s != finding.Signature).Distinct().Order(StringComparer.Ordinal)],
        Kind = finding.Kind,
        Symptom = finding.Symptom,
        Title = finding.Title,
        Class = finding.Classes.Select(c => c.Class).FirstOrDefault(),
        Where = WhereOf(finding),
        FirstSeen = day,
        Flaky = IsFlaky(finding),
        Parts = finding.Best?.Parts ?? [],
        ShownBy = BaselineSight.Of(finding.Seen),
    };

    /// <summary>This entry with what a run showed of its finding; what did not run stays. Words and day stay, so that a diff shows news only.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="coverage">What the run ran.</param>
    public BaselineEntry With(CheckFinding finding, RunCoverage coverage) => this with
    {
        Also = [.. Also.Concat(finding.Signatures).Append(finding.Signature).Where(s => s != Signature).Distinct().Order(StringComparer.Ordinal)],
        Flaky = Flaky || IsFlaky(finding),
        ShownBy = BaselineSight.Merge([.. ShownBy.Where(s => coverage.Of(s) == Coverage.NotRun), .. BaselineSight.Of(finding.Seen)]),
    };

    /// <summary>Whether the finding has a report of this very fault.</summary>
    public bool Is(CheckFinding finding) => finding.Signatures.Append(finding.Signature).Any(s => s == Signature || Also.Contains(s));

    /// <summary>How alike the finding's clearest report is to this one, from 0 to 1; 0 where signatures say too little to compare.</summary>
    public double SimilarityTo(CheckFinding finding)
        => finding.Kind == Kind && Parts.Count > 1 && finding.Best is { Parts.Count: > 1 } best
            ? best.AsSignature().SimilarityTo(new Signature { Id = Signature, Parts = Parts }) : 0;

    private static bool IsFlaky(CheckFinding finding) => finding.Seen.Any(s => s.Bad < s.Times);

    private static string? WhereOf(CheckFinding finding)
        => finding.File is not { } file ? null : finding.Best?.Place is { Function.Length: > 0 } place && place.File == file ? $"{file} ({place.Function})" : file;
}

/// <summary>A package's tests in one column that showed a finding.</summary>
/// <param name="Package">The import path.</param>
/// <param name="Column">Go release without its patch, architecture, instrument: <c>go1.27/amd64/asan</c>.</param>
/// <param name="Tests">The tests; none for what belongs to no test.</param>
public sealed record BaselineSight(string Package, string Column, IReadOnlyList<string> Tests)
{
    /// <summary>A cell's column without what changes from update to update: the patch of the release.</summary>
    public static string ColumnOf(CheckCell cell)
        => (GoVersion.TryParse(cell.Go, out var go) ? cell with { Go = go.Release } : cell).Column;

    /// <summary>What showed a finding, in a stable order.</summary>
    internal static IReadOnlyList<BaselineSight> Of(IEnumerable<FindingSight> seen)
        => Merge(seen.Select(s => new BaselineSight(s.Cell.Package, ColumnOf(s.Cell), s.Test.Length > 0 ? [s.Test] : [])));

    /// <summary>One entry for each package and column, in a stable order.</summary>
    internal static IReadOnlyList<BaselineSight> Merge(IEnumerable<BaselineSight> sights)
        => [.. sights.GroupBy(s => (s.Package, s.Column)).OrderBy(g => g.Key.Package, StringComparer.Ordinal).ThenBy(g => g.Key.Column, StringComparer.Ordinal)
            .Select(g => new BaselineSight(g.Key.Package, g.Key.Column, [.. g.SelectMany(s => s.Tests).Distinct().Order(StringComparer.Ordinal)]))];
}
