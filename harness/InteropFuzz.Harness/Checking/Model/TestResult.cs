using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Checking.Model;

/// <summary>What one test came to in one cell.</summary>
public sealed record TestResult
{
    /// <summary>
    /// The test, with its subtest: <c>TestOpen/read_only</c>. Empty for what belongs to no test: init, TestMain, the end of the process
    /// (such as a leak that no single test could be blamed for).
    /// </summary>
    public required string Test { get; init; }

    /// <summary>The outcome of all repeats together.</summary>
    public required TestOutcome Outcome { get; init; }

    /// <summary>Of a flaky one what the bad repeats came to, else the same as <see cref="Outcome"/>.</summary>
    public required TestOutcome Worst { get; init; }

    /// <summary>How often it ran.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How often of these it neither passed nor skipped.</summary>
    public int Bad { get; init; }

    /// <summary>How long it took, in seconds: the longest of its repeats.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it was skipped, or what else there is to know; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>What it printed when it went wrong, cut to a screenful; empty when it did not.</summary>
    public string Output { get; init; } = "";

    /// <summary>What triage made of it; null where nothing crashed, leaked, raced or hung.</summary>
    public CrashReport? Crash { get; init; }

    /// <summary>Further reports of the same test: several races, several leaks.</summary>
    public IReadOnlyList<CrashReport> More { get; init; } = [];

    /// <summary>The raw output of the process, relative to the run's folder; null when nothing was wrong.</summary>
    public string? OutputFile { get; init; }

    /// <summary>All reports of it.</summary>
    [JsonIgnore]
    public IEnumerable<CrashReport> Reports => Crash is null ? [] : [Crash, .. More];
}

/// <summary>What a test can come to. The order is from good to bad.</summary>
public enum TestOutcome
{
    /// <summary>It passed.</summary>
    [JsonStringEnumMemberName("passed")]
    Passed,

    /// <summary>It skipped itself.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>It did not run; the reason tells why.</summary>
    [JsonStringEnumMemberName("not-available")]
    NotAvailable,

    /// <summary>Its repeats differ.</summary>
    [JsonStringEnumMemberName("flaky")]
    Flaky,

    /// <summary>By its own check something is wrong.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Memory was leaked.</summary>
    [JsonStringEnumMemberName("leaked")]
    Leaked,

    /// <summary>A data race was seen.</summary>
    [JsonStringEnumMemberName("raced")]
    Raced,

    /// <summary>It did not end in time.</summary>
    [JsonStringEnumMemberName("hung")]
    Hung,

    /// <summary>The process died in it, or an instrument reported an error in it.</summary>
    [JsonStringEnumMemberName("crashed")]
    Crashed,
}

/// <summary>The words for <see cref="TestOutcome"/>.</summary>
public static class TestOutcomes
{
    /// <summary>The word in reports, which is also that of the JSON.</summary>
    public static string Name(this TestOutcome outcome) => outcome == TestOutcome.NotAvailable ? "not-available" : outcome.ToString().ToLowerInvariant();

    /// <summary>Whether something is wrong.</summary>
    public static bool IsBad(this TestOutcome outcome) => outcome >= TestOutcome.Flaky;
}
