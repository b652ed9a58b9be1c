using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>One process's turn on a lane.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Process">The process, counted as running.</param>
/// <param name="Time">How long it may take.</param>
/// <param name="Executions">How many inputs it may perform; 0 for no limit.</param>
internal sealed record FuzzTurn(FuzzLaneRun Lane, FuzzLaneRun.Job Process, TimeSpan Time, long Executions);

/// <summary>Which lane is next, for how long and for how many inputs. Safe for several threads.</summary>
/// <param name="campaign">What is to be done.</param>
/// <param name="runs">The lanes.</param>
internal sealed class FuzzSchedule(FuzzCampaign campaign, IReadOnlyList<FuzzLaneRun> runs)
{
    private static readonly TimeSpan s_longestRound = TimeSpan.FromMinutes(10), s_sharedRound = TimeSpan.FromMinutes(2), s_shortestRound = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly int _jobs = JobsOf(campaign);
    private long _reserved;

    /// <summary>
    /// For each process that there is at once the place that it is for: null for this machine, whose processors all its lanes share, or an architecture
    /// whose programs run on other machines.
    /// </summary>
    public IReadOnlyList<Arch?> Places { get; } =
    [
        .. Enumerable.Repeat((Arch?)null, JobsOf(campaign)),
        .. runs.Select(r => r.Lane).Where(l => l.Elsewhere is not null).DistinctBy(l => l.Elsewhere).SelectMany(l => Enumerable.Repeat(l.Elsewhere, l.Engine.PlacesElsewhere)),
    ];

    /// <summary>Inputs performed so far.</summary>
    /// <param name="now">Time of the session.</param>
    public long Executions(TimeSpan now) => runs.Sum(r => r.Status(now).Executions);

    /// <summary>The lane of a place that has had the least time begins a process.</summary>
    /// <param name="place">One of <see cref="Places"/>.</param>
    /// <param name="now">Time of the session.</param>
    /// <param name="left">What is left of the campaign's time.</param>
    /// <param name="rest">How long to wait when there is no turn now; null when there will be none.</param>
    public FuzzTurn? Next(Arch? place, TimeSpan now, TimeSpan left, out TimeSpan? rest)
    {
        lock (_lock)
        {
            rest = null;
            var able = runs.Where(r => r.Lane.Elsewhere == place && r.Problem is null && r.Unit is not null).ToList();
            var next = able.OrderBy(r => r.NotBefore > now ? r.NotBefore : TimeSpan.Zero).ThenBy(r => r.Running).ThenBy(r => r.Spent).FirstOrDefault();
            if (next is null) return null;
            if (next.NotBefore > now) rest = next.NotBefore - now;
            // When nothing is left to reserve, the other processes perform the rest.
            else if (Reserve() is not { } executions) rest = TimeSpan.MaxValue;
            else return new(next, next.Begin(now), RoundTime(able.Count, Places.Count(p => p == place), left), executions);
            return null;
        }
    }

    /// <summary>Its process has ended, and is counted.</summary>
    public void Return(FuzzTurn turn)
    {
        lock (_lock) _reserved -= turn.Executions;
    }

    private static int JobsOf(FuzzCampaign campaign) => campaign.Jobs > 0 ? campaign.Jobs : Environment.ProcessorCount;

    /// <summary>How many inputs the next process may perform: 0 for no limit; null when the running ones perform all that is left.</summary>
    private long? Reserve()
    {
        if (campaign.Executions == 0) return 0;
        var left = campaign.Executions - runs.Sum(r => r.Done) - _reserved;
        if (left <= 0) return null;
        var part = (left + _jobs - 1) / _jobs;
        _reserved += part;
        return part;
    }

    /// <summary>Long where every lane has a process of its own, short where they take turns or share a corpus.</summary>
    private TimeSpan RoundTime(int able, int processes, TimeSpan left)
    {
        // What one process finds comes to the others when their next one loads the corpus.
        var longest = Places.Count > 1 && runs.DistinctBy(r => r.Corpus).Count() < Places.Count ? s_sharedRound : s_longestRound;
        var round = able <= processes || campaign.Time == TimeSpan.Zero ? longest : campaign.Time * processes / (4 * able);
        round = round > longest ? longest : round < s_shortestRound ? s_shortestRound : round;
        return round < left ? round : left;
    }
}
