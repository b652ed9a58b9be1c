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
    ReportText Text, int From, int To, Symptom Symptom, Finding? Primary, IReadOnlyList<Finding> Findings, IReadOnlyList<Stack> Stacks)
{
    private const double Likely = 0.15;

    private Clues? _clues;

    /// <summary>What that says, by name; read once.</summary>
    internal Clues Clues => _clues ??= ClueReader.Read(this);

    /// <summary>The clues, and the likely classes as clues of their own: <c>class:late-release</c>.</summary>
    internal Clues CluesWith(IReadOnlyList<Candidate> candidates)
    {
        foreach (Candidate candidate in candidates)
        {
            if (candidate.Confidence >= Likely)
            {
                Clues.Add("class:" + FaultClasses.Name(candidate.Class), 0, "");
            }
        }

        return Clues;
    }
}
