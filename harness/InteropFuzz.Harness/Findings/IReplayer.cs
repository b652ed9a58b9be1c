using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Findings;

/// <summary>Performs inputs of a target outside of an engine.</summary>
public interface IReplayer
{
    /// <summary>Builds the target for replays.</summary>
    /// <exception cref="FuzzTargetException">It does not compile; the message is the compiler's.</exception>
    Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, IInstrument instrument, Arch arch, CancellationToken cancel);

    /// <summary>Performs one input in a process of its own.</summary>
    Task<Artifact> RunAsync(string target, FuzzUnit unit, byte[] input, CancellationToken cancel);

    /// <summary>How many inputs <see cref="AllPassAsync"/> takes at most; 1 where it cannot.</summary>
    int MostTogether => 1;

    /// <summary>Whether one process performs all inputs, one after the other, and ends well.</summary>
    Task<bool> AllPassAsync(string target, FuzzUnit unit, IReadOnlyList<byte[]> inputs, CancellationToken cancel) => Task.FromResult(false);
}
