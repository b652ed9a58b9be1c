using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>
/// A way to build and run a program so that a fault shows. Each is one file in this folder; <see cref="InstrumentCatalog"/> finds them
/// by this interface, so that adding one touches no other file.
/// </summary>
public interface IInstrument
{
    /// <summary>Its name on the command line, in <c>Expect</c> selectors and in results.</summary>
    string Name { get; }

    /// <summary>Where its column stands in tables, cheapest first.</summary>
    int Order { get; }

    /// <summary>One plain line: what it does and sees.</summary>
    string Purpose { get; }

    /// <summary>Whether it reads the sources only, so that nothing is run.</summary>
    bool IsStatic => false;

    /// <summary>Whether its reports have the C frames of a crash in C, so that no debugger is needed.</summary>
    bool ShowsCFrames => false;

    /// <summary>Whether `run` uses it unless instruments are named; no case expects anything special of one that it does not use.</summary>
    bool IsDefault => true;

    /// <summary>Why it is of no use for programs without cgo; null when it is.</summary>
    string? WhyNotWithoutCgo => null;

    /// <summary>Why it cannot exist for that Go release, architecture and runner, on any machine; null when it can.</summary>
    string? WhyNever(GoVersion go, Arch arch, RunnerKind runner) => null;

    /// <summary>Why programs of an architecture that is not this machine's cannot be built for it, on any machine; null when they can.</summary>
    string? WhyNotCrossBuilt => null;

    /// <summary>Why this machine cannot do it now, with the way out; null when it can.</summary>
    string? WhyNotHere(HostTools tools) => tools.Gcc is null ? "gcc is missing: apt-get install gcc" : null;

    /// <summary>Why this machine cannot compile C++ for it, with the way out; null when it can.</summary>
    string? WhyNoCpp(HostTools tools) => tools.Gxx is null ? "g++ is missing: apt-get install g++" : null;

    /// <summary>How programs are compiled for it.</summary>
    BuildRecipe Build(GoVersion go, HostTools tools);

    /// <summary>How programs are started under it.</summary>
    RunRecipe Run(GoVersion go, HostTools tools);

    /// <summary>The same for a program that qemu-user runs; the emulator itself is added to it.</summary>
    RunRecipe RunEmulated(GoVersion go, HostTools tools) => Run(go, tools);
}
