using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>One instrument's turn.</summary>
/// <param name="Instrument">Its name.</param>
/// <param name="Seconds">How long it took, with what of its build had to be waited for; 0 when it was skipped.</param>
public sealed record Step(string Instrument, double Seconds)
{
    /// <summary>Why it was not used; null when it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>What it saw, in the try that says most; null when it was skipped.</summary>
    public Crash? Crash { get; init; }

    /// <summary>How many tries showed which symptom.</summary>
    public IReadOnlyDictionary<string, int> Symptoms { get; init; } = new Dictionary<string, int>();

    /// <summary>All that was printed in that try.</summary>
    public string Output { get; init; } = "";

    /// <summary>Where that text is kept; null when it is not.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The statement it leads to; null when to none.</summary>
    public Accusation? Accusation { get; init; }

    /// <summary>Why the diagnosis went on behind it, or ended.</summary>
    public string Then { get; init; } = "";

    /// <summary>Shell commands that do the same by hand.</summary>
    public string ByHand { get; init; } = "";

    /// <summary>How many tries there were.</summary>
    public int Tries => Symptoms.Values.Sum();

    /// <summary>Whether tries differed.</summary>
    public bool IsFlaky => Symptoms.Count > 1;

    /// <summary>Whether it saw that something is wrong.</summary>
    public bool SawFault => Crash is { } c && c.Symptom != Symptom.Clean;
}

/// <summary>The answer.</summary>
/// <param name="Subject">What was diagnosed.</param>
/// <param name="Go">With which Go.</param>
/// <param name="Steps">The chain, in the order of the instruments' turns.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Diagnosis(string Subject, string Go, IReadOnlyList<Step> Steps, double Seconds)
{
    /// <summary>
    /// From the most to the least to be believed, where two speak for different statements with the same weight. Sanitizers see the access
    /// itself; the runtime's checks see conversions; plain sees the damage; vet sees a shape.
    /// </summary>
    private static readonly string[] s_credit = ["asan", "gdb", "cgocheck2", "race", "checkptr", "valgrind", "efence", "plain", "gcstress", "msan", "vet"];

    /// <summary>The first sign that something is wrong, from the cheapest run; null when there was none.</summary>
    public Step? First => Steps.FirstOrDefault(s => s.SawFault && s.Crash!.Symptom.Family != "vet") ?? Steps.FirstOrDefault(s => s.SawFault);

    /// <summary>The step whose accusation stands.</summary>
    public Step? Guilty { get; } = Steps
        .Where(s => s.Accusation is not null)
        .OrderByDescending(s => s.Accusation!.Weight)
        .ThenBy(s => s.Crash!.Symptom == Symptom.Silent)
        .ThenBy(s => Array.IndexOf(s_credit, s.Instrument))
        .FirstOrDefault();

    /// <summary>What else may be the mistake, each place once.</summary>
    public IReadOnlyList<Step> Others => [.. Steps.Where(s => s.Accusation is { } a && a.Place != Guilty?.Accusation?.Place).DistinctBy(s => s.Accusation!.Place)];

    /// <summary>Fault classes and guilty side, by all that the instruments saw.</summary>
    public Consensus Consensus { get; } = Consensus.Of([.. Steps.Where(s => s.SawFault).OrderBy(s => Array.IndexOf(s_credit, s.Instrument)).Select(s => (s.Instrument, s.Crash!))]);

    /// <summary>Whether any instrument saw that something is wrong.</summary>
    public bool FoundFault => First is not null;

    /// <summary>What to do next, by the step that counts most.</summary>
    public IReadOnlyList<NextStep> Next => (Guilty ?? First)?.Crash?.Next ?? [];
}
