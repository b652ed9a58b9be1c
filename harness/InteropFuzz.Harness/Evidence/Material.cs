using InteropFuzz.Harness.Diagnostics;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Evidence;

/// <summary>What the runs for evidence brought back, for collectors to read.</summary>
/// <param name="Planned">The cell.</param>
/// <param name="Crash">What triage made of the try that was judged; null when it was not triaged.</param>
public sealed record Material(PlannedCell Planned, Crash? Crash)
{
    /// <summary>The observed run; null when nobody asked for one.</summary>
    public LaunchResult? Observed { get; init; }

    /// <summary>Why there are no figures from within the program; null when there are, or nobody asked.</summary>
    public string? WhyNoSampler { get; init; }

    /// <summary>The stop at the fault that the program died of, under the debugger; null when there was none.</summary>
    public FaultStop? Stop { get; init; }

    /// <summary>Why there is no stop; null when there is, or nobody asked.</summary>
    public string? WhyNoStop { get; init; }

    /// <summary>All that gdb printed; empty when it was not asked.</summary>
    public string Debugger { get; init; } = "";

    /// <summary>What the program printed in the run under the debugger.</summary>
    public string DebuggedOutput { get; init; } = "";

    /// <summary>What the compiler said; null when nobody asked.</summary>
    public string? Compiler { get; init; }

    /// <summary>Why the compiler said nothing; null when it did, or nobody asked.</summary>
    public string? WhyNoCompiler { get; init; }

    /// <summary>What the .NET runtime told about its run; null when nobody asked, or when it told nothing.</summary>
    public NetEvents? Events { get; init; }

    /// <summary>Why the .NET runtime told nothing; null when it did, or nobody asked.</summary>
    public string? WhyNoEvents { get; init; }
}
