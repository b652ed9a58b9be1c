using System.Diagnostics;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;
using InteropFuzz.Triage.Stacks;
using Serilog;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>
/// Runs a program under one instrument after the other until one leads to a statement that explains the first symptom. What the next
/// instrument needs is built while the current one runs.
/// </summary>
/// <param name="launcher">Starts programs.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="cache">Caches.</param>
/// <param name="log">What is only of interest when something goes wrong.</param>
public sealed class Diagnoser(Launcher launcher, HostTools tools, CacheFolder cache, ILogger log)
{
    /// <summary>Of a program that shows one thing now and another then, so many tries are worth it.</summary>
    private const int FlakyTries = 10;

    /// <summary>
    /// Diagnoses. With <c>abort_on_error</c> ASan ends by SIGABRT, so that Go adds the stack of the goroutine that called C: the frames of
    /// C and of Go then join.
    /// </summary>
    /// <param name="subject">The program.</param>
    /// <param name="budget">How long it may take.</param>
    /// <param name="progress">Told before each step what is done.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="BuildFailedException">The program does not compile.</exception>
    /// <exception cref="LaunchException">It cannot be started.</exception>
    public async Task<Diagnosis> RunAsync(Subject subject, TimeSpan budget, Action<string>? progress, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        using var scratch = new ScratchFolder();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(budget);
        var builder = new SubjectBuilder(subject, cache, tools, launcher, scratch.Path);
        var steps = new List<Step>();
        var scan = new SiteScanner(launcher, cache).ScanAsync(subject.Toolchain, [.. subject.Sources.Files.Keys.Where(f => f.EndsWith(".go", StringComparison.Ordinal))], late.Token);
        Open(scratch.Path);
        var turns = Layers.Order.Select(n => InstrumentCatalog.Find(n)!).ToList();
        // The build that every answer needs comes first; vet waits for it.
        if (subject.Program is null) _ = Quietly(builder.BuildAsync(turns.First(t => t.Name == "plain"), late.Token));
        try
        {
            Blame? blame = null;
            for (var i = 0; i < turns.Count; i++)
            {
                var instrument = turns[i];
                if (Layers.WhyNot(instrument, subject, tools, steps) is { } why)
                {
                    steps.Add(new(instrument.Name, 0) { Skipped = why });
                    continue;
                }
                progress?.Invoke(instrument.Name);
                var took = Stopwatch.StartNew();
                var artifact = await builder.BuildAsync(instrument, late.Token);
                if (artifact.Failed && instrument.Name == "plain") throw new BuildFailedException(artifact.Output);
                if (turns.Skip(i + 1).FirstOrDefault(t => Layers.WhyNot(t, subject, tools, steps) is null) is { } next) _ = Quietly(builder.BuildAsync(next, late.Token));
                blame ??= new(subject.Sources, CSource.Read(subject.Sources), await scan);
                if (artifact.Failed)
                {
                    steps.Add(new(instrument.Name, took.Elapsed.TotalSeconds) { Skipped = "it does not build: " + GoOutput.FirstLine(artifact.Output) });
                    continue;
                }
                var step = await TurnAsync(subject, instrument, artifact, blame, builder, late.Token);
                steps.Add(step = step with { Seconds = took.Elapsed.TotalSeconds });
                if (IsEnough(step)) break;
                if (instrument.Name == "plain" && step.Crash is { } crash && Trap.Of(crash) is { } trap)
                {
                    progress?.Invoke("gdb");
                    took.Restart();
                    var trapped = await TrapAsync(subject, instrument, artifact, crash, trap, blame, late.Token);
                    steps.Add(trapped with { Seconds = took.Elapsed.TotalSeconds });
                    if (IsEnough(trapped)) break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            log.Debug("Out of time after {Seconds:F0} s", clock.Elapsed.TotalSeconds);
            steps.Add(new(turns[Math.Min(steps.Count(s => s.Instrument != "gdb"), turns.Count - 1)].Name, 0) { Skipped = "the time is up (--time)" });
        }
        await late.CancelAsync();
        return new(subject.Name, subject.Toolchain.Version.ToString(), [.. steps.Select((s, i) => s with { Then = Then(s, i == steps.Count - 1) })], clock.Elapsed.TotalSeconds);
    }

    private static bool IsEnough(Step step) => step.Accusation is { Weight: Weight.Explains };

    private static string Then(Step step, bool isLast) => step switch
    {
        { Skipped: not null } => "",
        { Accusation: { Weight: Weight.Explains } a } => $"{a.Why}: this explains it",
        { SawFault: false } => "nothing seen",
        { Accusation: null } when step.Crash!.Symptom == Symptom.Silent => "wrong data, by the program's own check, and no line",
        { Accusation: null } => "no line of the program's own",
        { Accusation: { } a } => $"{a.Why}{(a.Weight == Weight.Damage ? ": only the damage" : ": a suspicion")}{(isLast ? "" : ", go on")}",
    };

    private async Task<Step> TurnAsync(Subject subject, IInstrument instrument, CaseArtifact artifact, Blame blame, SubjectBuilder builder, CancellationToken cancel)
    {
        var p = Planned(subject, instrument);
        var byHand = subject.Program is null ? builder.ByHand(instrument) : "";
        if (instrument.IsStatic)
        {
            var read = CrashReader.Read(artifact.Output, Ending.Exited(0));
            return new(instrument.Name, 0) { Crash = read, Output = artifact.Output, Symptoms = One(read), Accusation = blame.Of(read, artifact.Output), ByHand = byHand };
        }
        var folder = Path.GetDirectoryName(artifact.Program!)!;
        var runner = new CellRunner(launcher, tools, subject.Folder);
        byHand = (byHand.Length > 0 ? byHand + " && " : "") + runner.RunByHand(p, artifact, subject.Program ?? "/tmp/prog");
        var symptoms = new Dictionary<string, int>();
        (Crash Crash, Observation Seen, Accusation? Accusation)? best = null;
        for (int tries = 0, most = Layers.Tries(instrument.Name); tries < most; tries++)
        {
            var seen = await runner.RunAsync(p, artifact, folder, _ => { }, cancel);
            var crash = CrashReader.Read(seen.Output, seen.Ending);
            // An instrument makes a program slower and larger: that alone is no news.
            if (instrument.Name != "plain" && crash.Symptom.Name is "timeout" or "oom-kill") crash = CrashReader.Read("", Ending.Exited(0));
            symptoms[crash.Symptom.Name] = symptoms.GetValueOrDefault(crash.Symptom.Name) + 1;
            var found = (crash, seen, Accusation: Provoked(instrument, crash, blame.Of(crash, seen.Output)));
            if (best is not { } b || Says(found) > Says(b)) best = found;
            if (best is { Accusation.Weight: Weight.Explains }) break;
            // It hangs, or it fails every time alike.
            if (crash.Symptom == Symptom.Timeout || (symptoms.Count == 1 && crash.Symptom != Symptom.Clean && crash.Symptom != Symptom.Silent)) break;
            if (symptoms.Count > 1) most = FlakyTries;
        }
        var (chosen, shown, accusation) = best!.Value;
        var output = shown.Output;
        // Go's own report of a death in C ends at the crossing; the frames above it are what matters.
        if (chosen.Symptom != Symptom.Clean && !chosen.Frames.Any(f => f is { Side: FrameSide.C, IsUser: true }))
        {
            var frames = new CrashFrames(runner, tools, new(Path.Combine(folder, "frames")), log);
            if (await frames.OfAsync(p, artifact, folder, shown.Ending, chosen.Symptom, cancel) is { Length: > 0 } debugger)
            {
                chosen = CrashReader.Read(output, shown.Ending, debugger);
                output += "\n" + debugger;
                accusation = blame.Of(chosen, output);
            }
        }
        return new(instrument.Name, 0) { Crash = chosen, Output = output, Symptoms = symptoms, Accusation = accusation, ByHand = byHand };

        static int Says((Crash Crash, Observation Seen, Accusation? Accusation) f)
            => f.Accusation is { } a ? 3 + (int)a.Weight : f.Crash.Symptom == Symptom.Clean ? 0 : f.Crash.Symptom == Symptom.Silent ? 1 : 2;
    }

    /// <summary>Runs once more under gdb, which stops at functions of the C library and shows who calls them; the last call counts.</summary>
    private async Task<Step> TrapAsync(Subject subject, IInstrument plain, CaseArtifact artifact, Crash crash, Trap trap, Blame blame, CancellationToken cancel)
    {
        if (tools.Gdb is null) return new("gdb", 0) { Skipped = "gdb is missing: apt-get install gdb" };
        var runner = new CellRunner(launcher, tools, subject.Folder);
        var again = await runner.RunUnderGdbAsync(Planned(subject, plain), artifact, Path.GetDirectoryName(artifact.Program!)!, GdbTraps.Write(trap.Functions), GdbScript.Arguments, cancel);
        if (GdbScript.IsForbidden(again.Output)) return new("gdb", 0) { Skipped = "gdb may not start programs here (ptrace is forbidden)" };
        var stack = GdbTraps.Choose(GdbTraps.Calls(again.Output), call => blame.Of(CrashReader.Read(call, Ending.Unknown), call, [trap.Row]) is not null);
        var seen = CrashReader.Read(stack, Ending.Unknown) with { Symptom = crash.Symptom, Findings = [], FirstLine = $"called {stack.Split('\n')[0]}" };
        var byHand = Shell.Line(["gdb", "-q", "-nx", "-batch", .. trap.Functions.SelectMany(f => new[] { "-ex", "break " + f }), "-ex", "run", "-ex", "bt", "--args", "/tmp/prog", .. subject.Arguments]);
        return new("gdb", 0)
        {
            Crash = seen,
            Output = stack,
            Symptoms = One(seen),
            Accusation = stack.Length > 0 ? blame.Of(seen, stack, [trap.Row]) : null,
            ByHand = byHand,
        };
    }

    /// <summary>A panic of the program's own, which only an instrument provokes, is how the program takes the damage.</summary>
    private static Accusation? Provoked(IInstrument instrument, Crash crash, Accusation? accusation)
        => instrument.Name != "plain" && crash.Symptom.Name == "go-panic/user" && accusation is { Weight: Weight.Explains }
            ? accusation with { Weight = Weight.Damage, Why = "the program gives up there on what it meets under the instrument" } : accusation;

    private static Dictionary<string, int> One(Crash crash) => new() { [crash.Symptom.Name] = 1 };

    /// <summary>The subject in a cell. AddressSanitizer aborts, so that Go adds its own stack.</summary>
    private static PlannedCell Planned(Subject subject, IInstrument instrument)
    {
        if (instrument.Name != "asan") return SubjectCell.Of(subject, instrument);
        var options = (subject.Environment.TryGetValue("ASAN_OPTIONS", out var own) ? own + ":" : "") + "abort_on_error=1";
        return SubjectCell.Of(subject with { Environment = new Dictionary<string, string>(subject.Environment) { ["ASAN_OPTIONS"] = options } }, instrument);
    }

    /// <summary>The program gets a user of its own when the harness is root, who must be able to reach it.</summary>
    private static void Open(string folder)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or LaunchException)
        {
            // Whoever needs it will see it.
        }
    }
}

/// <summary>The program does not compile; the message is the compiler's.</summary>
public sealed class BuildFailedException(string output) : Exception(output);
