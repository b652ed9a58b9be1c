using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Findings;

/// <summary>Builds and runs standalone programs.</summary>
public interface IProgramRunner
{
    /// <summary>Builds a program as a user would and runs it in the cage; vet only reads it.</summary>
    /// <param name="files">The program: names below its folder, and texts.</param>
    /// <param name="toolchain">The Go release.</param>
    /// <param name="instrument">How it is built and run.</param>
    /// <param name="tries">How often it is run.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">The go command or the program could not be started.</exception>
    Task<ProgramAnswer> RunAsync(IReadOnlyDictionary<string, byte[]> files, GoToolchain toolchain, IInstrument instrument, int tries, CancellationToken cancel);
}

/// <summary>What a program did.</summary>
/// <param name="Tries">Each run, with what triage reads in it; empty when it does not build.</param>
/// <param name="BuildFailure">The compiler's words; null when it builds.</param>
/// <param name="Command">The same by hand, from the folder that holds the program's.</param>
public sealed record ProgramAnswer(IReadOnlyList<(Observation Seen, Crash Crash)> Tries, string? BuildFailure, string Command);
