using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Operations;

/// <summary>Runs programs in several interpreters and compares what they say.</summary>
/// <param name="runner">Runs batches.</param>
/// <param name="interpreters">The first one is what the others are compared with.</param>
/// <param name="illegal">Whether illegal operations are performed; else every interpreter passes over them.</param>
public sealed class Differential(BatchRunner runner, IReadOnlyList<Interpreter> interpreters, bool illegal)
{
    /// <summary>The interpreters' names, in their order.</summary>
    public IEnumerable<string> Names => interpreters.Select(i => i.Name);

    /// <summary>For each program where the interpreters part; null where they agree.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="done">Told how many more programs an interpreter has performed.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">An interpreter does not start.</exception>
    public async Task<IReadOnlyList<Difference?>> CompareAsync(IReadOnlyList<OperationProgram> programs, Action<int> done, CancellationToken cancel)
    {
        var traces = await Task.WhenAll(interpreters.Select(i => runner.RunAsync(i, programs, illegal, done, cancel)));
        return [.. programs.Select((p, n) => Difference.Find(p, [.. interpreters.Select((i, k) => (i.Name, traces[k][n]))]))];
    }

    /// <summary>
    /// A program without the operations that it does not need to part in the same way (delta debugging, Zeller and Hildebrandt, 2002: chunks
    /// of half the operations, then of half of that). All candidates of a round run in one batch.
    /// </summary>
    /// <param name="found">What is to be made smaller.</param>
    /// <param name="progress">Told the number of operations whenever it falls.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Difference> MinimiseAsync(Difference found, IProgress<int> progress, CancellationToken cancel)
    {
        // Nothing behind the operation that they part at can matter.
        var smallest = await FirstAsync(found, [found.Program.Steps.Take(found.Step + 1)], cancel) ?? found;
        for (var chunk = Math.Max(1, smallest.Program.Steps.Count / 2); ; chunk /= 2)
        {
            // Round by round until no chunk of this size can go.
            while (true)
            {
                var steps = smallest.Program.Steps;
                var without = Enumerable.Range(0, (steps.Count + chunk - 1) / chunk).Select(i => steps.Take(i * chunk).Concat(steps.Skip((i + 1) * chunk)));
                if (await FirstAsync(found, [.. without], cancel) is not { } smaller) break;
                smallest = smaller;
                progress.Report(smallest.Program.Steps.Count);
            }
            if (chunk <= 1) return smallest;
        }
    }

    /// <summary>The first candidate that parts as the program did that was found; null when none does.</summary>
    private async Task<Difference?> FirstAsync(Difference found, IReadOnlyList<IEnumerable<OperationStep>> candidates, CancellationToken cancel)
        => (await CompareAsync([.. candidates.Select(c => new OperationProgram([.. c]))], _ => { }, cancel)).FirstOrDefault(d => d?.Way == found.Way);
}
