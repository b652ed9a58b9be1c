using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>A subject as a field of the matrix.</summary>
public static class SubjectCell
{
    /// <summary>
    /// The road knows cases: here is one that says nothing but how to start the program. What a case of the corpus expects never comes
    /// this far.
    /// </summary>
    public static PlannedCell Of(Subject subject, IInstrument instrument)
    {
        var c = new Case
        {
            Id = subject.Name,
            Folder = subject.Folder,
            Title = "",
            Class = default,
            Guilty = GuiltySide.Unknown,
            Expectations = [new(0, [], [Symptom.Clean])],
            Environment = subject.Environment,
            Deadline = subject.Deadline,
            Files = [],
            Hash = "",
        };
        return new(c, new(subject.Toolchain.Version, PlanWords.HostArch, instrument), subject.Toolchain, null, false);
    }
}
