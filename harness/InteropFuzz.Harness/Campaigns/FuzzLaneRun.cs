using InteropFuzz.Harness.Fuzzing;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>A lane while its campaign runs: what it did so far and what its processes do now. Safe for several threads.</summary>
internal sealed class FuzzLaneRun
{
    /// <summary>How far back the rate looks.</summary>
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_firstRest = TimeSpan.FromMilliseconds(250), s_longestRest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<Job> _jobs = [];
    private readonly Queue<(TimeSpan At, long Executions)> _samples = [];
    private FuzzLaneStatus _done;
    private int _barren;
    private double _brokenOff;
    private TimeSpan _notBefore;

    public FuzzLaneRun(FuzzLane lane, FuzzCorpus corpus, FuzzLaneStatus? earlier)
    {
        (Lane, Corpus) = (lane, corpus);
        _done = (earlier ?? new()
        {
            Lane = lane.Name,
            Target = lane.Target.Name,
            Go = lane.Toolchain.Release,
            Arch = Planning.PlanWords.Name(lane.Arch),
            Instrument = lane.Instrument,
            Engine = lane.Engine.Name,
        }) with { Go = lane.Toolchain.Release, Jobs = 0, ExecsPerS = 0, Problem = null };
    }

    public FuzzLane Lane { get; }

    public FuzzCorpus Corpus { get; }

    /// <summary>What it is built as; null before that and when it could not be built.</summary>
    public FuzzUnit? Unit { get; set; }

    /// <summary>Inputs of the corpus that end this lane's processes as soon as they are loaded.</summary>
    public HashSet<string> Excluded { get; } = [];

    /// <summary>Time its processes took in this session: the lane with the least is next.</summary>
    public TimeSpan Spent { get; private set; }

    /// <summary>Why it does not fuzz; null when it does.</summary>
    public string? Problem
    {
        get { lock (_lock) return _done.Problem; }
        set { lock (_lock) _done = _done with { Problem = value }; }
    }

    /// <summary>Inputs that its ended processes performed.</summary>
    public long Done { get { lock (_lock) return _done.Executions; } }

    /// <summary>
    /// Processor time of its processes that nobody has waited for, in seconds: those that run, as their engine tells, and those of this session that were
    /// broken off.
    /// </summary>
    public double CpuOfUnwaited { get { lock (_lock) return _brokenOff + _jobs.Sum(j => j.Progress.CpuS ?? 0); } }

    public int Running { get { lock (_lock) return _jobs.Count; } }

    /// <summary>Until when it is left alone, because its processes end without doing anything.</summary>
    public TimeSpan NotBefore { get { lock (_lock) return _notBefore; } }

    /// <summary>A fuzzing process of it.</summary>
    public sealed class Job(TimeSpan began) : IProgress<FuzzProgress>
    {
        public TimeSpan Began { get; } = began;

        public FuzzProgress Progress { get; private set; } = new();

        public void Report(FuzzProgress value) => Progress = value;
    }

    public Job Begin(TimeSpan now)
    {
        lock (_lock)
        {
            var job = new Job(now);
            _jobs.Add(job);
            return job;
        }
    }

    /// <summary>Counts a process that has ended.</summary>
    /// <param name="job">The process.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="round">What it came to; null when it was broken off.</param>
    /// <param name="gained">Inputs that the corpus has from it.</param>
    public void End(Job job, TimeSpan now, FuzzRound? round, int gained)
    {
        lock (_lock)
        {
            _jobs.Remove(job);
            var progress = round?.Progress ?? job.Progress;
            Spent += now - job.Began;
            if (round is null) _brokenOff += progress.CpuS ?? 0;
            var cpu = round?.Observation.CpuSeconds ?? progress.CpuS;
            _done = With(_done, progress) with
            {
                Executions = _done.Executions + progress.Executions,
                CpuS = _done.CpuS + (cpu ?? 0),
                CpuExecutions = _done.CpuExecutions + (cpu is null ? 0 : progress.Executions),
                Artifacts = _done.Artifacts + (round?.Artifact is null ? 0 : 1),
            };
            // A process that did no more than load its corpus and die would otherwise be started again and again.
            var idle = round?.Artifact is not null && gained == 0 && progress.Executions <= 2L * Corpus.Count;
            _barren = idle ? _barren + 1 : 0;
            _notBefore = idle ? now + Rest(_barren) : now;
        }
    }

    private static TimeSpan Rest(int barren) => TimeSpan.FromSeconds(Math.Min(s_longestRest.TotalSeconds, s_firstRest.TotalSeconds * Math.Pow(2, Math.Min(barren, 16) - 1)));

    /// <summary>How it stands now.</summary>
    public FuzzLaneStatus Status(TimeSpan now)
    {
        lock (_lock)
        {
            var status = _jobs.Aggregate(_done, (s, j) => With(s, j.Progress) with { Executions = s.Executions + j.Progress.Executions });
            _samples.Enqueue((now, status.Executions));
            while (_samples.Count > 2 && now - _samples.Peek().At > s_window) _samples.Dequeue();
            var (at, executions) = _samples.Peek();
            return status with
            {
                Jobs = _jobs.Count,
                Built = Unit is not null,
                Corpus = Corpus.Count,
                ExecsPerS = now > at ? Math.Max(0, (status.Executions - executions) / (now - at).TotalSeconds) : 0,
            };
        }
    }

    /// <summary>Coverage never goes back: every process begins with the whole corpus.</summary>
    private static FuzzLaneStatus With(FuzzLaneStatus status, FuzzProgress progress) => status with
    {
        GoCoverage = Max(status.GoCoverage, progress.GoCoverage),
        CCoverage = Max(status.CCoverage, progress.CCoverage),
        LastNew = Later(status.LastNew, Grew(status, progress) ? progress.LastNew : null),
    };

    /// <summary>A process that only loads the corpus again sees coverage grow that the lane has had for long.</summary>
    private static bool Grew(FuzzLaneStatus status, FuzzProgress progress)
        => progress.GoCoverage is null && progress.CCoverage is null || progress.GoCoverage > (status.GoCoverage ?? 0) || progress.CCoverage > (status.CCoverage ?? 0);

    private static int? Max(int? a, int? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a > b ? a : b;
}
