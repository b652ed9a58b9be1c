using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>What one repeat of one test came to.</summary>
/// <param name="Test">The test; empty for what belongs to none.</param>
/// <param name="Outcome">The outcome.</param>
public sealed record TestAttempt(string Test, TestOutcome Outcome)
{
    /// <summary>How long it took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What there is to know besides; null for nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>What it printed.</summary>
    public string Text { get; init; } = "";

    /// <summary>What triage made of it, the most important first.</summary>
    public IReadOnlyList<Crash> Crashes { get; init; } = [];

    /// <summary>The raw output of its process, relative to the run's folder; null when it was not kept.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The repeats of a test as one result.</summary>
    public static TestResult Join(IReadOnlyList<TestAttempt> attempts, string package, SourceNames names)
    {
        var bad = attempts.Count(a => a.Outcome.IsBad());
        var worst = attempts.MaxBy(a => a.Outcome)!;
        var reports = attempts.SelectMany(a => a.Crashes).Select(c => CrashReport.Of(c, package, worst.Test, names)).DistinctBy(r => r.Signature).ToList();
        return new()
        {
            Test = worst.Test,
            Outcome = bad > 0 && bad < attempts.Count ? TestOutcome.Flaky : worst.Outcome,
            Worst = worst.Outcome,
            Times = attempts.Count,
            Bad = bad,
            Seconds = attempts.Max(a => a.Seconds),
            Reason = worst.Reason,
            Output = worst.Outcome.IsBad() || worst.Outcome == TestOutcome.Skipped ? Excerpt.Of(worst.Text) : "",
            Crash = reports.FirstOrDefault(),
            More = [.. reports.Skip(1)],
            OutputFile = worst.OutputFile,
        };
    }
}
