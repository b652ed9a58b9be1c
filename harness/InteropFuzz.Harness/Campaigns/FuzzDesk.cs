using System.Threading.Channels;
using InteropFuzz.Harness.Fuzzing;
using Serilog;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>
/// The way of a campaign's artifacts to the findings: onto the disk first, then one after the other to the sink. One and the same crash, over and
/// over, is only counted, so that it holds up nothing.
/// </summary>
internal sealed class FuzzDesk
{
    /// <summary>So many artifacts of one signature are looked at; of those that follow only the 4th, 8th, 16th and so on.</summary>
    private const int Looked = 3;

    private readonly FuzzFolder _folder;
    private readonly IArtifactSink _sink;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly Channel<Waiter> _queue = Channel.CreateUnbounded<Waiter>(new() { SingleReader = true });
    private readonly Dictionary<string, long> _times = [];

    /// <summary>What the signature of an artifact became: replaying may show it more exactly.</summary>
    private readonly Dictionary<string, string> _became = [];

    private readonly Dictionary<string, FuzzFound> _found = [];

    /// <summary>Artifacts that were only counted before the first of their kind was triaged.</summary>
    private readonly Dictionary<string, long> _early = [];

    private sealed record Waiter(string File, FuzzLaneRun Lane, Artifact Artifact, FuzzSource Source);

    public FuzzDesk(FuzzFolder folder, IArtifactSink sink, ILogger log, FuzzStatus? earlier)
    {
        (_folder, _sink, _log) = (folder, sink, log);
        foreach (var found in earlier?.Found ?? []) _found[found.Signature] = found;
    }

    /// <summary>How many artifacts are on the disk and not triaged.</summary>
    public int Waiting => FuzzPending.All(_folder).Count;

    /// <summary>The symptom of the artifact that is worked on; null when none is.</summary>
    public string? Triaging { get; private set; }

    /// <summary>What was found in this run.</summary>
    public IReadOnlyList<FuzzFound> Found()
    {
        lock (_lock) return [.. _found.Values.OrderBy(f => f.First)];
    }

    /// <summary>Takes up what an earlier session left.</summary>
    public void Recover(IReadOnlyList<FuzzLaneRun> runs, IReadOnlyDictionary<string, FuzzTargetFiles> targets)
    {
        foreach (var file in FuzzPending.All(_folder))
        {
            if (FuzzPending.Read(file) is not { } pending)
            {
                _log.Error("{File} is no artifact and is left alone", file);
                continue;
            }
            if (runs.FirstOrDefault(r => r.Lane.Name == pending.Lane) is { Unit: { } unit } run && targets[run.Lane.Target.Name].Source is { } source)
                _queue.Writer.TryWrite(new(file, run, pending.Artifact(run.Lane.Target.Name, unit), source));
            else
                _log.Warning("{File} is an artifact of {Lane}, which is not fuzzed now; it is kept", file, pending.Lane);
        }
    }

    /// <summary>Takes an artifact: on the disk when this returns, or counted when it is one of many.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Keep(FuzzLaneRun run, Artifact artifact, FuzzTargetFiles files)
    {
        var key = KeyOf(run, artifact);
        long times;
        lock (_lock)
        {
            times = _times[key] = _times.GetValueOrDefault(key) + 1;
            if (times > Looked && !IsPowerOf2(times))
            {
                Count(key);
                return;
            }
        }
        var file = FuzzPending.Keep(_folder, run.Lane.Name, artifact);
        _log.Information("{Lane}: {Symptom} ({Signature}), for the {Times}. time: {File}", run.Lane.Name, artifact.Crash.Symptom.Name, artifact.Crash.Signature.Id, times, file);
        _queue.Writer.TryWrite(new(file, run, artifact, files.Source!));
    }

    private static bool IsPowerOf2(long n) => (n & (n - 1)) == 0;

    private static string KeyOf(FuzzLaneRun run, Artifact artifact) => $"{artifact.Crash.Signature.Id} {run.Lane.Target.Name}";

    private void Count(string key)
    {
        if (_became.TryGetValue(key, out var known) && _found.TryGetValue(known, out var found)) _found[known] = found with { Count = found.Count + 1 };
        else _early[key] = _early.GetValueOrDefault(key) + 1;
    }

    private void Became(string key, string signature)
    {
        _became[key] = signature;
        if (_early.Remove(key, out var early)) _found[signature] = _found[signature] with { Count = _found[signature].Count + early };
    }

    /// <summary>
    /// Hands on what comes, beside the fuzzing: minimising and confirming one finding may take minutes. Findings that an earlier session left half done
    /// come first. Ends when all is done after <see cref="Close"/>.
    /// </summary>
    public async Task WorkAsync(IReadOnlyList<FuzzLaneRun> runs, IReadOnlyDictionary<string, FuzzTargetFiles> targets, CancellationToken cancel)
    {
        foreach (var target in runs.Select(r => r.Lane.Target).DistinctBy(t => t.Name))
            if (targets[target.Name].Source is { } source) await ResumeAsync(target, source, cancel);
        await foreach (var next in _queue.Reader.ReadAllAsync(cancel)) await HandOnAsync(next, cancel);
    }

    /// <summary>Nothing more comes.</summary>
    public void Close() => _queue.Writer.TryComplete();

    private async Task ResumeAsync(IFuzzTarget target, FuzzSource source, CancellationToken cancel)
    {
        try
        {
            await _sink.ResumeAsync(target, source, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            // They are findings already; 'findings minimise' goes on with them too.
            _log.Error(e, "Findings of {Target} that are half done stay so", target.Name);
        }
    }

    private async Task HandOnAsync(Waiter next, CancellationToken cancel)
    {
        Triaging = next.Artifact.Crash.Symptom.Name;
        try
        {
            var isFirst = true;
            await _sink.TakeAsync(next.Lane.Lane.Target, next.Source, next.Artifact, t =>
            {
                lock (_lock)
                {
                    _found[t.Signature] = _found.TryGetValue(t.Signature, out var there)
                        ? there with { Count = there.Count + 1, Rate = t.Rate ?? there.Rate }
                        : new(t.Signature, t.Symptom, next.Lane.Lane.Target.Name, t.IsNew, t.Folder, DateTimeOffset.UtcNow, 1, t.Rate);
                    if (isFirst) Became(KeyOf(next.Lane, next.Artifact), t.Signature);
                    isFirst = false;
                }
            }, cancel);
            File.Delete(next.File);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            // It stays on the disk, and the next session tries again: one bad artifact must not end the campaign.
            _log.Error(e, "{File} could not be triaged", next.File);
        }
        finally
        {
            Triaging = null;
        }
    }
}
