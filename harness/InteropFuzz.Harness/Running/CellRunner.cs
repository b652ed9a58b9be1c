using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Diagnostics;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Running;

/// <summary>Runs built programs in their cells, in the cage.</summary>
/// <param name="launcher">Starts them.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="casesFolder">The cases, for commands that reproduce a cell by hand.</param>
public sealed class CellRunner(Launcher launcher, HostTools tools, string casesFolder)
{
    /// <summary>What a program may hold under plain; more than any case needs, less than hurts a machine.</summary>
    private const long PlainMemory = 1L << 30;

    /// <summary>What gdb itself may take on top: it needs 0.3 s and less than 100 MB for a case.</summary>
    private const long GdbMemory = 1L << 30;

    /// <summary>How much longer a program may take under gdb.</summary>
    public TimeSpan GdbTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One try.</summary>
    /// <param name="p">The field of the matrix.</param>
    /// <param name="artifact">The program of it.</param>
    /// <param name="folder">Where the program is.</param>
    /// <param name="waits">Is told when the program waits, and when it runs again.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">It could not be started.</exception>
    public async Task<Observation> RunAsync(PlannedCell p, CaseArtifact artifact, string folder, Action<bool> waits, CancellationToken cancel)
    {
        using var scratch = tools.Bubblewrap is null ? new ScratchFolder() : null;
        var request = Request(p, artifact, folder, scratch);
        return p.Cell.Net is null || Dumps is null ? Observation.Of(await launcher.RunAsync(request, cancel, waits)) : await RunNetAsync(p, request, folder, Dumps, waits, cancel);
    }

    /// <summary>Reads dumps of .NET programs; null when nobody wants them.</summary>
    public DumpReader? Dumps { get; init; }

    /// <summary>One try of a .NET program. One that hangs leaves a dump before it is ended.</summary>
    private async Task<Observation> RunNetAsync(PlannedCell p, LaunchRequest request, string folder, DumpReader dumps, Action<bool> waits, CancellationToken cancel)
    {
        using var port = new DiagnosticPort();
        request = Through(port, request, DiagnosticPort.Listening);
        string? problem = null;
        var hung = false;
        var observed = Observation.Of(await launcher.RunAsync(request with
        {
            AtDeadline = async ended =>
            {
                hung = true;
                problem = await port.WriteDumpAsync(request.Cage!, ended);
            },
        }, cancel, waits));
        if (!hung || observed.Ending.Kind != EndingKind.TimedOut) return observed;
        string? stacks = null;
        if (problem is null) (stacks, problem) = await dumps.ReadAsync(port.Dump, folder, died: null, cancel);
        return observed with { Debugger = NetWords(p, "at its deadline", stacks, problem) };
    }

    /// <summary>One more run of a .NET program that died, with a dump.</summary>
    /// <returns>How it ended this time, and the stacks of the thread that died; null, with the reason, when there are none.</returns>
    /// <exception cref="LaunchException">It could not be started.</exception>
    internal async Task<(Ending Ending, string? Stacks, string? Problem)> RunForDumpAsync(PlannedCell p, CaseArtifact artifact, string folder, CancellationToken cancel)
    {
        using var scratch = tools.Bubblewrap is null ? new ScratchFolder() : null;
        using var port = new DiagnosticPort();
        var request = Through(port, Request(p, artifact, folder, scratch), DiagnosticPort.DumpingCrashes);
        var again = await launcher.RunAsync(request with
        {
            Deadline = request.Deadline + GdbTime,
            MemoryBytes = request.MemoryBytes + GdbMemory,
        }, cancel);
        if (Dumps is null || !port.HasDump) return (again.Ending, null, "the runtime wrote no dump");
        var (stacks, problem) = await Dumps.ReadAsync(port.Dump, folder, DiagnosticPort.CrashingThread(again.Output), cancel);
        return (again.Ending, stacks, problem);
    }

    /// <summary>What was found of a .NET program from outside, behind a line that says what was done and what did not work.</summary>
    internal static string NetWords(PlannedCell p, string what, string? stacks, string? problem)
        => $"{DebuggerPart.Mark}{what}, with {p.Cell.Instrument.Name} on .NET {p.Cell.Net}{(problem is null ? "" : $"; no diagnostics: {problem}")}\n{stacks}";

    /// <summary>The same start, of a program that reaches a diagnostic port.</summary>
    /// <param name="port">The port, whose folder the cage shares.</param>
    /// <param name="request">The start.</param>
    /// <param name="variables">What the port needs in the environment.</param>
    private static LaunchRequest Through(DiagnosticPort port, LaunchRequest request, Func<Cage, IEnumerable<KeyValuePair<string, string>>> variables)
    {
        var cage = request.Cage! with { Shared = port.Folder };
        var environment = new Dictionary<string, string>(request.Environment);
        foreach (var (name, value) in variables(cage)) environment[name] = value;
        return request with { Cage = cage, Environment = environment };
    }

    /// <summary>One more run of it in the same cage, for its figures: with further variables, notes and memory samples.</summary>
    /// <exception cref="LaunchException">It could not be started.</exception>
    public async Task<LaunchResult> RunObservedAsync(
        PlannedCell p, CaseArtifact artifact, string folder, IReadOnlyDictionary<string, string> environment, int notesBytes, TimeSpan samplePeriod, CancellationToken cancel)
    {
        using var scratch = tools.Bubblewrap is null ? new ScratchFolder() : null;
        return await launcher.RunAsync(Request(p, artifact, folder, scratch, environment) with { NotesBytes = notesBytes, SamplePeriod = samplePeriod }, cancel);
    }

    /// <summary>One more run of a .NET program in the same cage, whose runtime tells what it does.</summary>
    /// <param name="p">The field of the matrix.</param>
    /// <param name="artifact">The program of it.</param>
    /// <param name="folder">Where the program is.</param>
    /// <param name="stream">Where its events are kept (nettrace).</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>How it ended, and why there are no events; null when there are.</returns>
    /// <exception cref="LaunchException">It could not be started.</exception>
    internal async Task<(LaunchResult Run, string? Problem)> RunForEventsAsync(PlannedCell p, CaseArtifact artifact, string folder, Stream stream, CancellationToken cancel)
    {
        using var scratch = tools.Bubblewrap is null ? new ScratchFolder() : null;
        using var port = new DiagnosticPort();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var request = Through(port, Request(p, artifact, folder, scratch), DiagnosticPort.Suspended);
        var recording = port.RecordEventsAsync(stream, ended.Token);
        try
        {
            var run = await launcher.RunAsync(request, cancel);
            await ended.CancelAsync();
            return (run, await recording);
        }
        finally
        {
            await ended.CancelAsync();
            await recording;
        }
    }

    /// <summary>One more run, under gdb, in the same cage. The output is gdb's alone: <see cref="GdbScript.Read"/> understands it.</summary>
    /// <exception cref="LaunchException">gdb could not be started.</exception>
    internal Task<LaunchResult> RunUnderGdbAsync(PlannedCell p, CaseArtifact artifact, string folder, CancellationToken cancel)
        => RunUnderGdbAsync(p, artifact, folder, GdbScript.Text, GdbScript.Arguments, cancel);

    /// <summary>The same with another script.</summary>
    /// <param name="p">The field of the matrix.</param>
    /// <param name="artifact">The program of it.</param>
    /// <param name="folder">Where the program is.</param>
    /// <param name="text">The script.</param>
    /// <param name="arguments">gdb's arguments, from the path of the script and the command line of the program.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">gdb could not be started.</exception>
    internal async Task<LaunchResult> RunUnderGdbAsync(
        PlannedCell p, CaseArtifact artifact, string folder, string text, Func<string, IEnumerable<string>, IReadOnlyList<string>> arguments, CancellationToken cancel)
    {
        const string script = "frames.gdb";
        using var scratch = new ScratchFolder();
        var path = scratch.PathOf(script);
        await using (var file = scratch.Create(script)) file.Write(Encoding.UTF8.GetBytes(text));
        var request = Request(p, artifact, folder, tools.Bubblewrap is null ? scratch : null);
        var cage = request.Cage!;
        cage = cage with { Shown = new Dictionary<string, string>(cage.Shown) { [script] = path } };
        // A preloaded library is meant for the program, not for gdb.
        var environment = new Dictionary<string, string>(request.Environment);
        string[] preload = environment.Remove(Preload, out var library) ? ["-iex", $"set environment {Preload} {library}"] : [];
        return await launcher.RunAsync(request with
        {
            Command = [tools.Gdb!.Path, .. preload, .. arguments(cage.InnerFile(script), request.Command)],
            Environment = environment,
            Deadline = request.Deadline + GdbTime,
            MemoryBytes = request.MemoryBytes + GdbMemory,
            // Of a program that raises signals without end the last ones count.
            HeadBytes = 0,
            Cage = cage,
        }, cancel);
    }

    private const string Preload = "LD_PRELOAD";

    private LaunchRequest Request(PlannedCell p, CaseArtifact artifact, string folder, ScratchFolder? scratch, IReadOnlyDictionary<string, string>? more = null)
    {
        var recipe = p.Cell.Run(tools);
        var cage = new Cage(tools.Bubblewrap is not null, folder).With(recipe.Wrapper, out var wrapper);
        var environment = EnvironmentOf(p, recipe);
        foreach (var (name, value) in more ?? new Dictionary<string, string>()) Join(environment, name, value);
        if (artifact.Libraries is { } libraries) environment["LD_LIBRARY_PATH"] = cage.Inner(libraries);
        if (recipe.Preload is { } preload)
        {
            cage = cage with { Shown = new Dictionary<string, string>(cage.Shown) { [Path.GetFileName(preload)] = preload } };
            environment[Preload] = cage.InnerFile(Path.GetFileName(preload));
        }
        if (scratch is not null) environment["TMPDIR"] = environment["HOME"] = scratch.Path;
        return new()
        {
            Command = [.. wrapper, .. artifact.Host, cage.Inner(artifact.Program!), .. artifact.Arguments],
            Environment = environment,
            WorkingDirectory = scratch?.Path,
            Deadline = Deadline(p, recipe),
            MemoryBytes = (long)(PlainMemory * recipe.MemoryFactor),
            Cage = cage,
        };
    }

    /// <summary>A program for a machine that is reached over ssh, started as its cell is.</summary>
    public FarProgram Far(PlannedCell p, CaseArtifact artifact)
    {
        var recipe = p.Cell.Run(tools);
        return FarProgram.Of(artifact.Program!, recipe, artifact.Arguments, EnvironmentOf(p, recipe), Deadline(p, recipe), (long)(PlainMemory * recipe.MemoryFactor));
    }

    /// <summary>The same under gdb, for its C frames, where the machine has one. The output is gdb's alone.</summary>
    /// <param name="p">The field of the matrix.</param>
    /// <param name="artifact">The program of it.</param>
    /// <param name="script">A file with <see cref="GdbScript.Text"/>; it must stay until the program has run.</param>
    internal FarProgram FarUnderGdb(PlannedCell p, CaseArtifact artifact, string script)
    {
        var far = Far(p, artifact);
        return far with
        {
            Script = script,
            Request = place =>
            {
                var request = far.Request(place);
                var name = Path.GetFileName(script);
                var cage = request.Cage! with { Shown = new Dictionary<string, string>(request.Cage!.Shown) { [name] = place.Script! } };
                return request with
                {
                    Command = [tools.Of(p.Cell).Gdb!.Path, .. GdbScript.Arguments(cage.InnerFile(name), request.Command)],
                    Deadline = request.Deadline + GdbTime * tools.Far[p.Cell.Arch].Slowdown,
                    MemoryBytes = request.MemoryBytes + GdbMemory,
                    HeadBytes = 0,
                    Cage = cage,
                };
            },
        };
    }

    /// <summary>Shell commands that build the case alone and run (or vet) it as the cell does, without the harness.</summary>
    /// <param name="p">The field of the matrix.</param>
    /// <param name="far">The machine it ran on; null for this one.</param>
    public string ByHand(PlannedCell p, SshRunner? far = null)
    {
        if (p.Toolchain is not GoToolchain toolchain) return NetByHand(p);
        var build = p.Cell.Instrument.Build(p.Cell.Go, tools.Of(p.Cell));
        var recipe = p.Cell.Run(tools);
        var program = $"/tmp/{p.Case.Id.Replace('/', '-')}";
        var text = new StringBuilder();
        text.Append("cd ").Append(Shell.Quote(casesFolder)).Append(" && GOTOOLCHAIN=local CGO_ENABLED=1 ");
        var foreign = tools.ForeignOf(p.Cell.Arch);
        if (foreign is not null) text.Append("GOARCH=").Append(p.Cell.Arch.Name()).Append(' ');
        foreach (var (name, value) in build.Environment) text.Append(name).Append('=').Append(Shell.Quote(foreign is not null && name is "CC" or "CXX" ? Path.Combine(foreign!.PlainNames, value) : value)).Append(' ');
        if (p.Cell.Instrument.IsStatic) return text.Append(Shell.Line([toolchain.GoCommand, "vet", "./" + p.Case.Id])).ToString();
        text.Append(Shell.Line([toolchain.GoCommand, "build", "-trimpath", .. build.Flags, "-o", program, "./" + p.Case.Id])).Append(" && ");
        if (far is null) return text.Append(Start(p, recipe, [program])).ToString();
        var copy = SshCommand.ByHand(far, $"cat > {program} && chmod +x {program} && {Start(p, recipe, [program])}");
        return text.Append(Shell.Line(copy)).Append(" < ").Append(program).ToString();
    }

    /// <summary>The shell command that runs a built program as the cell does.</summary>
    public string RunByHand(PlannedCell p, CaseArtifact artifact, string program)
    {
        var recipe = p.Cell.Run(tools);
        return Start(p, recipe, [program, .. artifact.Arguments], recipe.Preload is { } library ? $"{Preload}={Shell.Quote(library)} " : "");
    }

    private string NetByHand(PlannedCell p)
    {
        var recipe = p.Cell.Run(tools);
        var folder = $"/tmp/{p.Case.Id.Replace('/', '-')}";
        var library = p.Case.Files.Any(NetSource.IsC);
        return $"cd {Shell.Quote(Path.Combine(casesFolder, p.Case.Id))} && dotnet build {p.Case.Main.Name} -c Release -v quiet -o {Shell.Quote(folder)} && "
            + (library ? Shell.Line(["gcc", .. NetCommands.Gcc(p.Case, (INetInstrument)p.Cell.Instrument, $"{folder}/{NetCommands.Library}")]) + " && " : "")
            + Start(p, recipe, ["dotnet", $"{folder}/Program.dll"], library ? $"LD_LIBRARY_PATH={Shell.Quote(folder)} " : "");
    }

    private static string Start(PlannedCell p, RunRecipe recipe, IEnumerable<string> program, string more = "")
    {
        var own = EnvironmentOf(p, recipe).Where(v => !ProgramEnvironment.Base.ContainsKey(v.Key)).Select(v => $"{v.Key}={Shell.Quote(v.Value)} ");
        var seconds = Deadline(p, recipe).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return $"{more}{string.Concat(own)}{Shell.Line(["timeout", "-s", "QUIT", "-k", "1", seconds, .. recipe.Wrapper, .. program])}";
    }

    private static Dictionary<string, string> EnvironmentOf(PlannedCell p, RunRecipe recipe)
    {
        var environment = new Dictionary<string, string>(ProgramEnvironment.Base);
        foreach (var (name, value) in recipe.Environment) environment[name] = value;
        foreach (var (name, value) in p.Case.Environment) Join(environment, name, value);
        return environment;
    }

    /// <summary>Adds a variable. Lists of settings join, and what comes last in them wins.</summary>
    private static void Join(Dictionary<string, string> environment, string name, string value)
        => environment[name] = name is "GODEBUG" or "GORACE" or "ASAN_OPTIONS" or "MSAN_OPTIONS" && environment.TryGetValue(name, out var first)
            ? first + (name == "GODEBUG" ? "," : name == "GORACE" ? " " : ":") + value
            : value;

    private static TimeSpan Deadline(PlannedCell p, RunRecipe recipe) => p.Case.Deadline * recipe.Slowdown;
}
