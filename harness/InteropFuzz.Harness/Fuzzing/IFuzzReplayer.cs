using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>Performs inputs of a target outside of an engine.</summary>
public interface IFuzzReplayer
{
    /// <summary>Why replays of that release, instrument and architecture cannot be, here or anywhere; null when they can.</summary>
    string? WhyNot(GoVersion go, IInstrument instrument, Arch arch);

    /// <summary>Builds the target for replays; an unchanged one is taken from the unit cache.</summary>
    /// <exception cref="FuzzTargetException">It does not compile (the message is the compiler's), or there is no such replay (see <see cref="WhyNot"/>).</exception>
    Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, IInstrument instrument, Arch arch, CancellationToken cancel);

    /// <summary>Inputs in their order in one process, until one ends it.</summary>
    /// <exception cref="LaunchException">It could not be started.</exception>
    Task<Replay> RunAsync(string target, FuzzUnit unit, IReadOnlyList<byte[]> inputs, CancellationToken cancel);
}
