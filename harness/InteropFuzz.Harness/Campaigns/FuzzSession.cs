using System.Diagnostics;
using System.Text.Json;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using Serilog;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>
/// One process's work on a campaign, from the builds to the last artifact. Inputs that engines find go into the corpora, artifacts onto the disk and
/// then to the desk. It may be killed at any moment: what it leaves is enough to go on.
/// </summary>
/// <param name="folder">The campaign's folder.</param>
/// <param name="held">The right to work there.</param>
/// <param name="campaign">What is to be done.</param>
/// <param name="lanes">The ways to do it.</param>
/// <param name="sink">Where artifacts go.</param>
/// <param name="log">Where what happens is logged.</param>
public sealed class FuzzSession(FuzzFolder folder, FuzzLock held, FuzzCampaign campaign, IReadOnlyList<FuzzLane> lanes, IArtifactSink sink, ILogger log)
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1), s_last = TimeSpan.FromMilliseconds(500);

    /// <summary>Ticks between two looks.</summary>
    private const int TicksToStatus = 2, TicksToSync = 3, TicksToDisk = 15;

    /// <summary>A lane whose processes fail so often in a row, without an input to blame, is given up.</summary>
    private const int MostFailures = 3;

    private readonly string _findings = campaign.Findings ?? folder.Findings;
    private readonly Stopwatch _clock = new();
    private readonly Lock _lock = new();
    private readonly List<FuzzLaneRun> _runs = [];
    private readonly Dictionary<string, FuzzCorpus> _corpora = [];
    private readonly Dictionary<string, FuzzTargetFiles> _targets = [];
    private readonly List<RunningRound> _rounds = [];
    private FuzzState _state = FuzzState.Building;
    private FuzzDiskUse _disk;
    private ProcessorTimes _cpuBefore;
    private DateTimeOffset _started;
    private TimeSpan _before;
    private string? _endedBy;
    private bool _unfinished;
    private FuzzDesk _desk = null!;
    private FuzzSchedule _schedule = null!;

    private sealed record RunningRound(FuzzLaneRun Lane, FuzzCorpusCopy Copy, CancellationTokenSource Stop)
    {
        /// <summary>Inputs that the corpus has from it so far.</summary>
        public int Gained { get; set; }
    }

    /// <summary>Works until the campaign's time or executions are used up, somebody stops it, or it cannot go on.</summary>
    /// <param name="earlier">How an earlier session of the same run stood; null at the beginning of a run.</param>
    /// <param name="progress">Is told about once a second.</param>
    /// <param name="cancel">Ends it cleanly; this does not throw then.</param>
    /// <returns>How the campaign stands at the end.</returns>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public async Task<FuzzStatus> RunAsync(FuzzStatus? earlier, IProgress<FuzzStatus> progress, CancellationToken cancel)
    {
        _started = earlier?.Started ?? DateTimeOffset.UtcNow;
        _before = TimeSpan.FromSeconds(earlier?.ElapsedS ?? 0);
        _desk = new(folder, sink, log, earlier);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        await using var interrupted = cancel.Register(() => End("interrupted", unfinished: true, stop));
        _cpuBefore = ProcessorTimes.Now();
        Exception? fault = null;
        var (ticking, triaging) = (Task.CompletedTask, Task.CompletedTask);
        try
        {
            await PrepareAsync(earlier, stop.Token);
            ticking = Task.Run(() => TickAsync(progress, stop), CancellationToken.None);
            await BuildAsync(stop.Token);
            _cpuBefore = ProcessorTimes.Now();
            _state = FuzzState.Merging;
            await new FuzzMerging(folder, campaign, LimitsOf, log).RunAsync(_runs, stop.Token);
            _desk.Recover(_runs, _targets);
            _state = FuzzState.Fuzzing;
            _clock.Start();
            triaging = Task.Run(() => _desk.WorkAsync(_runs, _targets, late.Token), CancellationToken.None);
            await Task.WhenAll(_schedule.Places.Select((place, job) => Task.Run(() => WorkOrEndAsync(job, place, stop), CancellationToken.None)));
            _clock.Stop();
            _state = FuzzState.Triaging;
            _desk.Close();
            // Ctrl-C and 'stop' mean now: what waits is on the disk, for the next session.
            late.CancelAfter(campaign.Triage);
            await triaging;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.Information("Cancelled");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            log.Information("{Time} of triage are over; {Waiting} artifacts wait for the next session", campaign.Triage, _desk.Waiting);
        }
        catch (Exception e)
        {
            log.Error(e, "The campaign broke off");
            fault = e;
            End(e.Message, unfinished: true, stop);
            throw;
        }
        finally
        {
            _clock.Stop();
            End(_runs.All(r => r.Problem is not null) ? "nothing can be fuzzed" : TimeLeft < s_last ? "its time is over" : "its executions are done", unfinished: false, stop);
            await stop.CancelAsync();
            await ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await triaging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _state = FuzzState.Ended;
            DeleteWork();
            // The status of a full disk cannot be written either; the fault is what the user must see.
            if (fault is null) WriteStatus(progress);
        }
        if (ticking.Exception?.InnerException is IOException full) throw full;
        return Status();
    }

    /// <summary>All that was found there is in the corpora.</summary>
    private void DeleteWork()
    {
        try
        {
            if (Directory.Exists(folder.Work)) Directory.Delete(folder.Work, recursive: true);
        }
        catch (IOException e)
        {
            log.Warning("{Folder} could not be deleted: {Message}", folder.Work, e.Message);
        }
    }

    private void End(string why, bool unfinished, CancellationTokenSource stop)
    {
        lock (_lock)
        {
            if (_endedBy is not null) return;
            (_endedBy, _unfinished) = (why, unfinished);
        }
        log.Information("Ending: {Why}", why);
        if (unfinished) stop.Cancel();
    }

    private async Task PrepareAsync(FuzzStatus? earlier, CancellationToken cancel)
    {
        foreach (var target in lanes.Select(l => l.Target).DistinctBy(t => t.Name))
        {
            var corpus = FuzzCorpus.Open(Path.Combine(campaign.Corpus ?? folder.Corpus, FuzzFolder.SafeName(target.Name)), campaign.LongestInput);
            foreach (var left in folder.WorkLeft(target.Name)) log.Information("{Count} inputs of a session that was killed", FuzzCorpusCopy.Salvage(left, corpus, campaign.LongestInput));
            foreach (var seed in target.Seeds().Where(s => s.Length <= campaign.LongestInput)) corpus.Add(seed);
            _corpora[target.Name] = corpus;
            _targets[target.Name] = await FuzzTargetFiles.WriteAsync(folder, target, cancel);
            log.Information("Target {Target}: {Inputs} inputs to begin with", target.Name, corpus.Count);
        }
        _runs.AddRange(lanes.Select(l => new FuzzLaneRun(l, _corpora[l.Target.Name], earlier?.Lanes.FirstOrDefault(e => e.Lane == l.Name))));
        _schedule = new(campaign, _runs);
    }

    private async Task BuildAsync(CancellationToken cancel)
    {
        var slots = new SlotPool(_schedule.Places.Count(p => p is null), 0);
        await Task.WhenAll(_runs.Select(async run =>
        {
            using var slot = await slots.TakeAsync(0, cancel);
            await BuildAsync(run, cancel);
        }));
    }

    private async Task BuildAsync(FuzzLaneRun run, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var files = _targets[run.Lane.Target.Name];
        if (files.Source is null)
        {
            run.Problem = files.Problem;
            return;
        }
        try
        {
            run.Unit = await run.Lane.Engine.BuildAsync(files.Source, run.Lane.Toolchain, run.Lane.Instrument, cancel);
            log.Information("Built {Lane} in {Seconds:F1} s", run.Lane.Name, clock.Elapsed.TotalSeconds);
        }
        catch (Exception e) when (e is FuzzTargetException or LaunchException)
        {
            run.Problem = e.Message;
            log.Error("{Lane} cannot be built: {Message}", run.Lane.Name, e.Message);
        }
    }

    private TimeSpan Elapsed => _before + _clock.Elapsed;

    private TimeSpan TimeLeft => campaign.Time > TimeSpan.Zero ? campaign.Time - Elapsed : TimeSpan.MaxValue;

    /// <summary>A job that breaks off, because the disk is full for instance, ends the others.</summary>
    private async Task WorkOrEndAsync(int job, Arch? place, CancellationTokenSource stop)
    {
        try
        {
            await WorkAsync(job, place, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            End(e.Message, unfinished: true, stop);
            throw;
        }
    }

    private async Task WorkAsync(int job, Arch? place, CancellationTokenSource stop)
    {
        var failures = new Dictionary<FuzzLaneRun, int>();
        FuzzCorpusCopy? copy = null;
        FuzzLaneRun? last = null;
        while (!stop.IsCancellationRequested && !IsOver())
        {
            if (_schedule.Next(place, _clock.Elapsed, TimeLeft, out var rest) is not { } turn)
            {
                if (rest is not { } time) return;
                await Task.Delay(time < s_tick ? time : s_tick, stop.Token);
                continue;
            }
            try
            {
                if (copy is null || last != turn.Lane || copy.IsWorn)
                {
                    copy?.Delete();
                    copy = new(folder.WorkOf(job, turn.Lane.Lane.Target.Name), turn.Lane.Corpus, campaign.LongestInput);
                }
                last = turn.Lane;
                await RoundAsync(turn, copy, failures, stop);
            }
            finally
            {
                _schedule.Return(turn);
            }
        }
    }

    private bool IsOver() => TimeLeft < s_last || campaign.Executions > 0 && _schedule.Executions(_clock.Elapsed) >= campaign.Executions;

    private async Task RoundAsync(FuzzTurn turn, FuzzCorpusCopy copy, Dictionary<FuzzLaneRun, int> failures, CancellationTokenSource stop)
    {
        var (run, process) = (turn.Lane, turn.Process);
        // An engine that does not keep its limit does not keep the campaign from its end.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        ends.CancelAfter(turn.Time + 2 * campaign.InputDeadline + TimeSpan.FromMinutes(1));
        var round = new RunningRound(run, copy, ends);
        lock (_lock) _rounds.Add(round);
        FuzzRound? result = null;
        try
        {
            copy.Sync(run.Excluded);
            result = await run.Lane.Engine.RunAsync(run.Unit!, LimitsOf(run, copy) with { Time = turn.Time, Executions = turn.Executions }, process, ends.Token);
            if (result.Artifact is { } artifact) Keep(run, copy, artifact);
            else Judge(run, result, failures);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            log.Debug("{Lane} was broken off", run.Lane.Name);
        }
        catch (Exception e) when (e is LaunchException or FuzzTargetException)
        {
            Fail(run, e.Message, failures);
        }
        finally
        {
            lock (_lock) _rounds.Remove(round);
            round.Gained += copy.Sync(run.Excluded, thorough: true);
            run.End(process, _clock.Elapsed, result, round.Gained);
            log.Information("{Lane}: {Executions} inputs in {Seconds:F1} s, {Gained} new in the corpus, {Ending}",
                run.Lane.Name, process.Progress.Executions, (_clock.Elapsed - process.Began).TotalSeconds, round.Gained, result is null ? "broken off" : result.Artifact?.Crash.Symptom.Name ?? "no artifact");
        }
    }

    private FuzzLimits LimitsOf(FuzzLaneRun run, FuzzCorpusCopy copy) => new()
    {
        Corpus = copy.Folder,
        InputDeadline = campaign.InputDeadline,
        MemoryBytes = campaign.MemoryBytes,
        LongestInput = campaign.LongestInput,
        Dictionary = _targets[run.Lane.Target.Name].Dictionary(run.Lane.Dictionary),
    };

    private void Keep(FuzzLaneRun run, FuzzCorpusCopy copy, Artifact artifact)
    {
        _desk.Keep(run, artifact with { Target = run.Lane.Target.Name }, _targets[run.Lane.Target.Name]);
        // An input of the corpus (a seed, one that another lane found) would end every process of this lane when it is loaded.
        var name = FuzzCorpus.NameOf(artifact.Input);
        if (!copy.Remove(name)) return;
        run.Excluded.Add(name);
        log.Information("{Lane}: input {Name} of the corpus ends it and is left out there", run.Lane.Name, name);
    }

    /// <summary>A process that ends early without having performed anything, and without an input to blame, is a failure.</summary>
    private void Judge(FuzzLaneRun run, FuzzRound round, Dictionary<FuzzLaneRun, int> failures)
    {
        if (round.Progress.Executions > 0 || round.Observation.Ending.IsSuccess) failures.Remove(run);
        else Fail(run, $"the fuzzing process ended with {round.Observation.Ending} before its first input: {FirstLines(round.Observation.Output)}", failures);
    }

    private void Fail(FuzzLaneRun run, string message, Dictionary<FuzzLaneRun, int> failures)
    {
        log.Error("{Lane}: {Message}", run.Lane.Name, message);
        failures[run] = failures.GetValueOrDefault(run) + 1;
        if (failures[run] >= MostFailures) run.Problem = message;
    }

    private static string FirstLines(string text) => string.Join(" / ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(3));

    private async Task TickAsync(IProgress<FuzzStatus> progress, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(s_tick);
        try
        {
            for (var tick = 0; ; tick++)
            {
                if (held.IsStopAsked()) End("stopped by 'campaign stop'", unfinished: true, stop);
                if (tick % TicksToSync == 0) Sync();
                if (tick % TicksToDisk == 0 && MakeRoom() is { } full) End(full, unfinished: true, stop);
                if (tick % TicksToStatus == 0) WriteStatus(progress);
                else progress.Report(Status());
                await timer.WaitForNextTickAsync(stop.Token);
            }
        }
        catch (IOException e)
        {
            End(e.Message, unfinished: true, stop);
            throw;
        }
    }

    private void Sync()
    {
        foreach (var round in Rounds()) round.Gained += round.Copy.Sync(round.Lane.Excluded);
    }

    private List<RunningRound> Rounds()
    {
        lock (_lock) return [.. _rounds];
    }

    /// <summary>Keeps to the disk budget; why it cannot, when it cannot.</summary>
    private string? MakeRoom()
    {
        _disk = FuzzDiskUse.Of(folder, _corpora.Values, _findings);
        var room = FuzzRoom.Plan(_disk, campaign.DiskBytes, _schedule.Places.Count);
        if (room.DeleteOldLogs)
            foreach (var old in FuzzDiskUse.LogsOf(folder).SkipLast(1)) old.Delete();
        if (room.CorpusBytes is { } bytes)
        {
            log.Warning("{Use} of {Limit} on the disk: corpora shrink to {Bytes}", _disk.ToString(), campaign.DiskBytes, bytes);
            var dropped = FuzzRoom.Longest(_corpora.Values, bytes);
            foreach (var (corpus, names) in dropped) corpus.Remove(names);
            // The working copies have them still.
            foreach (var round in Rounds())
            {
                round.Copy.IsWorn = true;
                round.Stop.Cancel();
            }
        }
        return room.Full;
    }

    private void WriteStatus(IProgress<FuzzStatus> progress)
    {
        var status = Status();
        AtomicFile.Write(folder.Status, JsonSerializer.Serialize(status, FuzzJson.Default.FuzzStatus) + "\n");
        progress.Report(status);
    }

    private FuzzStatus Status()
    {
        var now = DateTimeOffset.UtcNow;
        var cpu = ProcessorTimes.Now() - _cpuBefore;
        List<FuzzLaneStatus> lanesNow = [.. _runs.Select(r => r.Status(_clock.Elapsed))];
        var found = _desk.Found();
        var lastNew = lanesNow.Max(l => l.LastNew);
        return new()
        {
            State = _state,
            EndedBy = _state == FuzzState.Ended ? _endedBy : null,
            Unfinished = _unfinished || _state != FuzzState.Ended,
            Started = _started,
            Updated = now,
            ElapsedS = Elapsed.TotalSeconds,
            TimeS = campaign.Time > TimeSpan.Zero ? campaign.Time.TotalSeconds : null,
            Executions = lanesNow.Sum(l => l.Executions),
            ExecutionsLimit = campaign.Executions > 0 ? campaign.Executions : null,
            ExecsPerS = lanesNow.Sum(l => l.ExecsPerS),
            LastNew = lastNew,
            SinceLastNewS = lastNew is null ? null : Math.Max(0, (now - lastNew.Value).TotalSeconds),
            FindingsNew = found.Count(f => f.IsNew),
            FindingsKnown = found.Count(f => !f.IsNew),
            Artifacts = lanesNow.Sum(l => l.Artifacts),
            Pending = _desk.Waiting,
            Triaging = _desk.Triaging,
            Disk = _disk,
            DiskLimit = campaign.DiskBytes,
            ProgramsCpuS = cpu.Children.TotalSeconds + _runs.Sum(r => r.CpuOfUnwaited),
            HarnessCpuS = cpu.Own.TotalSeconds,
            Lanes = lanesNow,
            Found = found,
        };
    }
}
