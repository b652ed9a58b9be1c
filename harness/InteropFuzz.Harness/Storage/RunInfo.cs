namespace InteropFuzz.Harness.Storage;

/// <summary>run.json: what a run was asked to do, and on what.</summary>
public sealed record RunInfo
{
    /// <summary>The run's name, which is its folder's.</summary>
    public required string Run { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, UTC; null while it runs and after it was broken off.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The selection, so that `--resume` repeats it.</summary>
    public required RunSelection Selection { get; init; }

    /// <summary>Go toolchains: version and where they were found.</summary>
    public required IReadOnlyDictionary<string, string> Toolchains { get; init; }

    /// <summary>Compilers and tools: name and version line.</summary>
    public required IReadOnlyDictionary<string, string> Tools { get; init; }

    /// <summary>Whether programs ran in bubblewrap; else why not.</summary>
    public required string Sandbox { get; init; }

    /// <summary>The kernel's release.</summary>
    public required string Kernel { get; init; }

    /// <summary>The processor's model name.</summary>
    public required string Cpu { get; init; }

    /// <summary>How many processors the run could use.</summary>
    public required int Cores { get; init; }

    /// <summary>The commit of the cases' repository; null outside of one.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Processor time of all go commands, in seconds.</summary>
    public double BuildCpuS { get; init; }

    /// <summary>Processor time of the harness itself, in seconds.</summary>
    public double HarnessCpuS { get; init; }

    /// <summary>Most resident memory of the harness itself, in bytes.</summary>
    public long HarnessPeakRssBytes { get; init; }

    /// <summary>How long the run took so far, in seconds.</summary>
    public double WallS { get; init; }
}

/// <summary>What a run covers.</summary>
/// <param name="CasesFolder">The cases folder.</param>
/// <param name="Filters">Patterns of case ids; none for all.</param>
/// <param name="Go">Releases.</param>
/// <param name="Instruments">Names.</param>
/// <param name="Tampering">Whether cases that falsify the runtime's state are meant too.</param>
public sealed record RunSelection(string CasesFolder, IReadOnlyList<string> Filters, IReadOnlyList<string> Go, IReadOnlyList<string> Instruments, bool Tampering = false)
{
    /// <summary>Names of evidence collectors; none for none.</summary>
    public IReadOnlyList<string> Collect { get; init; } = [];

    /// <summary>The runtimes whose cases are meant; null, as in runs of before there was a choice, for those of Go.</summary>
    public IReadOnlyList<string>? Runtimes { get; init; }

    /// <summary>GOARCHs; null, as in runs of before there was a choice, for the machine's own.</summary>
    public IReadOnlyList<string>? Archs { get; init; }

    /// <summary>Whether emulated architectures are crossed with the newest of the releases only: what no <c>--arch</c> means.</summary>
    public bool EmulatesNewestOnly { get; init; }

    /// <summary>Which part of it, such as <c>2/5</c>; null for all.</summary>
    public string? Shard { get; init; }

    /// <summary>The digest of the durations by which it was cut into shards (costs.json); null when they were estimated.</summary>
    public string? Costs { get; init; }
}
