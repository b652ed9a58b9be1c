using System.Security.Cryptography;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Findings;

/// <summary>What minimisation came to.</summary>
/// <param name="Input">The smallest input met that shows the finding; the one that it began with when there is none.</param>
/// <param name="Tried">How many candidates were performed.</param>
/// <param name="Complete">Whether no candidate is left; else runs or time were up.</param>
/// <param name="Slipped">Other faults met on the way: for each signature the smallest input that showed it.</param>
internal sealed record Minimal(byte[] Input, int Tried, bool Complete, IReadOnlyList<Artifact> Slipped);

/// <summary>
/// Makes an input smaller while it shows the same finding. Candidates are the target's own (operations, typed values, bytes), the boldest first;
/// the first that still shows it takes the place of the input, and the target is asked again. What shows another fault is never taken.
/// </summary>
internal sealed class Minimiser(IFuzzReplayer replayer, FindingLimits limits, TimeProvider clock)
{
    /// <summary>Candidates that may share a process: enough to make its start cheap, few enough that one that dies costs little.</summary>
    private const int MostTogether = 64;

    /// <summary>Of one input so many candidates are looked at: a target could go on without end.</summary>
    private const int MostCandidates = 20_000;

    /// <summary>A flaky finding may be missed in a candidate that shows it with this probability.</summary>
    private const double MissedAtMost = 0.05;

    /// <summary>One that shows too rarely for that is tried so often.</summary>
    private const int MostTries = 40;

    /// <summary>Minimises.</summary>
    /// <param name="target">Whose input it is.</param>
    /// <param name="unit">The built replay.</param>
    /// <param name="input">The input.</param>
    /// <param name="finding">The name of the finding to keep.</param>
    /// <param name="rate">How often it shows, from above 0 to 1.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Minimal> RunAsync(IFuzzTarget target, FuzzUnit unit, byte[] input, string finding, double rate, CancellationToken cancel)
    {
        var work = new Work(target.Name, unit, finding, rate >= 1 ? 1 : Tries(rate), replayer, cancel);
        var begin = clock.GetTimestamp();
        bool IsSpent() => work.Runs >= limits.MinimiseRuns || clock.GetElapsedTime(begin) >= limits.MinimiseTime;

        var smallest = input;
        HashSet<string> tried = [Hash(input)];
        while (true)
        {
            byte[]? found = null;
            var together = 1;
            var batch = new List<byte[]>();
            using var candidates = target.Smaller(smallest).Take(MostCandidates).GetEnumerator();
            for (var more = true; more && found is null;)
            {
                if (IsSpent()) return work.Done(smallest, complete: false);
                batch.Clear();
                while (batch.Count < together && (more = candidates.MoveNext()))
                    if (!tried.Contains(Hash(candidates.Current)) && !batch.Exists(b => b.AsSpan().SequenceEqual(candidates.Current))) batch.Add(candidates.Current);
                (found, var performed) = await work.FirstAsync(batch);
                tried.UnionWith(performed.Select(Hash));
                // The bold ones often hit; when none does any more, most will not.
                together = work.Tries > 1 ? 1 : Math.Min(together * 2, MostTogether);
            }
            if (found is null) return work.Done(smallest, complete: true);
            smallest = found;
        }
    }

    /// <summary>How often something that shows at this rate has to be tried to be met.</summary>
    private static int Tries(double rate) => Math.Clamp((int)Math.Ceiling(Math.Log(MissedAtMost) / Math.Log(1 - rate)), 2, MostTries);

    private static string Hash(byte[] input) => Convert.ToHexString(SHA256.HashData(input));

    /// <summary>The state of one minimisation.</summary>
    private sealed class Work(string target, FuzzUnit unit, string finding, int tries, IFuzzReplayer replayer, CancellationToken cancel)
    {
        private readonly Dictionary<string, Artifact> _slipped = [];
        private int _candidates;

        /// <summary>Processes so far.</summary>
        public int Runs { get; private set; }

        /// <summary>How often a candidate is performed.</summary>
        public int Tries => tries;

        /// <summary>The first candidate that shows the finding, if any, and all that were performed up to it.</summary>
        public async Task<(byte[]? Found, IReadOnlyList<byte[]> Performed)> FirstAsync(List<byte[]> batch)
        {
            for (var at = 0; at < batch.Count;)
            {
                if (batch.Count - at > 1)
                {
                    Runs++;
                    var together = await replayer.RunAsync(target, unit, [.. batch.Skip(at)], cancel);
                    at += together.At;
                    if (at >= batch.Count) break;
                }
                // What a process died of that had performed others before tells nothing: this one alone does.
                at++;
                if (!await ShowsAsync(batch[at - 1])) continue;
                _candidates += at;
                return (batch[at - 1], [.. batch.Take(at)]);
            }
            _candidates += batch.Count;
            return (null, batch);
        }

        public Minimal Done(byte[] smallest, bool complete) => new(smallest, _candidates, complete, [.. _slipped.Values]);

        private async Task<bool> ShowsAsync(byte[] candidate)
        {
            for (var n = 0; n < tries; n++)
            {
                var artifact = await RunAsync(candidate);
                if (artifact.Crash.Symptom == Symptom.Clean) continue;
                // What always showed has to show again: a smaller input that shows it by chance is worse than a larger one.
                if (IsIt(artifact)) return tries > 1 || IsIt(await RunAsync(candidate));
                Note(artifact);
            }
            return false;
        }

        private bool IsIt(Artifact artifact) => artifact.Crash.Symptom != Symptom.Clean && Finding.IdOf(artifact.Crash.Signature, target) == finding;

        private async Task<Artifact> RunAsync(byte[] candidate)
        {
            Runs++;
            return (await replayer.RunAsync(target, unit, [candidate], cancel)).Artifact;
        }

        private void Note(Artifact artifact)
        {
            var id = Finding.IdOf(artifact.Crash.Signature, target);
            if (!_slipped.TryGetValue(id, out var known) || artifact.Input.Length < known.Input.Length) _slipped[id] = artifact;
        }
    }
}
