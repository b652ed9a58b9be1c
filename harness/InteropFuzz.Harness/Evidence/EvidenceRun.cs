using System.Text;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Diagnostics;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using Serilog;

namespace InteropFuzz.Harness.Evidence;

/// <summary>
/// Looks closer at built programs: at most one observed run, one with the runtime's events, one run under gdb and one compilation for all collectors together. The
/// tries that a verdict rests on are over by then and are not touched.
/// </summary>
/// <param name="builder">Builds programs with the sampler, and asks the compiler.</param>
/// <param name="runner">Runs programs in the cage.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="collectors">What is wanted.</param>
/// <param name="log">Where failures of the harness itself are logged.</param>
public sealed class EvidenceRun(GoBuilder builder, CellRunner runner, HostTools tools, IReadOnlyList<ICollector> collectors, ILogger log)
{
    /// <summary>Reads what .NET runtimes told, in the cage; null reads it in this process.</summary>
    public EventReader? Events { get; init; }

    private const int NotesBytes = 1 << 20;

    /// <summary>Short programs live for a few milliseconds; the launcher thins a long series by itself.</summary>
    private static readonly TimeSpan s_samplePeriod = TimeSpan.FromMilliseconds(1);

    /// <summary>How often a program that dies in some runs only is given to the debugger.</summary>
    private const int MostTries = 3;

    /// <summary>Whether <see cref="CollectAsync"/> wants the programs of a unit with the sampler too.</summary>
    public bool NeedsSampler(BuildUnit unit) => unit.Kind != UnitKind.Analysis && unit.Cell is { Net: null, Runner: RunnerKind.Local } && collectors.Any(c => c.Observe is { Sampler: true } && c.WhyNotHere(tools) is null);

    /// <summary>Builds the programs of a unit with the sampler, or takes them from the cache. One that does not compile with it has its words in its artifact.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<BuiltUnit> BuildSampledAsync(BuildUnit unit, CancellationToken cancel)
    {
        var sampled = unit with { Sampled = true };
        if (builder.FromCache(sampled) is { } cached) return cached;
        try
        {
            return await builder.BuildAsync(sampled, cancel);
        }
        catch (LaunchException e)
        {
            log.Error(e, "{Unit} could not be built", sampled.Label);
            return new(sampled, "", unit.Cases.ToDictionary(c => c.Id, _ => new CaseArtifact(null, [], e.Message) { Failed = true }), 0, 0);
        }
    }

    /// <summary>Collects on one program in its cell.</summary>
    /// <param name="p">The field of the matrix.</param>
    /// <param name="artifact">The program as it was judged.</param>
    /// <param name="folder">Where it is.</param>
    /// <param name="sampled">The unit with the sampler; null where there is none.</param>
    /// <param name="crash">What triage made of the try that matters.</param>
    /// <param name="ending">How that try ended.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<CellEvidence> CollectAsync(
        PlannedCell p, CaseArtifact artifact, string folder, BuiltUnit? sampled, Crash? crash, Ending ending, CancellationToken cancel)
    {
        var cell = p.Cell;
        var material = new Material(p, crash);
        var able = collectors.Where(c => WhyNot(c, cell) is null).ToList();
        try
        {
            if (artifact.Program is not null && able.Any(c => c.Observe is not null)) material = await ObserveAsync(material, able, artifact, folder, sampled, cancel);
            if (artifact.Program is not null && able.Any(c => c.AskDebugger(cell.Go).Count > 0)) material = await DebugAsync(material, able, artifact, folder, ending, cancel);
            if (artifact.Program is not null && able.Any(c => c.NeedsEvents)) material = await RecordAsync(material, artifact, folder, cancel);
            if (able.SelectMany(c => c.AskCompiler).Distinct().ToList() is { Count: > 0 } flags)
            {
                var (code, words) = await builder.AskCompilerAsync(p, flags, cancel);
                material = code == 0 ? material with { Compiler = words } : material with { WhyNoCompiler = "it does not compile: " + GoOutput.FirstLine(words) };
            }
        }
        catch (Exception e) when (e is LaunchException or IOException or UnauthorizedAccessException)
        {
            log.Error(e, "No evidence of {Case} in {Cell}", p.Case.Id, cell.ToString());
            return new(collectors.ToDictionary(c => c.Name, _ => EvidencePart.Nothing(GoOutput.FirstLine(e.Message))), "");
        }
        var parts = collectors.ToDictionary(c => c.Name, c => WhyNot(c, cell) is { } why ? EvidencePart.Nothing(why) : c.Read(material));
        return new(parts, Raw(material));
    }

    private string? WhyNot(ICollector collector, in Cell cell)
        => cell.Runner != RunnerKind.Local ? "nothing is collected of programs that another machine or an emulator runs"
            : collector.Runtime != cell.Runtime ? $"{collector.Name} is for programs of {collector.Runtime.Title()}" : collector.WhyNotHere(tools) ?? collector.WhyNotIn(cell);

    private static string Raw(Material material)
    {
        var text = new StringBuilder();
        void Add(string title, string what)
        {
            if (what.Length > 0) text.Append("INTEROPFUZZ evidence: ").Append(title).Append('\n').Append(what.TrimEnd('\n')).Append("\n\n");
        }
        if (material.Observed is { } run)
        {
            Add("notes of the sampler", string.Join('\n', run.Notes));
            Add("memory: at_us tree_rss rss pss anonymous private_dirty swap threads", string.Join('\n', run.Samples));
            Add("output of the observed run", run.Output);
        }
        Add("events of the runtime", string.Join('\n', material.Events?.Lines ?? []));
        Add("gdb", material.Debugger);
        Add("compiler", material.Compiler ?? "");
        return text.ToString();
    }

    private async Task<Material> ObserveAsync(Material material, IReadOnlyList<ICollector> able, CaseArtifact artifact, string folder, BuiltUnit? sampled, CancellationToken cancel)
    {
        var wanted = able.Select(c => c.Observe).OfType<Observed>().ToList();
        var environment = new Dictionary<string, string>();
        foreach (var (name, value) in wanted.SelectMany(w => w.Environment)) environment[name] = environment.TryGetValue(name, out var first) && first != value ? $"{first},{value}" : value;
        string? whyNoSampler = null;
        if (wanted.Any(w => w.Sampler))
        {
            var its = sampled?.Artifacts.GetValueOrDefault(material.Planned.Case.Id);
            if (its?.Program is null)
            {
                whyNoSampler = its is null ? "there is no build of it with the sampler" : "with the sampler it does not compile: " + GoOutput.FirstLine(its.Output);
            }
            else
            {
                (artifact, folder) = (its, sampled!.Folder);
                environment[Sampler.Variable] = LaunchRequest.NotesDescriptor.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        var run = await runner.RunObservedAsync(material.Planned, artifact, folder, environment, NotesBytes, wanted.Any(w => w.Memory) ? s_samplePeriod : TimeSpan.Zero, cancel);
        return material with { Observed = run, WhyNoSampler = whyNoSampler };
    }

    private async Task<Material> RecordAsync(Material material, CaseArtifact artifact, string folder, CancellationToken cancel)
    {
        const string stream = "events.nettrace";
        using var scratch = new ScratchFolder();
        LaunchResult run;
        string? problem;
        await using (var file = scratch.Create(stream)) (run, problem) = await runner.RunForEventsAsync(material.Planned, artifact, folder, file, cancel);
        material = material with { Observed = run };
        if (problem is not null) return material with { WhyNoEvents = problem };
        var path = scratch.PathOf(stream);
        var (events, broken) = Events is null ? (NetEventStream.Read(path), null) : await Events.ReadAsync(path, folder, cancel);
        return material with { Events = events, WhyNoEvents = broken };
    }

    private async Task<Material> DebugAsync(Material material, IReadOnlyList<ICollector> able, CaseArtifact artifact, string folder, Ending ending, CancellationToken cancel)
    {
        var p = material.Planned;
        if (material.Crash is not { } crash || WhyNoFault(crash.Symptom) is { } why)
            return material with { WhyNoStop = material.Crash is null ? "it was not judged" : WhyNoFault(material.Crash.Symptom) };
        var text = FaultScript.Text(p.Cell.Go, able);
        // In the sandbox /tmp is its own; outside of it the folder of the try is the current one.
        var printed = tools.Bubblewrap is null ? "interopfuzz-printed" : "/tmp/.interopfuzz-printed";
        var seen = "";
        for (var n = Math.Min(p.Case.Repeat, MostTries); n > 0; n--)
        {
            var run = await runner.RunUnderGdbAsync(p, artifact, folder, text, (script, program) => FaultScript.Arguments(script, program, printed), cancel);
            if (GdbScript.IsForbidden(run.Output)) return material with { WhyNoStop = "gdb may not start programs here; containers that forbid ptrace allow it with --cap-add=SYS_PTRACE" };
            var (stops, ended, words) = FaultScript.Read(run.Output);
            material = material with { Debugger = run.Output };
            if (FaultStop.Deadly(stops) is { } stop && (ended == ending || n == 1)) return material with { Stop = stop with { Ending = ended }, DebuggedOutput = words };
            seen = run.EndedBy.Length > 0 ? $"gdb did not see it end ({run.Ending})" : $"under gdb it ended with {ended} and without a fault";
        }
        return material with { WhyNoStop = seen };
    }

    private static string? WhyNoFault(Symptom symptom)
        => symptom == Symptom.Clean || symptom == Symptom.Silent ? "it ran to its end: there was no fault"
            : symptom == Symptom.Timeout ? "it did not die: its time was over"
            : symptom.Family == "oom-kill" ? "it did not die: it was ended for its memory"
            : symptom.Family is "exit" or "build" or "vet" ? $"there was no fault: {symptom.Name}"
            : null;
}
