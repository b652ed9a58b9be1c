using System.Collections.Concurrent;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using Serilog;

namespace InteropFuzz.Harness.Findings;

/// <summary>
/// From an artifact to a finding: replayed, known or new, minimised, confirmed, with a standalone program. What is known is stored after each
/// step, the artifact itself first of all.
/// </summary>
/// <param name="replayer">Performs inputs.</param>
/// <param name="programs">Builds and runs standalone programs.</param>
/// <param name="store">Where findings are kept.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="limits">What a finding may cost.</param>
/// <param name="clock">For limits.</param>
/// <param name="log">The steps.</param>
public sealed class FindingDesk(IFuzzReplayer replayer, IProgramRunner programs, IFindingStore store, HostTools tools, FindingLimits limits, TimeProvider clock, ILogger log) : IArtifactSink, IDisposable
{
    /// <summary>One at a time: the machine is the engine's.</summary>
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, bool> _tried = new();
    private readonly Replaying _replaying = new(replayer, limits, clock);

    /// <summary>
    /// How the user named a target, by the target's name: kept with its findings, so that a command can perform them again. Gives null where nobody
    /// said.
    /// </summary>
    public Func<string, FuzzTargetWords?> WordsOf { get; init; } = _ => null;

    /// <summary>The Go releases of this machine, among which a stored finding's own is looked for; by default those of the limits.</summary>
    public IReadOnlyList<GoToolchain> Here { get; init; } = limits.Toolchains;

    /// <inheritdoc/>
    Task IArtifactSink.TakeAsync(IFuzzTarget target, FuzzSource source, Artifact artifact, Action<TakenArtifact> stored, CancellationToken cancel)
        // A closed finding that comes back is news too.
        => TakeAsync(new Job(target, source)
        {
            Stored = t => stored(new(t.Finding.Id, t.Finding.Symptom, t.News != News.Known, store.PlaceOf(t.Finding.Id), t.Finding.Replays.Tries > 0 ? t.Finding.Replays.Rate : null)),
            Slips = limits.MostSlips,
        }, artifact, cancel);

    /// <summary>Takes an artifact. A known finding is counted at once; all others wait for their turn.</summary>
    /// <param name="target">What showed it.</param>
    /// <param name="source">The written target.</param>
    /// <param name="artifact">The input, and how the engine's process ended.</param>
    /// <param name="cancel">Ends it; what was found out is stored.</param>
    /// <exception cref="IOException">The finding could not be stored.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<Taken> TakeAsync(IFuzzTarget target, FuzzSource source, Artifact artifact, CancellationToken cancel)
        => TakeAsync(new Job(target, source) { Slips = limits.MostSlips }, artifact, cancel);

    /// <inheritdoc/>
    Task IArtifactSink.ResumeAsync(IFuzzTarget target, FuzzSource source, CancellationToken cancel) => ResumeAsync(target, source, cancel);

    /// <summary>Goes on with what was broken off on this target's findings, such as by a kill or a full disk.</summary>
    /// <returns>Those that were gone on with, as they are now.</returns>
    public async Task<IReadOnlyList<Finding>> ResumeAsync(IFuzzTarget target, FuzzSource source, CancellationToken cancel)
    {
        var finished = new List<Finding>();
        foreach (var stored in store.All(out _).Where(f => f.Finding.Target == target.Name && f.Finding.Stage != FindingStage.Done && f.State == FindingState.Open))
            if (UnitOf(stored.Finding) is not null) finished.Add((await AgainAsync(target, source, stored.Finding.Id, cancel)).Finding);
        return finished;
    }

    /// <summary>Replays and minimises a stored finding once more, from the smallest input that is known, and does all that follows.</summary>
    /// <exception cref="InvalidDataException">There is no such finding, or its Go release is not here.</exception>
    public async Task<Taken> AgainAsync(IFuzzTarget target, FuzzSource source, string id, CancellationToken cancel)
    {
        var stored = store.Find(id) ?? throw new InvalidDataException($"there is no finding {id}");
        var finding = stored.Finding;
        var unit = UnitOf(finding) ?? throw new InvalidDataException($"{finding.Id} was found with Go {finding.Go}, which is not here: interopfuzz toolchain install {finding.Go}");
        var observation = new Observation(Ending.TryParse(finding.Ending, out var ending) ? ending : Ending.Unknown, stored.Output, 0, 0, 0, 0);
        await _one.WaitAsync(cancel);
        try
        {
            return await AgainAsync(new Job(target, source) { Slips = limits.MostSlips }, finding, new(target.Name, store.Input(finding.Id), unit, observation, stored.Crash), cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Performs the input of a stored finding as often as a new one's.</summary>
    /// <exception cref="InvalidDataException">There is no such finding, or its Go release is not here.</exception>
    /// <exception cref="FuzzTargetException">The target does not build any more.</exception>
    public async Task<(Artifact? Shown, Replays Replays)> ReplayAsync(IFuzzTarget target, FuzzSource source, string id, CancellationToken cancel)
    {
        var finding = store.Find(id)?.Finding ?? throw new InvalidDataException($"there is no finding {id}");
        var found = UnitOf(finding) ?? throw new InvalidDataException($"{finding.Id} was found with Go {finding.Go}, which is not here: interopfuzz toolchain install {finding.Go}");
        var unit = await BuildAsync(source, found, cancel);
        var replayed = await _replaying.RunAsync(target.Name, unit, store.Input(finding.Id), finding.Id, cancel);
        return (replayed.Shown, replayed.Replays);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>Where a finding was found; null when that Go release is not here.</summary>
    private FuzzUnit? UnitOf(Finding finding)
        => GoVersion.TryParse(finding.Go, out var go) && (GoToolchains.Pick(Here, go) ?? GoToolchains.Pick(Here, new(go.Minor))) is { } toolchain
            ? new("", "", toolchain, finding.Arch == Arch.Arm64.Name() ? Arch.Arm64 : Arch.Amd64, finding.Instrument) : null;

    private Task<FuzzUnit> BuildAsync(FuzzSource source, FuzzUnit found, CancellationToken cancel)
        => replayer.BuildAsync(source, found.Toolchain, CombinedInstrument.Find(found.ReplayInstrument)
            ?? throw new FuzzTargetException($"there is no instrument '{found.ReplayInstrument}'"), found.Arch, cancel);

    /// <summary>A finding whose report cannot be read counts as none: it is put aside when it is found again.</summary>
    private Finding? Known(string id)
    {
        try
        {
            return store.Find(id)?.Finding;
        }
        catch (InvalidDataException e)
        {
            log.Warning("{Problem}", e.Message);
            return null;
        }
    }

    /// <summary>Whether there is still work on it that this desk has not tried yet.</summary>
    private bool IsUnfinished(Finding finding) => finding.Stage != FindingStage.Done && !_tried.ContainsKey(finding.Id);

    private async Task<Taken> TakeAsync(Job job, Artifact artifact, CancellationToken cancel)
    {
        // Without a function in it, the engine's word says too little: a replay may show more.
        if (artifact.Crash.Signature.Parts.Count > 1 && Known(artifact.Crash.Signature.Id) is { } known && !IsUnfinished(known))
        {
            var counted = new Taken(known, store.Count(known.Id, job.Target.Name, artifact.Input, seenAs: null), []);
            job.Stored?.Invoke(counted);
            return counted;
        }
        await _one.WaitAsync(cancel);
        try
        {
            var registered = await RegisterAsync(job, artifact, cancel);
            return registered.Next is null ? registered.Taken : await WorkOffAsync(job, registered.Taken, registered.Next, cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Replays an artifact and stores or counts it, and tells so.</summary>
    /// <returns>What it is, and the try to go on with; null when there is nothing more to do.</returns>
    private async Task<(Taken Taken, Artifact? Next)> RegisterAsync(Job job, Artifact artifact, CancellationToken cancel)
    {
        var registered = await StoreAsync(job, artifact, cancel);
        job.Stored?.Invoke(registered.Taken);
        return registered;
    }

    private async Task<(Taken Taken, Artifact? Next)> StoreAsync(Job job, Artifact artifact, CancellationToken cancel)
    {
        var (unit, problem) = await UnitAsync(job, artifact.Unit, cancel);
        var replayed = unit is null ? new(null, Replays.None) : await _replaying.RunAsync(job.Target.Name, unit, artifact.Input, wanted: null, cancel);
        var shown = replayed.Shown ?? artifact;
        var id = Finding.IdOf(shown.Crash.Signature, job.Target.Name);
        var engine = Finding.IdOf(artifact.Crash.Signature, job.Target.Name);
        var seenAs = engine != id && artifact.Crash.Signature.Parts.Count > 1 ? engine : null;
        if (Known(id) is { } known)
        {
            var news = store.Count(known.Id, job.Target.Name, artifact.Input, seenAs);
            return (new(known with { Replays = replayed.Shown is not null && IsUnfinished(known) ? replayed.Replays : known.Replays }, news, []), IsUnfinished(known) ? replayed.Shown : null);
        }
        var finding = Make(job, id, shown, artifact, replayed, seenAs, problem);
        store.Put(finding, new()
        {
            Input = artifact.Input,
            EngineOutput = artifact.Observation.Output,
            Output = shown.Observation.Output,
            Debugger = shown.Observation.Debugger ?? "",
        });
        store.Count(id, job.Target.Name, artifact.Input, seenAs: null);
        log.Information("New finding {Id}: {Symptom} in {Target}, {Replays}", id, finding.Symptom, job.Target.Name, replayed.Replays.ToString());
        if (replayed.Shown is null) _tried.TryAdd(id, true);
        return (new(finding, News.New, []), replayed.Shown);
    }

    /// <summary>The same from the beginning for a finding that is there.</summary>
    private async Task<Taken> AgainAsync(Job job, Finding finding, Artifact artifact, CancellationToken cancel)
    {
        var (unit, problem) = await UnitAsync(job, artifact.Unit, cancel);
        if (unit is null) throw new FuzzTargetException(problem!);
        var replayed = await _replaying.RunAsync(job.Target.Name, unit, artifact.Input, finding.Id, cancel);
        finding = finding with { Replays = replayed.Replays, Problems = [] };
        store.Put(finding, new());
        var taken = new Taken(finding, News.Known, []);
        return replayed.Shown is { } shown ? await WorkOffAsync(job, taken, shown, cancel) : taken;
    }

    /// <summary>Minimises, confirms and emits; then the same for what slipped, which is stored before that.</summary>
    private async Task<Taken> WorkOffAsync(Job job, Taken taken, Artifact shown, CancellationToken cancel)
    {
        _tried.TryAdd(taken.Finding.Id, true);
        var (finding, smallest, slips) = await MinimiseAsync(job, taken.Finding, shown, cancel);
        var registered = new List<(Taken Taken, Artifact? Next)>();
        foreach (var slip in slips)
            if (job.Slips-- > 0) registered.Add(await RegisterAsync(job, slip, cancel));
        finding = await ConfirmAsync(job, finding, smallest, cancel);
        var slipped = new List<Taken>();
        foreach (var (slip, rest) in registered) slipped.Add(rest is null ? slip : await WorkOffAsync(job, slip, rest, cancel));
        return taken with { Finding = finding, Slipped = slipped };
    }

    private async Task<(FuzzUnit? Unit, string? Problem)> UnitAsync(Job job, FuzzUnit found, CancellationToken cancel)
    {
        try
        {
            return (await BuildAsync(job.Source, found, cancel), null);
        }
        catch (Exception e) when (e is FuzzTargetException or LaunchException)
        {
            log.Warning("{Target} cannot be replayed: {Problem}", job.Target.Name, e.Message);
            return (null, $"it cannot be replayed: {e.Message}");
        }
    }

    private Finding Make(Job job, string id, Artifact shown, Artifact artifact, Replayed replayed, string? seenAs, string? problem)
    {
        var signature = shown.Crash.Signature;
        var words = WordsOf(job.Target.Name);
        var alike = store.All(out _).Select(f => f.Finding)
            .Select(f => new AlikeFinding(f.Id, Math.Round(f.SimilarityTo(shown.Crash), 2)))
            .Where(a => signature.Parts.Count > 1 && a.Similarity >= Signature.ProbablySame && a.Id != id).OrderByDescending(a => a.Similarity).Take(5);
        return new Finding
        {
            Id = id,
            Target = job.Target.Name,
            TargetWords = words,
            Symptom = shown.Crash.Symptom.Name,
            FirstLine = shown.Crash.FirstLine,
            Parts = signature.Parts,
            SeenAs = seenAs is null ? [] : [seenAs],
            Alike = [.. alike],
            Go = artifact.Unit.Toolchain.Release,
            Arch = artifact.Unit.Arch.Name(),
            Instrument = artifact.Unit.ReplayInstrument,
            // What does not show again cannot be made smaller; what could not be replayed may be, some day.
            Stage = replayed.Shown is null && problem is null ? FindingStage.Done : FindingStage.Taken,
            Replays = replayed.Replays,
            Steps = job.Target.Show(artifact.Input),
            OutputOf = OutputOf.Engine,
            Ending = "",
            Guilty = "",
            Severity = "",
            SeverityReason = "",
            Reproduce = ReplayCommand(words, id),
            Minimise = words is null ? null : $"interopfuzz findings minimise {id}",
            Problems = problem is null ? [] : [problem],
        }.With(shown.Crash, shown.Observation.Ending, replayed.Shown is null ? OutputOf.Engine : OutputOf.Replay);
    }

    private async Task<(Finding Finding, Artifact Shown, IReadOnlyList<Artifact> Slipped)> MinimiseAsync(Job job, Finding finding, Artifact shown, CancellationToken cancel)
    {
        Minimal minimal;
        try
        {
            minimal = await new Minimiser(replayer, limits, clock).RunAsync(job.Target, shown.Unit, shown.Input, finding.Id, finding.Replays.Rate, cancel);
        }
        catch (LaunchException e)
        {
            return (finding with { Problems = [.. finding.Problems, $"minimisation broke off: {e.Message}"] }, shown, []);
        }
        var again = await _replaying.RunAsync(job.Target.Name, shown.Unit, minimal.Input, finding.Id, cancel);
        var from = finding.Minimised?.From ?? shown.Input.Length;
        shown = again.Shown ?? shown with { Input = minimal.Input };
        finding = (finding with
        {
            Stage = FindingStage.Minimised,
            Minimised = new(from, minimal.Input.Length, minimal.Tried, minimal.Complete),
            Replays = again.Replays.Hits > 0 ? again.Replays : finding.Replays,
            Steps = job.Target.Show(minimal.Input),
        }).With(shown.Crash, shown.Observation.Ending, OutputOf.Replay);
        store.Put(finding, new() { Minimised = minimal.Input, Output = shown.Observation.Output, Debugger = shown.Observation.Debugger ?? "" });
        log.Information("Finding {Id}: {From} to {To} bytes, {Tried} candidates", finding.Id, from, minimal.Input.Length, minimal.Tried);
        return (finding, shown, minimal.Slipped);
    }

    private async Task<Finding> ConfirmAsync(Job job, Finding finding, Artifact smallest, CancellationToken cancel)
    {
        var (unit, input) = (smallest.Unit, smallest.Input);
        var (files, answer, result) = await new ProgramCheck(programs, limits).RunAsync(job.Target, finding, unit, input, cancel);
        finding = finding with { Program = result, Reproduce = ReplayCommand(finding.TargetWords, finding.Id) };
        var output = new FindingFiles { Program = files };
        if (result.Verdict == ProgramVerdict.Reproduced && answer!.Tries.First(t => finding.IsProbably(t.Crash)) is var (seen, crash))
        {
            finding = (finding with { Reproduce = answer.Command }).With(crash, seen.Ending, OutputOf.Program);
            output = output with { Output = seen.Output, Debugger = seen.Debugger ?? "" };
        }
        store.Put(finding, output);

        var isProgram = result.Verdict == ProgramVerdict.Reproduced;
        var confirmation = new Confirmation(tools, limits, clock);
        var cells = isProgram
            ? await confirmation.RunAsync(finding, unit, readSources: true, confirmation.WhyNotProgram, (t, i, c) => OfProgramAsync(files!, t, i, limits.CellTries(finding), c), cancel)
            : await confirmation.RunAsync(finding, unit, readSources: false, (t, i) => replayer.WhyNot(t.Version, i, unit.Arch), (t, i, c) => OfReplaysAsync(job, finding, unit, t, i, input, c), cancel);
        finding = finding with { Cells = cells, CellsOfProgram = isProgram, FirstRelease = Confirmation.FirstRelease(finding, cells), Stage = FindingStage.Done };
        store.Put(finding, new());
        return finding;
    }

    private async Task<IReadOnlyList<Crash>> OfProgramAsync(IReadOnlyDictionary<string, byte[]> files, GoToolchain toolchain, IInstrument instrument, int tries, CancellationToken cancel)
    {
        var answer = await programs.RunAsync(files, toolchain, instrument, tries, cancel);
        return answer.BuildFailure is { } failure ? throw new FuzzTargetException(failure) : [.. answer.Tries.Select(t => t.Crash)];
    }

    private async Task<IReadOnlyList<Crash>> OfReplaysAsync(Job job, Finding finding, FuzzUnit own, GoToolchain toolchain, IInstrument instrument, byte[] input, CancellationToken cancel)
    {
        var unit = await replayer.BuildAsync(job.Source, toolchain, instrument, own.Arch, cancel);
        var crashes = new List<Crash>();
        var tries = Math.Min(limits.CellTries(finding), instrument.Run(toolchain.Version, tools).MaxRepeat);
        while (crashes.Count < tries) crashes.Add((await replayer.RunAsync(job.Target.Name, unit, [input], cancel)).Artifact.Crash);
        return crashes;
    }

    private static string? ReplayCommand(FuzzTargetWords? words, string id) => words is null ? null : $"interopfuzz findings replay {id}";

    /// <summary>The work on one artifact and on all that slips from it.</summary>
    private sealed record Job(IFuzzTarget Target, FuzzSource Source)
    {
        /// <summary>Is told of each finding as soon as it is stored.</summary>
        public Action<Taken>? Stored { get; init; }

        /// <summary>How many more of those are worked on.</summary>
        public int Slips { get; set; }
    }
}
