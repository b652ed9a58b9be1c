using System.Globalization;

namespace InteropFuzz.Harness.Evidence;

/// <summary>One reading of /proc/PID/smaps_rollup and status, in bytes (proc(5)).</summary>
/// <param name="AtUs">Microseconds since the launch.</param>
/// <param name="TreeRss">Resident memory of all its processes and the sandbox's.</param>
/// <param name="Rss">Resident memory of the program.</param>
/// <param name="Pss">The same, with shared pages divided among those who share them.</param>
/// <param name="Anonymous">Of that, what no file backs.</param>
/// <param name="PrivateDirty">Of that, what it alone has and has written.</param>
/// <param name="Swap">What was swapped out.</param>
/// <param name="Threads">How many threads it has.</param>
public sealed record ResidentSample(long AtUs, long TreeRss, long Rss, long Pss, long Anonymous, long PrivateDirty, long Swap, long Threads);

/// <summary>Memory of a process over its run, as the launcher read it.</summary>
/// <param name="Samples">In the order of time.</param>
public sealed record ResidentSeries(IReadOnlyList<ResidentSample> Samples)
{
    /// <summary>Reads the launcher's lines; what is none is passed over.</summary>
    public static ResidentSeries Read(IEnumerable<string> lines)
    {
        var samples = new List<ResidentSample>();
        foreach (var line in lines)
        {
            var words = line.Split(' ');
            var n = new long[words.Length];
            var ok = words.Length == 8;
            for (var i = 0; ok && i < n.Length; i++) ok = long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out n[i]);
            if (ok) samples.Add(new(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]));
        }
        return new(samples);
    }

    /// <summary>First, highest and last value of one of the figures, and its slope.</summary>
    public SeriesSummary Summary(Func<ResidentSample, long> figure) => SeriesSummary.Of([.. Samples.Select(s => (s.AtUs, figure(s)))]);
}

/// <summary>A series in four numbers.</summary>
/// <param name="First">Its first value.</param>
/// <param name="Peak">Its highest.</param>
/// <param name="Last">Its last.</param>
/// <param name="SlopePerSecond">By least squares over all samples; 0 for fewer than three.</param>
public readonly record struct SeriesSummary(long First, long Peak, long Last, double SlopePerSecond)
{
    /// <summary>Summarises values with their times in microseconds; at least one.</summary>
    public static SeriesSummary Of(IReadOnlyList<(long AtUs, long Value)> values)
    {
        if (values.Count == 0) throw new ArgumentException("a series without values has no summary", nameof(values));
        var slope = 0.0;
        if (values.Count >= 3)
        {
            double meanTime = values.Average(v => (double)v.AtUs), mean = values.Average(v => (double)v.Value);
            var spread = values.Sum(v => (v.AtUs - meanTime) * (v.AtUs - meanTime));
            if (spread > 0) slope = values.Sum(v => (v.AtUs - meanTime) * (v.Value - mean)) / spread * 1e6;
        }
        return new(values[0].Value, values.Max(v => v.Value), values[^1].Value, slope);
    }
}
