using System.Runtime.CompilerServices;
using System.Threading.Channels;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Evidence;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Harness.Verdicts;
using InteropFuzz.Triage;
using Serilog;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Takes a plan down the road: builds, runs, triages, judges. Everything comes out as a stream of events.</summary>
/// <param name="builder">Builds units.</param>
/// <param name="runner">Runs tries.</param>
/// <param name="frames">Adds C frames to crashes in C.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="jobs">How many builds and programs use a processor at once.</param>
/// <param name="log">Where what happens is logged.</param>
public sealed class MatrixRun(IUnitBuilder builder, CellRunner runner, CrashFrames frames, HostTools tools, int jobs, ILogger log)
{
    /// <summary>Looks closer at each cell once it is judged; null when nobody asked for evidence.</summary>
    public EvidenceRun? Evidence { get; init; }

    /// <summary>The machines that are reached over ssh; null for none.</summary>
    public Fleet? Fleet { get; init; }

    /// <summary>A program that is ready goes before the next build: builds are long and programs short.</summary>
    private const int RankRun = 0, RankBuild = 1;

    /// <summary>How many programs that use no processor (for a deadline, a timer, a signal) may do so beside the others.</summary>
    private const int Resting = 16;

    private readonly SlotPool _slots = new(jobs, Resting);

    /// <summary>Runs every cell. On cancellation every process has ended when the stream does.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<RunEvent> RunAsync(Plan plan, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var events = Channel.CreateUnbounded<RunEvent>(new() { SingleReader = true });
        var work = Task.Run(() => WorkAsync(plan, events.Writer, stop.Token), CancellationToken.None);
        try
        {
            // The reader is not cancelled: it ends when the work has, so that finished cells are never lost.
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None)) yield return happened;
        }
        finally
        {
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await work;
    }

    private async Task WorkAsync(Plan plan, ChannelWriter<RunEvent> events, CancellationToken cancel)
    {
        try
        {
            foreach (var p in plan.Cells)
                if (p.NotAvailable is not null) events.TryWrite(new CellFinished(p, Rows.NotAvailable(p), null, ""));
            var fields = plan.Cells.Where(p => p.NotAvailable is null).ToLookup(p => (p.Case.Id, p.Cell));
            var units = BuildUnit.Group(plan.Cells.Where(p => p.NotAvailable is null));
            await Task.WhenAll(units
                // The slowest last would leave the other processors idle at the end.
                .OrderByDescending(u => u.Cell.Run(tools).Slowdown * u.Cases.Count)
                .Select(u => UnitAsync(u, [.. u.Cases.SelectMany(c => fields[(c.Id, u.Cell)])], events, cancel)));
            events.Complete();
        }
        catch (Exception e)
        {
            events.Complete();
            if (e is not OperationCanceledException) log.Error(e, "The run broke off");
            throw;
        }
    }

    private async Task UnitAsync(BuildUnit unit, IReadOnlyList<PlannedCell> fields, ChannelWriter<RunEvent> events, CancellationToken cancel)
    {
        BuiltUnit built;
        if (builder.FromCache(unit) is { } cached)
        {
            built = cached;
        }
        else
        {
            using var slot = await _slots.TakeAsync(RankBuild, cancel);
            events.TryWrite(new BuildStarted(unit));
            log.Debug("Building {Unit}", unit.Label);
            try
            {
                built = await builder.BuildAsync(unit, cancel);
            }
            catch (LaunchException e)
            {
                var artifacts = unit.Cases.ToDictionary(c => c.Id, _ => new CaseArtifact(null, [], e.Message + "\n") { Failed = true });
                built = new(unit, "", artifacts, 0, 0);
            }
            log.Information("Built {Unit} in {Wall:F1} s, {Cpu:F1} s CPU", unit.Label, built.WallSeconds, built.CpuSeconds);
        }
        events.TryWrite(new BuildFinished(built));
        var sampled = Evidence is null ? null : await SampledAsync(Evidence, unit, cancel);
        await Task.WhenAll(fields.Select(p => CellAsync(p, built.Artifacts[p.Case.Id], built.Folder, sampled, events, cancel)));
    }

    /// <summary>The same programs with the sampler, for evidence.</summary>
    private async Task<BuiltUnit?> SampledAsync(EvidenceRun evidence, BuildUnit unit, CancellationToken cancel)
    {
        if (!evidence.NeedsSampler(unit)) return null;
        using var slot = await _slots.TakeAsync(RankBuild, cancel);
        return await evidence.BuildSampledAsync(unit, cancel);
    }

    private async Task CellAsync(PlannedCell p, CaseArtifact artifact, string folder, BuiltUnit? sampled, ChannelWriter<RunEvent> events, CancellationToken cancel)
    {
        if (artifact.Program is null)
        {
            // Nothing to run: the compiler's or the analyser's words are the observation.
            var ending = Ending.Exited(artifact.Failed ? 1 : 0);
            await FinishAsync(p, artifact, folder, [new(ending, artifact.Output, 0, 0, 0, 0)], null, sampled, events, cancel);
            return;
        }
        if (p.Cell.Runner == RunnerKind.Ssh)
        {
            await FarCellAsync(p, artifact, folder, events, cancel);
            return;
        }
        using var slot = await _slots.TakeAsync(RankRun, cancel);
        events.TryWrite(new CellStarted(p));
        var tries = new List<Observation>();
        try
        {
            for (var n = p.Tries(tools); n > 0; n--) tries.Add(await runner.RunAsync(p, artifact, folder, slot.Rest, cancel));
            await FinishAsync(p, artifact, folder, tries, null, sampled, events, cancel);
        }
        catch (LaunchException e)
        {
            log.Error(e, "{Case} in {Cell} could not be run", p.Case.Id, p.Cell.ToString());
            tries.Add(new(Ending.Unknown, e.Message + "\n", 0, 0, 0, 0));
            await FinishAsync(p, artifact, folder, tries, e.Message, sampled, events, cancel);
        }
    }

    /// <summary>A cell on a machine that is reached over ssh: it needs no processor of this one.</summary>
    private async Task FarCellAsync(PlannedCell p, CaseArtifact artifact, string folder, ChannelWriter<RunEvent> events, CancellationToken cancel)
    {
        try
        {
            var fleet = Fleet ?? throw new RunnerException(RunnerFailure.Lost, "no runner is connected");
            var seen = await fleet.RunAsync(runner.Far(p, artifact), p.Cell.Arch, p.Tries(tools), () => events.TryWrite(new CellStarted(p)), cancel);
            await FinishAsync(p, artifact, folder, seen.Tries, null, null, events, cancel, seen);
        }
        catch (Exception e) when (e is RunnerException or IOException or UnauthorizedAccessException)
        {
            log.Warning("{Case} in {Cell} is lost: {Reason}", p.Case.Id, p.Cell.ToString(), e.Message);
            events.TryWrite(new CellFinished(p, Rows.Lost(p, e.Message), null, ""));
        }
    }

    private async Task FinishAsync(
        PlannedCell p, CaseArtifact artifact, string folder, IReadOnlyList<Observation> tries, string? reason, BuiltUnit? sampled, ChannelWriter<RunEvent> events,
        CancellationToken cancel, FarTries? far = null)
    {
        if (artifact.Failed || tries.Any(t => StopOrder.MayHaveEnded(t.Ending))) await StopOrder.ArriveAsync(cancel);
        var judged = tries.Select(t => (Try: t, Crash: artifact.Failed ? Unbuilt(p, t)
            : reason is null || t.Ending != Ending.Unknown ? CrashReader.Read(t.Output, t.Ending)
            : new Crash { Symptom = Symptom.Unknown, Findings = [], FirstLine = reason })).ToList();
        var expected = p.Expectation.Symptoms;
        var verdict = Judge.Decide(expected, [.. judged.Select(j => j.Crash.Symptom)]);
        // The try that matters most: one outside the expectation, else one that is not clean.
        var (shown, crash) = judged.OrderBy(j => expected.Contains(j.Crash.Symptom)).ThenBy(j => j.Crash.Symptom == Symptom.Clean).First();
        var output = shown.Output;
        if ((shown.Debugger ?? await frames.OfAsync(p, artifact, folder, shown.Ending, crash.Symptom, cancel)) is { Length: > 0 } debugger)
        {
            crash = CrashReader.Read(output, shown.Ending, debugger);
            output += "\n" + debugger;
        }
        var row = Rows.Judged(p, tries, [.. judged.Select(j => j.Crash.Symptom)], verdict, crash, reason);
        if (far is not null) row = row with { RunnerName = far.Runner.Name, Cage = far.Cage };
        if (verdict.IsBad()) row = row with { Reproduce = runner.ByHand(p, far?.Runner) };
        var evidence = Evidence is null || artifact.Failed ? CellEvidence.None : await Evidence.CollectAsync(p, artifact, folder, sampled, crash, shown.Ending, cancel);
        if (evidence.Parts.Count > 0) row = row with { Evidence = evidence.Parts };
        log.Debug("{Case} in {Cell}: {Verdict} {Symptoms}", p.Case.Id, p.Cell.ToString(), row.Verdict, row.Symptoms.Keys);
        events.TryWrite(new CellFinished(p, row, crash, output) { Evidence = evidence });
    }
    /// <summary>What the compiler said, or why it said nothing that triage knows: it did not start, or did not end.</summary>
    private static Crash Unbuilt(PlannedCell p, Observation said)
    {
        var crash = CrashReader.Read(said.Output, said.Ending);
        return crash.Symptom.Family == "build" || !Symptom.TryParse(p.Cell.Net is null ? "build/go" : "build/csharp", out var refused) ? crash
            : crash with { Symptom = refused, FirstLine = GoOutput.FirstLine(said.Output) };
    }
}
