namespace InteropFuzz.Harness.Batches;

/// <summary>A job array: each of its tasks runs one shard of the matrix of one architecture.</summary>
/// <param name="Arch">The GOARCH of its programs.</param>
/// <param name="Shards">How many shards, which are numbered from 1.</param>
/// <param name="Constraint">What a machine must offer, in the engine's words.</param>
/// <param name="Cells">How many cells all shards have together.</param>
public sealed record BatchArray(string Arch, int Shards, string Constraint, int Cells)
{
    /// <summary>What the engine calls it; null while it is not submitted.</summary>
    public string? Job { get; init; }

    /// <summary>How often each shard was put back into the queue.</summary>
    public IReadOnlyDictionary<int, int> Requeued { get; init; } = new Dictionary<int, int>();

    /// <summary>How messages call a shard: <c>arm64 shard 2/4</c>.</summary>
    public string Label(int shard) => $"{Arch} shard {shard}/{Shards}";

    /// <summary>The same with a shard put back once more.</summary>
    public BatchArray WithRequeued(int shard) => this with { Requeued = new Dictionary<int, int>(Requeued) { [shard] = Requeued.GetValueOrDefault(shard) + 1 } };
}
