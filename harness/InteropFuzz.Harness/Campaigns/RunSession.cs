using System.Diagnostics;
using System.Runtime.CompilerServices;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>A run on the disk: every event passes through and its result is stored before anybody else sees it.</summary>
/// <param name="folder">Where it is stored.</param>
/// <param name="info">What is written into run.json at the beginning; costs are added at the end.</param>
public sealed class RunSession(RunFolder folder, RunInfo info)
{
    private readonly Dictionary<string, ResultRow> _rows = ResultsLog.Read(folder.Results).ToDictionary(r => r.Key);

    /// <summary>All rows so far, those of a resumed run included.</summary>
    public IReadOnlyCollection<ResultRow> Rows => _rows.Values;

    /// <summary>run.json as it is now.</summary>
    public RunInfo Info { get; private set; } = info;

    /// <summary>What of a plan has no result yet, or was lost with its runner.</summary>
    public Plan Remaining(Plan plan) => new([.. plan.Cells.Where(p => !_rows.TryGetValue(Campaigns.Rows.Key(p), out var row) || row.IsLost)]);

    /// <summary>Runs what remains of a plan and stores it. run.json is complete also when the run is cancelled.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; what was finished is stored.</exception>
    /// <exception cref="IOException">The disk is full; what was stored stays.</exception>
    public async IAsyncEnumerable<RunEvent> RunAsync(MatrixRun run, Plan plan, [EnumeratorCancellation] CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        folder.WriteInfo(Info);
        using var log = new ResultsLog(folder.Results);
        var buildCpu = 0.0;
        try
        {
            await foreach (var happened in run.RunAsync(Remaining(plan), cancel))
            {
                if (happened is BuildFinished built) buildCpu += built.Built.CpuSeconds;
                yield return happened is CellFinished finished ? Store(finished, log) : happened;
            }
        }
        finally
        {
            using var self = Process.GetCurrentProcess();
            Info = Info with
            {
                Ended = cancel.IsCancellationRequested ? null : DateTimeOffset.UtcNow,
                BuildCpuS = Info.BuildCpuS + buildCpu,
                HarnessCpuS = Info.HarnessCpuS + self.TotalProcessorTime.TotalSeconds,
                HarnessPeakRssBytes = Math.Max(Info.HarnessPeakRssBytes, self.PeakWorkingSet64),
                WallS = Info.WallS + clock.Elapsed.TotalSeconds,
            };
            folder.WriteInfo(Info);
        }
    }

    private CellFinished Store(CellFinished finished, ResultsLog log)
    {
        var row = finished.Row;
        if (finished.Crash is { } crash && crash.Symptom != Symptom.Clean && finished.Output.Length > 0)
            row = row with { Output = folder.KeepOutput(row.Case, finished.Planned.Cell.ToString(), finished.Output) };
        if (finished.Evidence.Raw is { Length: > 0 } raw)
            row = row with { EvidenceOutput = folder.KeepOutput(row.Case, finished.Planned.Cell + ".evidence", raw) };
        log.Add(row);
        _rows[row.Key] = row;
        return finished with { Row = row };
    }
}
