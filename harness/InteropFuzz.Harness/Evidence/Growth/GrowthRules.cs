namespace InteropFuzz.Harness.Evidence.Growth;

/// <summary>
/// Tells causes of memory growth apart by figures. Pure: all rules and their thresholds are here. The meaning of the figures is that of
/// runtime/mstats.go (the same in Go 1.19 to 1.27) and mallinfo(3).
/// </summary>
public static class GrowthRules
{
    /// <summary>Below this the heap of a program that does nothing varies by itself.</summary>
    private const long Noticeable = 1 << 20;

    /// <summary>
    /// So many goroutines more than at the beginning are no coincidence; a pool of workers has about as many as processors.
    /// </summary>
    private const long ManyGoroutines = 32;

    /// <summary>The smallest stack of a goroutine (runtime/stack.go, stackMin).</summary>
    private const long SmallestStack = 2048;

    /// <summary>
    /// A span is in use while one object in it is. A heap that is just used has about as much in objects as in spans; four times as much,
    /// with all garbage swept, is what survivors scattered over many spans leave.
    /// </summary>
    private const int Scattered = 4;

    private const long ScatteredBytes = 4 << 20;

    /// <summary>
    /// What a thread that calls malloc for the first time costs by itself: its arena and cache (glibc 2.36: 2,200 + 656 + 56 bytes) and
    /// the table for thread-local variables (272); measured as 3,216.
    /// </summary>
    private const long MallocPerThread = 3216;

    /// <summary>More than the buffers of stdio that a program opens once (4 KiB and 1 KiB).</summary>
    private const long SmallestCLeak = 6 << 10;

    /// <summary>A small leak is believed where it comes with calls into C: so many, and so many bytes for each.</summary>
    private const long CallsForALeak = 64, BytesForACall = 8;

    /// <summary>Buffers are larger than the strings and iterators that a program leaves as garbage.</summary>
    private const long SmallestBuffer = 256;

    /// <summary>What was there in full after half of the work is a cache that has its size, no leak.</summary>
    private const double Settled = 0.9;

    /// <summary>Decides.</summary>
    /// <param name="series">From within the program.</param>
    /// <param name="resident">From outside; may be empty.</param>
    /// <param name="cycles">Lines of gctrace; may be empty.</param>
    public static GrowthFinding Decide(MemStatsSeries series, ResidentSeries resident, IReadOnlyList<GcCycle> cycles)
    {
        if (series.Samples.Count < 2) return new(GrowthCause.NotKnown, "the program gave too few figures before it ended", 0);
        var begin = series.Samples[0];
        var end = series.Of("end");
        // A program that does not leave main leaves garbage in its last sample, and less in the last one behind a collection.
        var last = series.Of("collected") ?? (series.AfterCollections is [.., var swept] ? swept : series.Samples[^1]);
        // Behind main what only main referred to is gone: spans that a collection swept while main still ran count as well.
        var inMain = series.AfterCollections.Where(s => end is null || s.AtUs <= end.AtUs).ToList();
        return Goroutines(begin, last)
            ?? Fragmentation([.. inMain.TakeLast(1), .. end is { NumGc: > 0 } ? [end] : (IEnumerable<MemStatsSample>)[], last])
            ?? Larger(GoHeap(series, begin, last, cycles), CHeap(series, begin, last, resident))
            ?? new(GrowthCause.None, Quiet(series, begin, last, end), 0);
    }

    /// <summary>Goroutines are never collected: those that wait for nothing stay, with a stack of at least 2 KiB each, and the heap that it refers to.</summary>
    private static GrowthFinding? Goroutines(MemStatsSample begin, MemStatsSample last)
    {
        var more = last.Goroutines - begin.Goroutines;
        var stacks = last.StackInUse - begin.StackInUse;
        if (more < ManyGoroutines || stacks < more * SmallestStack / 2) return null;
        var heap = Math.Max(0, last.HeapAlloc - begin.HeapAlloc);
        return new(GrowthCause.Goroutines, $"{more} goroutines more than at the beginning, with {Figures.Bytes(stacks)} of stacks ({Figures.Bytes((double)stacks / more)} each) and {Figures.Bytes(heap)} of live heap", stacks + heap);
    }

    /// <summary>HeapInuse counts spans, HeapAlloc objects; the collector moves none, so that a span of survivors stays.</summary>
    private static GrowthFinding? Fragmentation(IEnumerable<MemStatsSample> swept)
    {
        foreach (var s in swept)
        {
            var lost = s.HeapInUse - s.HeapAlloc;
            if (lost < ScatteredBytes || s.HeapInUse < Scattered * s.HeapAlloc) continue;
            return new(GrowthCause.Fragmentation,
                $"after a collection {Figures.Bytes(s.HeapAlloc)} in {s.HeapObjects} objects keep {Figures.Bytes(s.HeapInUse)} of spans in use; {Figures.Bytes(s.HeapIdle)} are idle", lost);
        }
        return null;
    }

    /// <summary>What two collections behind main have left is alive, and something global refers to it.</summary>
    private static GrowthFinding? GoHeap(MemStatsSeries series, MemStatsSample begin, MemStatsSample alive, IReadOnlyList<GcCycle> cycles)
    {
        var grown = AtLeast(alive) - begin.HeapAlloc;
        if (grown < Noticeable) return null;
        var work = alive.TotalAlloc - begin.TotalAlloc;
        // Judged by work, not by time: a loaded machine stretches some parts of a run and not others.
        var half = series.Samples.Where(s => s.AtUs <= alive.AtUs && s.TotalAlloc - begin.TotalAlloc is var done && done >= work / 4 && done <= work / 2).ToList();
        if (half.Count > 0 ? half.Max(AtLeast) - begin.HeapAlloc >= grown * Settled : SettledByCycles()) return null;

        // On a machine so busy that no sample was taken in the middle, the collections tell: the program cannot run ahead of them.
        bool SettledByCycles()
        {
            var before = cycles.Where(c => c.Number <= (series.Of("end") ?? alive).NumGc).ToList();
            // What is allocated while a collection marks counts as marked (runtime/mgc.go, "allocate black"): only what was there when it began is early.
            return before.Count >= 3 && before[before.Count / 2] is var middle && (long)Math.Min(middle.BeforeMb, middle.LiveMb) << 20 >= grown * Settled;
        }

        // What the last collection marked lived then; what came since may be garbage.
        long AtLeast(MemStatsSample s) => cycles.LastOrDefault(c => c.Number == s.NumGc) is { } c ? Math.Min(s.HeapAlloc, (c.LiveMb + 1L) << 20) : s.HeapAlloc;

        var site = series.Sites.FirstOrDefault(s => s.Kind == "collected" && s.Frame is not null);
        var where = site is null ? "" : $"; most of it allocated at {site.Frame} ({Figures.Bytes(site.Bytes)} in {site.Objects} objects)";
        var goroutines = $"goroutines {begin.Goroutines} → {alive.Goroutines}";
        var objects = alive.HeapObjects - begin.HeapObjects;
        var large = alive.LargeObjects - begin.LargeObjects;
        if (large > 0 && alive.LargeBytes - begin.LargeBytes >= grown / 2)
        {
            var figures = $"live heap grew by {Figures.Bytes(grown)}, of which {Figures.Bytes(alive.LargeBytes - begin.LargeBytes)} in {large} large objects ({Figures.Bytes((double)alive.LargeBytes / alive.LargeObjects)} each); {goroutines}{where}";
            // As many objects as went, came, only larger: they took the place of small ones.
            var first = series.AfterCollections.FirstOrDefault(s => s.LargeObjects <= alive.LargeObjects / 10);
            var replaced = first is null ? 0 : first.HeapObjects - first.LargeObjects - (alive.HeapObjects - alive.LargeObjects);
            var theirs = first is null ? 0 : first.HeapAlloc - first.LargeBytes - (alive.HeapAlloc - alive.LargeBytes);
            return replaced * 2 >= large && theirs >= replaced * SmallestBuffer
                ? new(GrowthCause.Pool, $"{figures}; {replaced} small objects went as they came, {first!.HeapObjects} objects then and {alive.HeapObjects} now", grown) { Site = site?.Frame }
                : new(GrowthCause.LargeObjects, figures, grown) { Site = site?.Frame };
        }
        var maps = series.Sites.Where(s => s.Frames.Any(IsMapTable)).ToList();
        var said = $"live heap grew by {Figures.Bytes(grown)} in {objects} objects ({Figures.Bytes(objects > 0 ? (double)grown / objects : 0)} each); {goroutines}";
        return maps.Count > 0
            ? new(GrowthCause.Map, $"{said}; a map's table grew with it ({Figures.Bytes(maps.Where(m => m.Kind == maps[0].Kind).Sum(m => m.Bytes))}){where}", grown) { Site = site?.Frame }
            : new(GrowthCause.Objects, said + where, grown) { Site = site?.Frame };
    }

    /// <summary>Functions that allocate tables of maps: runtime/map.go and map_fast*.go up to Go 1.23, internal/runtime/maps from 1.24; sync.Map.</summary>
    private static bool IsMapTable(string frame)
        => frame.StartsWith("runtime.mapassign", StringComparison.Ordinal) || frame.StartsWith("runtime.hashGrow", StringComparison.Ordinal) || frame.StartsWith("runtime.makeBucketArray", StringComparison.Ordinal)
            || frame.StartsWith("internal/runtime/maps.", StringComparison.Ordinal) || frame.StartsWith("sync.(*Map)", StringComparison.Ordinal) || frame.StartsWith("internal/sync.", StringComparison.Ordinal)
            || frame.StartsWith("internal/concurrent.", StringComparison.Ordinal) || frame.StartsWith("runtime/cgo.NewHandle", StringComparison.Ordinal);

    /// <summary>What malloc has given out is no part of MemStats.Sys. Where glibc does not tell, the resident set does, less what Go has.</summary>
    private static GrowthFinding? CHeap(MemStatsSeries series, MemStatsSample begin, MemStatsSample last, ResidentSeries resident)
    {
        if (begin.CHeap is { } before && last.CHeap is { } now)
        {
            var grown = now - before - MallocPerThread * Math.Max(0, last.Threads - begin.Threads);
            var calls = last.CgoCalls - begin.CgoCalls;
            if (grown < Noticeable && (grown < SmallestCLeak || calls < CallsForALeak || grown < calls * BytesForACall)) return null;
            var half = series.Samples.Where(s => s.CgoCalls - begin.CgoCalls is var done && done >= calls / 4 && done <= calls * 3 / 5).ToList();
            if (half.Count > 0 && half.Min(s => s.CHeap ?? 0) - before >= grown * Settled) return null;
            return new(GrowthCause.CHeap,
                $"malloc has given out {Figures.Bytes(grown)} more than it got back, over {calls} calls into C; the Go heap has {Figures.Bytes(last.HeapAlloc)} alive, and Sys grew by {Figures.Bytes(last.Sys - begin.Sys)}", grown);
        }
        if (resident.Samples.Count < 5) return null;
        var rss = resident.Summary(s => s.Rss);
        var more = rss.Last - rss.First - (last.Sys - last.HeapReleased);
        return more < 8 * Noticeable || rss.Last < rss.Peak * Settled ? null
            : new(GrowthCause.CHeap, $"the resident set grew by {Figures.Bytes(rss.Last - rss.First)} to {Figures.Bytes(rss.Last)}, and Go has {Figures.Bytes(last.Sys - last.HeapReleased)} of it", more);
    }

    private static GrowthFinding? Larger(GrowthFinding? a, GrowthFinding? b) => a is null ? b : b is null || a.Bytes >= b.Bytes ? a : b;

    private static string Quiet(MemStatsSeries series, MemStatsSample begin, MemStatsSample last, MemStatsSample? end)
    {
        var peak = series.Samples.Max(s => s.HeapAlloc);
        var text = $"live heap {Figures.Bytes(begin.HeapAlloc)} → {Figures.Bytes(last.HeapAlloc)} (at most {Figures.Bytes(peak)} allocated), goroutines {begin.Goroutines} → {last.Goroutines}";
        if (last.CHeap is { } c) text += $", C heap {Figures.Bytes(begin.CHeap ?? 0)} → {Figures.Bytes(c)}";
        if (last.HeapIdle - last.HeapReleased > Noticeable * 4) text += $"; {Figures.Bytes(last.HeapIdle)} idle, {Figures.Bytes(last.HeapReleased)} of it given back";
        if (end is not null && end.HeapAlloc - last.HeapAlloc >= Noticeable) text += $"; {Figures.Bytes(end.HeapAlloc - last.HeapAlloc)} went when main had ended: garbage, or what main alone referred to";
        return end is null ? text + "; main was not left" : text;
    }
}
