using System.Globalization;

namespace InteropFuzz.Harness.Evidence;

/// <summary>One reading of runtime.MemStats, by the sampler in the program. Bytes unless the name says otherwise.</summary>
public sealed record MemStatsSample
{
    /// <summary>
    /// <c>begin</c>: before main; <c>time</c>: by the clock; <c>gc</c>: the first ones behind a collection; <c>end</c>: when main was
    /// left; <c>collected</c>: after two more collections.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Microseconds since the sampler began.</summary>
    public required long AtUs { get; init; }

    /// <summary>Allocated objects, the dead ones that are not swept yet included (MemStats.HeapAlloc).</summary>
    public long HeapAlloc { get; init; }

    /// <summary>All that was ever allocated (TotalAlloc): a measure of the work done, that no clock and no other process disturbs.</summary>
    public long TotalAlloc { get; init; }

    /// <summary>Spans that hold at least one object (HeapInuse).</summary>
    public long HeapInUse { get; init; }

    /// <summary>Spans that hold none (HeapIdle).</summary>
    public long HeapIdle { get; init; }

    /// <summary>Of these, what was given back to the system (HeapReleased).</summary>
    public long HeapReleased { get; init; }

    /// <summary>How many objects are allocated (HeapObjects).</summary>
    public long HeapObjects { get; init; }

    /// <summary>Of these, the objects above the largest size that MemStats.BySize lists (18 KiB and more).</summary>
    public long LargeObjects { get; init; }

    /// <summary>Their bytes.</summary>
    public long LargeBytes { get; init; }

    /// <summary>The heap at which the next collection begins (NextGC).</summary>
    public long NextGc { get; init; }

    /// <summary>Stacks of goroutines (StackInuse).</summary>
    public long StackInUse { get; init; }

    /// <summary>All that the runtime has from the system (Sys); C's memory is no part of it.</summary>
    public long Sys { get; init; }

    /// <summary>Finished collections.</summary>
    public long NumGc { get; init; }

    /// <summary>Those that the program asked for.</summary>
    public long NumForced { get; init; }

    /// <summary>Nanoseconds for which the world was stopped.</summary>
    public long PauseTotalNs { get; init; }

    /// <summary>Goroutines, without the sampler's own.</summary>
    public long Goroutines { get; init; }

    /// <summary>Threads of the process; -1 where /proc cannot be read, 0 in series of before they were counted.</summary>
    public long Threads { get; init; }

    /// <summary>Calls into C so far, with the sampler's own.</summary>
    public long CgoCalls { get; init; }

    /// <summary>What malloc has given out (mallinfo2: uordblks + hblkhd); null in a program without C.</summary>
    public long? CHeap { get; init; }
}

/// <summary>Where memory that is in use was allocated.</summary>
/// <param name="Kind">The sample that it belongs to: <c>end</c> or <c>collected</c>.</param>
/// <param name="Bytes">Bytes in use, as far as the profile's sampling tells.</param>
/// <param name="Objects">Objects in use.</param>
/// <param name="Frames">Innermost first, as <c>function@file:line</c>.</param>
public sealed record AllocationSite(string Kind, long Bytes, long Objects, IReadOnlyList<string> Frames)
{
    /// <summary>The profile takes one allocation for so many bytes (sampler.go, runtime.MemProfileRate).</summary>
    private const double Rate = 4096;

    /// <summary>With the correction for what was not sampled (runtime/pprof/protomem.go, scaleHeapSample).</summary>
    internal AllocationSite Scaled()
    {
        if (Objects <= 0 || Bytes <= 0) return this;
        var scale = 1 / (1 - Math.Exp(-(double)Bytes / Objects / Rate));
        return this with { Bytes = (long)(Bytes * scale), Objects = (long)(Objects * scale) };
    }

    /// <summary>The innermost frame that is not of the standard library or the runtime.</summary>
    public string? Frame => Frames.FirstOrDefault(f => f.Split('@')[0].Split('/')[^1] is var name && !name.StartsWith("runtime.", StringComparison.Ordinal)
        && !name.StartsWith("strings.", StringComparison.Ordinal) && !name.StartsWith("bytes.", StringComparison.Ordinal) && !name.StartsWith("fmt.", StringComparison.Ordinal));
}

/// <summary>What the sampler noted (Building/Sampler).</summary>
/// <param name="Samples">In the order of time.</param>
/// <param name="Sites">The largest allocation sites.</param>
public sealed record MemStatsSeries(IReadOnlyList<MemStatsSample> Samples, IReadOnlyList<AllocationSite> Sites)
{
    /// <summary>Reads notes. Lines that are none of the sampler's are passed over.</summary>
    public static MemStatsSeries Read(IEnumerable<string> notes)
    {
        var samples = new List<MemStatsSample>();
        var sites = new List<AllocationSite>();
        string[] names = [];
        foreach (var note in notes)
        {
            var words = note.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["names", "kind", ..] && names.Length == 0) names = words[2..];
            else if (words is ["mem", var kind, ..] && words.Length == names.Length + 2 && Sample(kind, names, words[2..]) is { } sample) samples.Add(sample);
            else if (words is ["site", var of, var bytes, var objects, .. var frames] && Number(bytes) is { } b && Number(objects) is { } n)
                sites.Add(new AllocationSite(of, b, n, frames).Scaled());
        }
        return new([.. samples.OrderBy(s => s.AtUs)], [.. sites.OrderByDescending(s => s.Bytes)]);
    }

    /// <summary>
    /// The heap as each collection left it: of all samples between two collections the one with the least allocated, which is the one
    /// after sweeping and before much was added.
    /// </summary>
    public IReadOnlyList<MemStatsSample> AfterCollections
        => [.. Samples.Where(s => s.NumGc > 0).GroupBy(s => s.NumGc).Select(g => g.MinBy(s => s.HeapAlloc)!).OrderBy(s => s.AtUs)];

    /// <summary>The sample of a kind that there is one of; null when the program did not come that far.</summary>
    public MemStatsSample? Of(string kind) => Samples.LastOrDefault(s => s.Kind == kind);

    private static MemStatsSample? Sample(string kind, string[] names, string[] words)
    {
        var values = new Dictionary<string, long>();
        for (var i = 0; i < names.Length; i++)
            if (Number(words[i]) is { } value) values[names[i]] = value;
            else return null;
        long Of(string name) => values.GetValueOrDefault(name);
        return new()
        {
            Kind = kind,
            AtUs = Of("at_us"),
            HeapAlloc = Of("heap_alloc"),
            TotalAlloc = Of("total_alloc"),
            HeapInUse = Of("heap_in_use"),
            HeapIdle = Of("heap_idle"),
            HeapReleased = Of("heap_released"),
            HeapObjects = Of("heap_objects"),
            LargeObjects = Of("large_objects"),
            LargeBytes = Of("large_bytes"),
            NextGc = Of("next_gc"),
            StackInUse = Of("stack_in_use"),
            Sys = Of("sys"),
            NumGc = Of("num_gc"),
            NumForced = Of("num_forced"),
            PauseTotalNs = Of("pause_total_ns"),
            Goroutines = Of("goroutines"),
            Threads = Of("threads"),
            CgoCalls = Of("cgo_calls"),
            CHeap = values.TryGetValue("c_heap", out var c) && c >= 0 ? c : null,
        };
    }

    private static long? Number(string word) => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
