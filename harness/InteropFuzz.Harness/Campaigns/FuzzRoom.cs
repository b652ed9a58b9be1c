namespace InteropFuzz.Harness.Campaigns;

/// <summary>
/// What goes when a campaign has more on the disk than it may: first the log's older parts, then the longest inputs of the corpora, of which each
/// job has a copy. Findings never go. Pure.
/// </summary>
/// <param name="DeleteOldLogs">Whether the log's older parts go.</param>
/// <param name="CorpusBytes">What the corpora may have from now on, in bytes; null when they may stay as they are.</param>
/// <param name="Full">Why there is no way to keep to the budget, with the way out; null when there is.</param>
public sealed record FuzzRoom(bool DeleteOldLogs, long? CorpusBytes, string? Full)
{
    /// <summary>What is aimed at, as a part of the budget, so that not every input makes it too much again.</summary>
    private const double Aim = 0.9;

    /// <summary>What is to be done.</summary>
    /// <param name="use">What is there.</param>
    /// <param name="limit">What may be there, in bytes.</param>
    /// <param name="jobs">How many working copies of the corpora there may be.</param>
    public static FuzzRoom Plan(FuzzDiskUse use, long limit, int jobs)
    {
        if (use.Total <= limit) return new(false, null, null);
        var aim = (long)(Aim * limit);
        // The part of the log that is written to is bounded, and counts as gone.
        var left = aim - use.Findings;
        if (left < 0)
            return new(true, null, $"the disk budget of {FuzzQuantity.Say(limit)} is used up: {use}. Findings are never deleted: raise 'disk' (--disk), or move closed findings away, then go on with 'campaign resume'");
        var corpus = left / (1 + jobs);
        return new(true, corpus < use.Corpus || use.Work > jobs * use.Corpus ? Math.Min(corpus, use.Corpus) : null, null);
    }

    /// <summary>Which inputs go so that all corpora together keep to a size: the longest, since each short one covers about as much.</summary>
    public static IReadOnlyList<(FuzzCorpus Corpus, IReadOnlyList<string> Names)> Longest(IEnumerable<FuzzCorpus> corpora, long bytes)
    {
        var inputs = corpora.SelectMany(c => c.LongestFirst().Select(i => (Corpus: c, i.Name, i.Bytes))).OrderByDescending(i => i.Bytes).ToList();
        var over = inputs.Sum(i => (long)i.Bytes) - bytes;
        var drop = new List<(FuzzCorpus Corpus, string Name)>();
        foreach (var (corpus, name, size) in inputs)
        {
            if (over <= 0) break;
            drop.Add((corpus, name));
            over -= size;
        }
        return [.. drop.GroupBy(d => d.Corpus).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(d => d.Name)]))];
    }
}
