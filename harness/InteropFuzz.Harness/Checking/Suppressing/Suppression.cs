using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Claims;

namespace InteropFuzz.Harness.Checking.Suppressing;

/// <summary>An entry of suppressions.yaml: findings that are not to fail the build, why, and until when. All that it names has to fit.</summary>
/// <param name="Place">Where it stands: <c>file:line</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expires">The last day on which it counts.</param>
public sealed record Suppression(string Place, string Reason, DateOnly Expires)
{
    /// <summary>The signature of any report of the finding; null for any.</summary>
    public string? Signature { get; init; }

    /// <summary>The symptom of the clearest report: <c>lsan/*</c>; null for any.</summary>
    public SymptomPattern? Symptom { get; init; }

    /// <summary>A function on one of the finding's stacks, as a glob; null for any.</summary>
    public string? Function { get; init; }

    /// <summary>The file of a frame on one of the finding's stacks, or the file that vet names, as a glob; null for any.</summary>
    public string? File { get; init; }

    /// <summary>Tests, as a glob over the name with its subtest; null for any.</summary>
    public string? Test { get; init; }

    /// <summary>Packages: an import path, a glob, or <c>path/...</c> for all below it too; null for any.</summary>
    public string? Package { get; init; }

    /// <summary>Whether it counts no more.</summary>
    public bool IsExpired(DateOnly today) => today > Expires;

    /// <summary>
    /// Whether a finding is meant. Tests and packages have to fit all that show it: a finding that shows in one more test is more than what was
    /// looked at.
    /// </summary>
    public bool Matches(CheckFinding finding)
        => (Signature is null || finding.Signature == Signature || finding.Signatures.Contains(Signature))
            && (Symptom is null || Symptom.Matches(finding.Symptom))
            && ((Function is null && File is null) || HasFrame(finding))
            && (Test is null || (finding.Seen.Count > 0 && finding.Seen.All(s => IsTest(s.Test))))
            && (Package is null || (IsPackage(finding.Package) && finding.Seen.All(s => IsPackage(s.Cell.Package))));

    /// <summary>Whether a run had tests that this could be about, so that something can be said when it meets nothing.</summary>
    public bool Concerns(CheckRun run)
        => run.Cells.Any(c => c.State == CellState.Ran && (Package is null || IsPackage(c.Cell.Package))
            && (Test is null || c.Tests.Any(t => IsTest(t.Test) && t.Outcome is not (TestOutcome.NotAvailable or TestOutcome.Skipped))));

    /// <summary>What it matches, for messages.</summary>
    public override string ToString() => string.Join(", ", new (string Name, object? Value)[]
    {
        ("signature", Signature), ("symptom", Symptom), ("function", Function), ("file", File), ("test", Test), ("package", Package),
    }.Where(c => c.Value is not null).Select(c => $"{c.Name} {c.Value}"));

    private bool HasFrame(CheckFinding finding)
    {
        var function = Function is null ? null : Glob.Whole(Function);
        var file = File is null ? null : Glob.Whole(File);
        var frames = finding.Best is { } best ? best.Stack.Concat(best.Others.SelectMany(s => s.Frames)) : [];
        return frames.Any(f => (function is null || function.Matches(f.Function)) && (file is null || (f.File is { } at && file.Matches(at))))
            || (function is null && finding.File is { } own && file!.Matches(own));
    }

    private bool IsTest(string test) => Glob.Whole(Test!).Matches(test) || Glob.Whole(Test! + "/*").Matches(test);

    private bool IsPackage(string package)
    {
        const string Below = "/...";
        return Package!.EndsWith(Below, StringComparison.Ordinal) && Package[..^Below.Length] is var parent
            ? package == parent || package.StartsWith(parent + "/", StringComparison.Ordinal)
            : Glob.Whole(Package).Matches(package);
    }
}
