using System.Diagnostics;
using InteropFuzz.Harness.Batches;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Submitting;

/// <summary>A shard that will never be complete.</summary>
/// <param name="Array">Its array.</param>
/// <param name="Shard">Its number.</param>
/// <param name="Why">What became of its task.</param>
internal readonly record struct LostShard(BatchArray Array, int Shard, string Why);

/// <summary>Waits for the tasks of a submission, puts killed ones back into the queue, and tells how it goes.</summary>
/// <param name="engine">The batch system.</param>
/// <param name="folder">The submission.</param>
/// <param name="say">Is told what happens, a line each.</param>
internal sealed class SubmissionWatch(IBatchEngine engine, SubmissionFolder folder, Action<string> say)
{
    /// <summary>The first answers matter to somebody who waits; later on the engine has other users, too.</summary>
    private static readonly TimeSpan s_shortPause = TimeSpan.FromSeconds(1), s_longPause = TimeSpan.FromSeconds(10), s_line = TimeSpan.FromSeconds(30);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HashSet<(string Arch, int Shard)> _closed = [];
    private readonly List<LostShard> _lost = [];
    private Submission _submission = folder.Read();
    private (string Tasks, TimeSpan At) _said = ("", -s_line);

    /// <summary>Waits until no task is open.</summary>
    /// <returns>The shards that are lost.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the tasks go on.</exception>
    public async Task<IReadOnlyList<LostShard>> WaitAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                var tasks = string.Join("; ", _submission.Arrays.ToList().Select(Look));
                if (_closed.Count == _submission.Arrays.Sum(a => a.Shards)) return _lost;
                Say(tasks);
            }
            catch (BatchException e)
            {
                Say($"{engine.Name} does not answer, asking again: {e.Message}");
            }
            var pause = TimeSpan.FromSeconds(_clock.Elapsed.TotalSeconds / 20);
            await Task.Delay(pause < s_shortPause ? s_shortPause : pause > s_longPause ? s_longPause : pause, cancel);
        }
    }

    /// <summary>Closes the tasks of an array that are done or lost; a word on all of them.</summary>
    private string Look(BatchArray array)
    {
        var states = engine.States(array.Job!);
        var open = new List<string>();
        for (var shard = 1; shard <= array.Shards; shard++)
        {
            if (_closed.Contains((array.Arch, shard))) continue;
            var state = states.GetValueOrDefault(shard, new(TaskPhase.Forgotten, $"unknown to {engine.Name}, taken out of the queue or long over"));
            var code = folder.ExitCode(array, shard);
            switch (TaskFates.Of(state, folder.Run(array, shard)?.ReadInfo().Ended is not null, code, array.Requeued.GetValueOrDefault(shard)))
            {
                case TaskFate.Done:
                    Close(array, shard, state, code, null);
                    break;
                case TaskFate.Lost:
                    Close(array, shard, state, code, $"its task {array.Job}_{shard} ended {state.Word}{(code is null ? "" : $" with {code}")}, {Times(array.Requeued.GetValueOrDefault(shard))} put back{Words(folder.Log(array, shard))}");
                    break;
                case TaskFate.Requeue:
                    say($"{array.Label(shard)}: {state.Word}{(code is null ? "" : $" with {code}")} before its end; back into the queue");
                    engine.Requeue(array.Job!, shard);
                    array = array.WithRequeued(shard);
                    Keep(array);
                    open.Add("back in the queue");
                    break;
                default:
                    open.Add(state.Word);
                    break;
            }
        }
        var words = open.CountBy(w => w).Select(w => $", {w.Value} {w.Key}");
        return $"{array.Arch}: {array.Shards - open.Count} of {array.Shards} shards done{string.Concat(words)}";
    }

    private void Close(BatchArray array, int shard, TaskState state, int? code, string? lost)
    {
        _closed.Add((array.Arch, shard));
        say(lost is null ? $"{array.Label(shard)}: complete{(state.Phase == TaskPhase.Ended && code is null ? $" ({state.Word})" : "")}" : $"{array.Label(shard)}: lost");
        if (lost is not null) _lost.Add(new(array, shard, lost));
    }

    private void Keep(BatchArray array)
    {
        _submission = _submission.With(array);
        folder.Write(_submission);
    }

    /// <summary>When something changed, and now and then: how far it is.</summary>
    private void Say(string tasks)
    {
        if (tasks == _said.Tasks && _clock.Elapsed - _said.At < s_line) return;
        _said = (tasks, _clock.Elapsed);
        var all = _submission.Arrays.Sum(a => a.Cells);
        var done = _submission.Arrays.Sum(a => Enumerable.Range(1, a.Shards).Sum(n => folder.Run(a, n) is { } run ? Lines(run) : 0));
        say($"{tasks}; {done} of {all} cells, {Duration.Say(_clock.Elapsed.TotalSeconds)}");
    }

    private static int Lines(RunFolder run) => File.Exists(run.Results) ? ResultsLog.Read(run.Results).Count : 0;

    private static string Words(string log) => File.Exists(log) ? $"; what it said: {Terminal.ShortPath(log)}" : "; it never began";

    private static string Times(int count) => count switch { 0 => "never", 1 => "once", _ => $"{count} times" };
}
