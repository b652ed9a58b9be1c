namespace InteropFuzz.Harness.Fuzzing;

/// <summary>What one fuzzing process works on, and when it ends.</summary>
public sealed record FuzzLimits
{
    /// <summary>The folder of the corpus, a file for each input, named by its hash.</summary>
    public required string Corpus { get; init; }

    /// <summary>How long it fuzzes.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many inputs it performs; 0 for no limit.</summary>
    public long Executions { get; init; }

    /// <summary>After so long, one input is a hang.</summary>
    public TimeSpan InputDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Resident memory at which it is ended, in bytes.</summary>
    public long MemoryBytes { get; init; } = 4L << 30;

    /// <summary>The longest input, in bytes.</summary>
    public int LongestInput { get; init; } = 4096;

    /// <summary>A file with words for mutations in libFuzzer's format; null for none.</summary>
    public string? Dictionary { get; init; }

    /// <summary>The random seed; 0 for one of its own.</summary>
    public uint Seed { get; init; }
}
