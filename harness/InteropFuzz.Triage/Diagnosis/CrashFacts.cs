using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage.Diagnosis;

/// <summary>All that is certain about a crash: what a diagnosis is made of.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="From">The first line of the crash, counted from 0.</param>
/// <param name="To">One past its last line.</param>
/// <param name="Symptom">The symptom that stands for all.</param>
/// <param name="Primary">The finding with that symptom, or null where only the ending tells of it.</param>
/// <param name="Findings">Every finding of the crash.</param>
/// <param name="Stacks">Its stacks.</param>
internal sealed record CrashFacts(
    ReportText Text, int From, int To, Symptom Symptom, Finding? Primary, IReadOnlyList<Finding> Findings, IReadOnlyList<Stack> Stacks);
