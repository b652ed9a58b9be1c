namespace InteropFuzz.Harness.Batches;

/// <summary>A run that a batch system spreads over its machines.</summary>
public sealed record Submission
{
    /// <summary>The engine's name.</summary>
    public required string Engine { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>The folder that it was asked for in; relative paths among the options start there.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The words that start InteropFuzz.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Options of <c>interopfuzz run</c>, the same for every shard.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>How many processors a task has.</summary>
    public required int Cpus { get; init; }

    /// <summary>Further options for the engine, as it reads them.</summary>
    public required IReadOnlyList<string> Directives { get; init; }

    /// <summary>One for each architecture.</summary>
    public required IReadOnlyList<BatchArray> Arrays { get; init; }

    /// <summary>The same with one array changed.</summary>
    public Submission With(BatchArray array) => this with { Arrays = [.. Arrays.Select(a => a.Arch == array.Arch ? array : a)] };
}
