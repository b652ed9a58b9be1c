using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Evidence;

/// <summary>
/// A way to look closer at a program in its cell, by one more run (or compilation) that no verdict depends on. Each is one file in
/// Collectors/; <see cref="CollectorCatalog"/> finds them by this interface, so that adding one touches no other file. Collectors
/// that need the same kind of run share it.
/// </summary>
public interface ICollector
{
    /// <summary>Its name on the command line and in results.</summary>
    string Name { get; }

    /// <summary>Where it stands in reports, and in the debugger's script.</summary>
    int Order { get; }

    /// <summary>One plain line: what it gathers.</summary>
    string Purpose { get; }

    /// <summary>Whose programs it looks at.</summary>
    ManagedRuntime Runtime => ManagedRuntime.Go;

    /// <summary>Why this machine cannot do it, with the way out; null when it can.</summary>
    string? WhyNotHere(HostTools tools) => null;

    /// <summary>Why it has nothing to look at in a cell; null when it has.</summary>
    string? WhyNotIn(in Cell cell) => cell.Instrument.IsStatic ? $"{cell.Instrument.Name} runs nothing" : null;

    /// <summary>What it adds to a run that is observed; null when it needs none.</summary>
    Observed? Observe => null;

    /// <summary>Whether it reads the events of a .NET runtime, by a run of their own.</summary>
    bool NeedsEvents => false;

    /// <summary>gdb commands for each stop at a fault; empty when it needs no debugger.</summary>
    IReadOnlyList<string> AskDebugger(GoVersion go) => [];

    /// <summary>Flags of the go command for a compilation whose words it reads; empty when it needs none.</summary>
    IReadOnlyList<string> AskCompiler => [];

    /// <summary>Reads what came back. Pure.</summary>
    EvidencePart Read(Material material);
}

/// <summary>What is added to a program's run for its figures.</summary>
public sealed record Observed
{
    /// <summary>Variables; comma lists such as GODEBUG join the cell's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the program is built with <see cref="Building.Sampler"/>.</summary>
    public bool Sampler { get; init; }

    /// <summary>Whether the launcher reads the memory of the process over the run.</summary>
    public bool Memory { get; init; }
}
