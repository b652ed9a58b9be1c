namespace InteropFuzz.Harness.Fuzzing;

/// <summary>Where a fuzzing process is.</summary>
public sealed record FuzzProgress
{
    /// <summary>Inputs performed.</summary>
    public long Executions { get; init; }

    /// <summary>Covered counters of Go code, as far as the engine tells; null where it does not.</summary>
    public int? GoCoverage { get; init; }

    /// <summary>Covered counters of C code, as far as the engine tells; null where it does not.</summary>
    public int? CCoverage { get; init; }

    /// <summary>Processor time of the process so far, in seconds, as far as the engine tells while it runs; null where it does not.</summary>
    public double? CpuS { get; init; }

    /// <summary>Inputs in the corpus.</summary>
    public int Corpus { get; init; }

    /// <summary>When coverage last grew.</summary>
    public DateTimeOffset? LastNew { get; init; }
}
