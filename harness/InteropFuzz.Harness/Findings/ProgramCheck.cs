using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Findings;

/// <summary>The standalone program of a finding: written by the target, built, run where the finding was found, and compared with it.</summary>
internal sealed class ProgramCheck(IProgramRunner programs, FindingLimits limits)
{
    /// <summary>Checks the program of an input.</summary>
    /// <returns>Its files, null when there is none; what it did, null when it was not tried; and the verdict.</returns>
    public async Task<(IReadOnlyDictionary<string, byte[]>? Files, ProgramAnswer? Answer, ProgramResult Result)> RunAsync(
        IFuzzTarget target, Finding finding, FuzzUnit unit, byte[] input, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, byte[]>? files = null;
        try
        {
            files = await target.ProgramAsync(input, cancel);
            if (files is null) return (null, null, new(ProgramVerdict.None, "this target cannot say this input in a program"));
            if (unit.Arch != PlanWords.HostArch) return (files, null, new(ProgramVerdict.None, $"programs for {unit.Arch.Name()} are not run on {PlanWords.HostArch.Name()}"));
            var tries = finding.Replays.IsReproducible ? limits.ConfirmTries : limits.FlakyReplays;
            var answer = await programs.RunAsync(files, unit.Toolchain, CombinedInstrument.Find(unit.Instrument)!, tries, cancel);
            return (files, answer, Compare(finding, answer));
        }
        catch (Exception e) when (e is FuzzTargetException or LaunchException or InvalidDataException)
        {
            return (files, null, new(ProgramVerdict.NotReproduced, e.Message));
        }
    }

    private static ProgramResult Compare(Finding finding, ProgramAnswer answer)
    {
        if (answer.BuildFailure is { } failure) return new(ProgramVerdict.NotReproduced, $"it does not build: {failure.Trim()}");
        var hits = answer.Tries.Where(t => finding.IsProbably(t.Crash)).Select(t => t.Crash).ToList();
        if (hits.Count == 0)
            return new(ProgramVerdict.NotReproduced, $"it shows {string.Join(", ", answer.Tries.CountBy(t => t.Crash.Symptom.Name).Select(s => $"{s.Key} ({s.Value} of {answer.Tries.Count})"))}");
        var how = hits.Exists(c => finding.Is(c.Signature)) ? "the same signature" : $"probably the same: {hits.Max(finding.SimilarityTo) * 100:F0} % alike";
        return new(ProgramVerdict.Reproduced, $"{how} ({hits.Count} of {answer.Tries.Count})");
    }
}
