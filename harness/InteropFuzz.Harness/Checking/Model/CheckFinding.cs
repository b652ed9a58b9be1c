using System.Text.Json.Serialization;
using InteropFuzz.Harness.Findings;

namespace InteropFuzz.Harness.Checking.Model;

/// <summary>One fault, with everything that shows it.</summary>
public sealed record CheckFinding
{
    /// <summary>
    /// Twelve hexadecimal digits: that of the clearest report. A baseline knows a finding by any of <see cref="Signatures"/>, because with other
    /// instruments another report may be the clearest one.
    /// </summary>
    public required string Signature { get; init; }

    /// <summary>The signatures of all reports of it, <see cref="Signature"/> first.</summary>
    public required IReadOnlyList<string> Signatures { get; init; }

    /// <summary>What kind of finding it is.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>The symptom of the clearest report: <c>asan/heap-use-after-free</c>, <c>vet/unsafeptr</c>; <c>exit/1</c> for a test that failed by its own check.</summary>
    public required string Symptom { get; init; }

    /// <summary>One line that says what is wrong.</summary>
    public required string Title { get; init; }

    /// <summary>The package whose tests show it first.</summary>
    public required string Package { get; init; }

    /// <summary>Tests (with subtests) that show it; empty for vet and for what belongs to no test.</summary>
    public required IReadOnlyList<string> Tests { get; init; }

    /// <summary>Every test in every cell that shows it.</summary>
    public required IReadOnlyList<FindingSight> Seen { get; init; }

    /// <summary>The clearest report; null for vet and for tests that failed by their own check.</summary>
    public CrashReport? Best { get; init; }

    /// <summary>The user's own file to look at first, relative to the root; null where none is known.</summary>
    public string? File { get; init; }

    /// <summary>The line in it, from 1; 0 where it is not known.</summary>
    public int Line { get; init; }

    /// <summary>The file in which the first of <see cref="Tests"/> is declared, relative to the root; null where none is known.</summary>
    public string? TestFile { get; init; }

    /// <summary>The line of its declaration, from 1; 0 where it is not known.</summary>
    public int TestLine { get; init; }

    /// <summary>What a view can mark: the place to look at first, else where the test is declared. Null and 0 where neither is known.</summary>
    [JsonIgnore]
    public (string? File, int Line) Mark => File is not null ? (File, Line) : (TestFile, TestLine);

    /// <summary>What was printed, cut to a screenful.</summary>
    public string Output { get; init; } = "";

    /// <summary>The raw output of the clearest report, relative to the run's folder; null when none was kept.</summary>
    public string? OutputFile { get; init; }

    /// <summary>Shell lines that show it without the harness; they begin by changing into the right folder.</summary>
    public required string Reproduce { get; init; }

    /// <summary>none, low, medium, high or critical.</summary>
    public string Severity => Best?.Severity ?? (Kind == FindingKind.Vet ? "medium" : "low");

    /// <summary>Whose mistake it probably is: go, c, runtime, boundary or unknown.</summary>
    public string Guilty => Best?.Guilty ?? "unknown";

    /// <summary>Fault classes that may be the cause, the likeliest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<RankedClass> Classes => Best?.Classes ?? [];

    /// <summary>The cells that show it, each once: see <see cref="CheckCell.Column"/>.</summary>
    [JsonIgnore]
    public IEnumerable<CheckCell> Cells => Seen.Select(s => s.Cell).Distinct();
}

/// <summary>One test in one cell that shows a finding.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Test">The test; empty for what belongs to none.</param>
/// <param name="Symptom">What it was there.</param>
/// <param name="Bad">How often it showed.</param>
/// <param name="Times">Of how many repeats.</param>
public sealed record FindingSight(CheckCell Cell, string Test, string Symptom, int Bad, int Times);

/// <summary>What kind of finding it is.</summary>
public enum FindingKind
{
    /// <summary>The process died, or an instrument reported an error.</summary>
    [JsonStringEnumMemberName("crash")]
    Crash,

    /// <summary>Memory was leaked.</summary>
    [JsonStringEnumMemberName("leak")]
    Leak,

    /// <summary>A data race.</summary>
    [JsonStringEnumMemberName("race")]
    Race,

    /// <summary>A test did not end.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,

    /// <summary>A test failed by its own check.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>go vet.</summary>
    [JsonStringEnumMemberName("vet")]
    Vet,
}
