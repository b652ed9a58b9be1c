namespace InteropFuzz.Harness.Checking.Model;

/// <summary>run.json of a check: what was asked, on what machine, at what cost.</summary>
public sealed record CheckInfo
{
    /// <summary>The run's name, which is its folder's.</summary>
    public required string Run { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, UTC; null while it runs and after it was broken off.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>
    /// The folder that files are named relative to: the root of the user's repository, else of the module or workspace, else the checked folder.
    /// </summary>
    public required string Root { get; init; }

    /// <summary>What was asked, so that <c>--resume</c> repeats it.</summary>
    public required CheckRequest Request { get; init; }

    /// <summary>Go toolchains: release with its patch, and where it was found.</summary>
    public required IReadOnlyDictionary<string, string> Toolchains { get; init; }

    /// <summary>Compilers and tools: name and version line.</summary>
    public required IReadOnlyDictionary<string, string> Tools { get; init; }

    /// <summary>Whether tests ran in bubblewrap; else why not.</summary>
    public required string Sandbox { get; init; }

    /// <summary>The kernel's release.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>The processor's model name.</summary>
    public string Cpu { get; init; } = "";

    /// <summary>How many processors the run could use.</summary>
    public int Cores { get; init; }

    /// <summary>The commit of the checked repository, with <c>+</c> when files differ from it; null outside of one.</summary>
    public string? GitCommit { get; init; }

    /// <summary>How many test binaries were built.</summary>
    public int Built { get; init; }

    /// <summary>How many test binaries were there from before.</summary>
    public int Kept { get; init; }

    /// <summary>Processor time of all go commands, in seconds.</summary>
    public double BuildCpuS { get; init; }

    /// <summary>Processor time of all tests with their launchers, in seconds.</summary>
    public double TestCpuS { get; init; }

    /// <summary>How long reading the tests' output took by the clock, in seconds; several are read side by side.</summary>
    public double TriageS { get; init; }

    /// <summary>Processor time of the harness itself, in seconds.</summary>
    public double HarnessCpuS { get; init; }

    /// <summary>How long the run took so far, in seconds.</summary>
    public double WallS { get; init; }
}
