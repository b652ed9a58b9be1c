namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>A C library that is built from its source for every way of building a target, and linked in front of the system's.</summary>
public sealed record LibrarySource
{
    /// <summary>The folder of its source. It is copied, never written to.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The shell command that builds it, in a copy of the folder. CC, CXX, AR, CFLAGS, CXXFLAGS, LDFLAGS and JOBS are set, and make takes them
    /// over by itself where its rules use them.
    /// </summary>
    public required string Command { get; init; }

    /// <summary>The archive that it makes, below the folder.</summary>
    public required string Archive { get; init; }

    /// <summary>A folder of headers below the folder that goes in front of the system's; null for none.</summary>
    public string? Headers { get; init; }

    /// <summary>
    /// The library in a few C files and headers, below the folder once it is built (an amalgamation): standalone programs take them along, so that
    /// they need no library. Empty for none.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
