using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using InteropFuzz.Harness.Checking.Discovery;
using InteropFuzz.Harness.Checking.Grouping;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Tests;
using InteropFuzz.Harness.Running;
using Serilog;

namespace InteropFuzz.Harness.Checking;

/// <summary>Takes a plan down the road: builds, runs, triages; every result is on the disk before anybody sees it.</summary>
/// <param name="plan">What to do.</param>
/// <param name="folder">Where it is stored.</param>
/// <param name="info">What is written into run.json; costs are added.</param>
/// <param name="builder">Builds test binaries.</param>
/// <param name="starter">Starts them.</param>
/// <param name="jobs">How many processors to use.</param>
/// <param name="log">Where what happens is logged.</param>
public sealed class CheckSession(CheckPlan plan, CheckFolder folder, CheckInfo info, TestBuilder builder, TestStarter starter, int jobs, ILogger log)
{
    /// <summary>What is ready to run goes before the next build.</summary>
    private const int RankRun = 0, RankBuild = 1;

    /// <summary>How many test binaries that only wait may do so beside the others.</summary>
    private const int Resting = 16;

    private readonly ConcurrentDictionary<CheckCell, CellResult> _results = new();
    private readonly SlotPool _slots = new(jobs, Resting);
    private readonly SourceNames _names = new(info.Root, plan.Cells.Where(p => p.Package is not null).SelectMany(p => p.Package!.Made).DistinctBy(m => m.Dir)
        .SelectMany(m => m.Files.Concat(m.TestGoFiles).Concat(m.XTestGoFiles).Select(f => Path.Combine(m.Dir, f))));
    private readonly TestDeclarations _declarations = new(plan.Cells.Select(p => p.Package).OfType<FoundPackage>().Distinct());
    private readonly CrashDesk _desk = new(folder.Folder, starter.Tools);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _built = [], _kept = [];
    private double _buildCpu;

    /// <summary>Tests wait for their binary; the same one may serve several cells.</summary>
    private TestBinary Count(TestBinary binary)
    {
        lock (_lock)
        {
            _buildCpu += binary.CpuSeconds;
            if (binary.Path is not null && !_built.Contains(binary.Key)) (binary.WasKept ? _kept : _built).Add(binary.Key);
        }
        return binary;
    }

    /// <summary>run.json as it is now.</summary>
    public CheckInfo Info { get; private set; } = info;

    /// <summary>How many cells have a result.</summary>
    public int Done => _results.Count;

    /// <summary>Cells of the plan that have none.</summary>
    public IEnumerable<PlannedTests> Remaining => plan.Cells.Where(p => !_results.ContainsKey(p.Cell));

    /// <summary>Takes over what an earlier part of the same run finished; a cell whose sources changed since is done again.</summary>
    public void Resume()
    {
        var planned = plan.Cells.ToDictionary(p => p.Cell);
        foreach (var cell in folder.ReadCells())
            if (planned.TryGetValue(cell.Cell, out var p) && cell.State == CellState.Ran && p.NotAvailable is null && cell.BinaryKey.Length > 0 && builder.FromCache(p)?.Key == cell.BinaryKey)
                _results[cell.Cell] = cell;
    }

    /// <summary>The result so far.</summary>
    public CheckRun Result()
    {
        var planned = plan.Cells.ToDictionary(p => p.Cell);
        List<CellResult> cells = [.. plan.Cells.Where(p => _results.ContainsKey(p.Cell)).Select(p => _results[p.Cell])];
        var maker = new FindingMaker(_names, _declarations.Find, (cell, test) => ByHand(planned[cell], test));
        return new() { Info = Info, Packages = plan.Packages, Cells = cells, Findings = maker.Make(cells), IsWhole = cells.Count == plan.Cells.Count };
    }

    /// <summary>Runs what remains. run.json and check.json are complete also when it is cancelled; all processes have ended then.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; what was finished is stored.</exception>
    /// <exception cref="IOException">The disk is full; what was stored stays.</exception>
    public async IAsyncEnumerable<CheckEvent> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        folder.WriteInfo(Info);
        using var lines = folder.Log();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var events = Channel.CreateUnbounded<CheckEvent>(new() { SingleReader = true });
        var work = Task.Run(() => WorkAsync(events.Writer, stop.Token), CancellationToken.None);
        try
        {
            // The reader is not cancelled: it ends when the work has, so that finished cells are never lost.
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None))
            {
                if (happened is CellEnded ended)
                {
                    lines.Add(ended.Result);
                    _results[ended.Cell] = ended.Result;
                }
                yield return happened;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var self = Process.GetCurrentProcess();
            Info = Info with
            {
                Ended = Remaining.Any() ? null : DateTimeOffset.UtcNow,
                Built = Info.Built + _built.Count,
                Kept = _kept.Count,
                BuildCpuS = Info.BuildCpuS + _buildCpu,
                TestCpuS = _results.Values.Sum(r => r.CpuS),
                TriageS = Info.TriageS + _desk.Seconds,
                HarnessCpuS = Info.HarnessCpuS + self.TotalProcessorTime.TotalSeconds,
                WallS = Info.WallS + clock.Elapsed.TotalSeconds,
            };
            folder.WriteInfo(Info);
            folder.Write(Result());
        }
        await work;
    }

    private async Task WorkAsync(ChannelWriter<CheckEvent> events, CancellationToken cancel)
    {
        try
        {
            var remaining = Remaining.ToList();
            foreach (var p in remaining.Where(p => p.NotAvailable is not null))
                events.TryWrite(new CellEnded(new() { Cell = p.Cell, State = CellState.NotAvailable, Reason = p.NotAvailable }));
            // The slowest first: one that comes last would leave the other processors idle.
            await Task.WhenAll(remaining.Where(p => p.NotAvailable is null).OrderByDescending(p => p.How.Run(starter.Tools).Slowdown).Select(p => CellAsync(p, events, cancel)));
            events.Complete();
        }
        catch (Exception e)
        {
            events.Complete();
            if (e is not OperationCanceledException) log.Error(e, "The check broke off");
            throw;
        }
    }

    private async Task CellAsync(PlannedTests p, ChannelWriter<CheckEvent> events, CancellationToken cancel)
    {
        CellResult result;
        try
        {
            result = await ResultAsync(p, events, cancel);
        }
        catch (LaunchException e)
        {
            log.Error(e, "{Cell} could not be run", p.Cell.ToString());
            result = new() { Cell = p.Cell, State = CellState.NotAvailable, Reason = e.Message };
        }
        log.Information("{Cell}: {State} {Tests} tests in {Wall:F1} s, {Cpu:F1} s CPU", p.Cell.ToString(), result.State, result.Tests.Count, result.WallS, result.CpuS);
        events.TryWrite(new CellEnded(result));
    }

    private async Task<CellResult> ResultAsync(PlannedTests p, ChannelWriter<CheckEvent> events, CancellationToken cancel)
    {
        var binary = await BinaryAsync(p, events, cancel);
        if (binary.Path is null) return new() { Cell = p.Cell, State = CellState.BuildFailed, Reason = Excerpt.Of(binary.Words), BinaryKey = binary.Key };
        if (p.How.Instrument.IsStatic)
            return new() { Cell = p.Cell, State = CellState.Ran, Vet = VetReader.Read(await File.ReadAllTextAsync(binary.Path, cancel), _names), BinaryKey = binary.Key };

        using var slot = await _slots.TakeAsync(RankRun, cancel);
        events.TryWrite(new TestsBegan(p.Cell));
        using var place = PlaceOf(p);
        var run = new TestRun(starter, p, binary, place, _desk, slot.Rest, () => _slots.TryTake() is { } free ? new(free, PlaceOf(p)) : null);
        for (var n = 0; n < Info.Request.Count; n++)
            await run.RepeatAsync(Info.Request.Shuffle == 0 ? 0 : Info.Request.Shuffle + n, Info.Request.Isolate, cancel);
        return new()
        {
            Cell = p.Cell,
            State = CellState.Ran,
            Reason = run.Note ?? place.Note,
            Tests = [.. run.Attempts.Select(a => TestAttempt.Join(a, p.Cell.Package, _names))],
            BinaryKey = binary.Key,
            CpuS = run.CpuSeconds,
            WallS = run.WallSeconds,
            PeakRssBytes = run.PeakRssBytes,
            Processes = run.Processes,
        };
    }

    private TestFolder PlaceOf(PlannedTests p) => new(p.Folder, Info.Root, starter.Tools.Bubblewrap is not null, Path.GetDirectoryName(folder.Folder.Root)!);

    private async Task<TestBinary> BinaryAsync(PlannedTests p, ChannelWriter<CheckEvent> events, CancellationToken cancel)
    {
        if (builder.FromCache(p) is { } kept) return Count(kept);
        using var slot = await _slots.TakeAsync(RankBuild, cancel);
        events.TryWrite(new BuildBegan(p.Cell));
        var binary = Count(await builder.BuildAsync(p, cancel));
        events.TryWrite(new BuildEnded(p.Cell));
        return binary;
    }

    /// <summary>Shell lines that do the same as the cell without the harness.</summary>
    private string ByHand(PlannedTests p, string test)
    {
        const string file = "/tmp/package.test";
        if (p.Package is null || p.How.Instrument.IsStatic) return p.Package is null ? "" : builder.ByHand(p, "");
        string[] only = test.Length > 0 ? ["-test.run=" + string.Join('/', test.Split('/').Select(part => TestPatterns.Only([part])))] : [];
        return $"{builder.ByHand(p, file)}\n{starter.ByHand(p, file, only)}";
    }
}
