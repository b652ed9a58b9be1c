using InteropFuzz.Harness.Evidence;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Verdicts;

namespace InteropFuzz.Harness.Storage;

/// <summary>One finished cell: a line of results.jsonl. Names are those of the JSON, in snake case.</summary>
public sealed record ResultRow
{
    /// <summary>The case's id.</summary>
    public required string Case { get; init; }

    /// <summary>Its fault class.</summary>
    public required string Class { get; init; }

    /// <summary>Whether the program makes a mistake; null in rows of before this was kept.</summary>
    public bool? Faulty { get; init; }

    /// <summary>The Go release with its patch: <c>1.24.4</c>; empty for a program of .NET.</summary>
    public required string Go { get; init; }

    /// <summary>The .NET release with its patch: <c>10.0.1</c>; null for a program of Go.</summary>
    public string? Net { get; init; }

    /// <summary>GOARCH.</summary>
    public required string Arch { get; init; }

    /// <summary>The instrument's name.</summary>
    public required string Instrument { get; init; }

    /// <summary>Where it ran.</summary>
    public required string Runner { get; init; }

    /// <summary>The name of the machine in runners.yaml; null where it ran on this one.</summary>
    public string? RunnerName { get; init; }

    /// <summary>What held the program on that machine: <c>bubblewrap</c>, or <c>limits</c> alone; null where run.json says it.</summary>
    public string? Cage { get; init; }

    /// <summary>How many tries showed which symptom; empty for n/a.</summary>
    public required IReadOnlyDictionary<string, int> Symptoms { get; init; }

    /// <summary>What each try may show.</summary>
    public required IReadOnlyList<string> Expected { get; init; }

    /// <summary>The line of the case's main file that says so.</summary>
    public required int ExpectLine { get; init; }

    /// <summary>The verdict's word.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why the cell is n/a, or what went wrong besides the program; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The line that names the fault, from the try that matters most; null when there is none.</summary>
    public string? FirstLine { get; init; }

    /// <summary>
    /// The innermost frames of that try's crash which are the program's own, as <c>side:function</c>, C frames on top of the Go
    /// frames that called them; null when its output shows none, and in results of releases that did not write them.
    /// </summary>
    public IReadOnlyList<string>? Frames { get; init; }

    /// <summary>Raw output of that try, relative to the run's folder; null when it was clean.</summary>
    public string? Output { get; init; }

    /// <summary>Commands that do the same by hand, without the harness.</summary>
    public string? Reproduce { get; init; }

    /// <summary>User and system time of all tries, in seconds.</summary>
    public double CpuS { get; init; }

    /// <summary>The launcher's and sandbox's share on top, in seconds.</summary>
    public double OverheadS { get; init; }

    /// <summary>Time of all tries, one after the other, in seconds.</summary>
    public double WallS { get; init; }

    /// <summary>Most resident memory of any try, in bytes.</summary>
    public long PeakRssBytes { get; init; }

    /// <summary>What was collected besides, by collector; null when nothing was asked for.</summary>
    public IReadOnlyDictionary<string, EvidencePart>? Evidence { get; init; }

    /// <summary>What the evidence was read from, relative to the run's folder; null when there is none.</summary>
    public string? EvidenceOutput { get; init; }

    /// <summary>Tells two states of the case's files apart.</summary>
    public required string CaseHash { get; init; }

    /// <summary>Which runtime the program is for.</summary>
    public ManagedRuntime Runtime => Net is null ? ManagedRuntime.Go : ManagedRuntime.Net;

    /// <summary>The release of that runtime with its patch.</summary>
    public string Release => Net ?? Go;

    /// <summary>Whether the program makes a mistake, as far as can be told.</summary>
    public bool IsFaulty => Faulty ?? !Case.EndsWith(Cases.Case.TwinSuffix, StringComparison.Ordinal);

    /// <summary>Whether the cell was not tried.</summary>
    public bool IsNotAvailable => Verdict == VerdictKind.NotAvailable.Name();

    /// <summary>Whether nothing is known of the cell because no runner could run it to its end.</summary>
    public bool IsLost => Verdict == VerdictKind.RunnerLost.Name();

    /// <summary>Whether a run with this cell is not as expected.</summary>
    public bool IsBad => Verdict != VerdictKind.Expected.Name() && !IsNotAvailable && !IsLost;

    /// <summary>What a resumed run recognises the cell by.</summary>
    public string Key => $"{Case} {Runtime.Name()}{Release} {Arch} {Instrument} {Runner} {CaseHash}";
}
