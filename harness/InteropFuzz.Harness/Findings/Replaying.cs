using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Findings;

/// <summary>What replays of one input showed.</summary>
/// <param name="Shown">The try that stands for all: one of the signature that was met most often; null when every try was clean.</param>
/// <param name="Replays">How often that was.</param>
internal sealed record Replayed(Artifact? Shown, Replays Replays);

/// <summary>Performs one input several times: all alike at once is reproducible; else further tries tell the rate.</summary>
internal sealed class Replaying(IFuzzReplayer replayer, FindingLimits limits, TimeProvider clock)
{
    /// <summary>Replays an input.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="unit">The built replay.</param>
    /// <param name="input">The input.</param>
    /// <param name="wanted">The finding that counts as a hit; null for whatever shows most often.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Replayed> RunAsync(string target, FuzzUnit unit, byte[] input, string? wanted, CancellationToken cancel)
    {
        var begin = clock.GetTimestamp();
        var tries = new List<(string Id, Artifact Artifact)>();
        while (tries.Count < limits.Replays || (tries.Count < limits.FlakyReplays && !AllAlike(tries, wanted) && clock.GetElapsedTime(begin) < limits.ReplayTime))
        {
            var artifact = (await replayer.RunAsync(target, unit, [input], cancel)).Artifact;
            tries.Add((Finding.IdOf(artifact.Crash.Signature, target), artifact));
        }
        var faults = tries.Where(t => t.Artifact.Crash.Symptom != Symptom.Clean).ToList();
        var id = wanted ?? faults.CountBy(t => t.Id).OrderByDescending(c => c.Value).Select(c => c.Key).FirstOrDefault();
        var hits = faults.Where(t => t.Id == id).ToList();
        var others = faults.Where(t => t.Id != id).CountBy(t => t.Artifact.Crash.Symptom.Name).ToDictionary(c => c.Key, c => c.Value);
        return new(hits.Count > 0 ? hits[0].Artifact : null, new(tries.Count, hits.Count, others));
    }

    private static bool AllAlike(List<(string Id, Artifact Artifact)> tries, string? wanted)
        => tries.TrueForAll(t => t.Artifact.Crash.Symptom != Symptom.Clean && t.Id == (wanted ?? tries[0].Id));
}
