using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Trials;

/// <summary>Measures how soon an engine comes upon an illegal operation, and what the instrument then says.</summary>
/// <param name="engine">The engine.</param>
/// <param name="native">The repository's folder <c>native</c>.</param>
public sealed class IllegalTrials(IFuzzEngine engine, string native) : IDisposable
{
    private readonly ScratchFolder _sources = new();

    /// <summary>The built target of an operation; an unchanged one is taken from the unit cache.</summary>
    /// <exception cref="FuzzTargetException">It does not compile.</exception>
    public async Task<FuzzUnit> BuildAsync(string operation, GoToolchain toolchain, string instrument, CancellationToken cancel)
    {
        var target = new ShimTarget(native, operation);
        return await engine.BuildAsync(await target.WriteAsync(_sources.PathOf(operation), cancel), toolchain, instrument, cancel);
    }

    /// <summary>One campaign from an empty corpus.</summary>
    /// <param name="operation">The illegal operation.</param>
    /// <param name="unit">Its built target.</param>
    /// <param name="seed">The engine's seed.</param>
    /// <param name="limit">When it counts as not seen.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="FuzzTargetException">The process did not come to its first input.</exception>
    public async Task<IllegalTrial> RunAsync(string operation, FuzzUnit unit, uint seed, TimeSpan limit, CancellationToken cancel)
    {
        using var scratch = new ScratchFolder();
        var limits = new FuzzLimits { Corpus = scratch.PathOf("corpus"), Time = limit, Seed = seed, LongestInput = 1 + 4 * 64, Dictionary = Words(operation) };
        var round = await engine.RunAsync(unit, limits, new Progress<FuzzProgress>(), cancel);
        cancel.ThrowIfCancellationRequested();
        return new()
        {
            Operation = operation,
            Version = OperationTable.Current.Version,
            Go = unit.Toolchain.Version.ToString(),
            Instrument = unit.Instrument,
            Seed = seed,
            LimitS = limit.TotalSeconds,
            Symptom = round.Artifact?.Crash.Symptom.Name,
            Blamed = round.Artifact is { } found && OperationProgram.Decode(found.Input).Steps.Any(s => s.Operation.Name == operation),
            Input = round.Artifact is { } artifact ? Convert.ToHexStringLower(artifact.Input) : null,
            Executions = round.Progress.Executions,
            CpuS = round.Observation.CpuSeconds,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _sources.Dispose();

    /// <summary>The target's words as a dictionary file of libFuzzer.</summary>
    private string Words(string operation)
    {
        var path = _sources.PathOf(operation + ".dict");
        if (!File.Exists(path))
            File.WriteAllLines(path, new ShimTarget(native, operation).Dictionary().Select(word => $"\"{string.Concat(word.Select(b => $"\\x{b:x2}"))}\""));
        return path;
    }
}
