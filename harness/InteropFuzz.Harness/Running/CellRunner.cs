using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

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
        return Observation.Of(await launcher.RunAsync(Request(p, artifact, folder, scratch), cancel, waits));
    }

    /// <summary>One more run, under gdb, in the same cage. The output is gdb's alone: <see cref="GdbScript.Read"/> understands it.</summary>
    /// <exception cref="LaunchException">gdb could not be started.</exception>
    internal async Task<LaunchResult> RunUnderGdbAsync(PlannedCell p, CaseArtifact artifact, string folder, CancellationToken cancel)
    {
        const string script = "frames.gdb";
        using var scratch = new ScratchFolder();
        var path = scratch.PathOf(script);
        await using (var file = scratch.Create(script)) file.Write(Encoding.UTF8.GetBytes(GdbScript.Text));
        var request = Request(p, artifact, folder, tools.Bubblewrap is null ? scratch : null);
        var cage = request.Cage! with { Shown = new Dictionary<string, string> { [script] = path } };
        return await launcher.RunAsync(request with
        {
            Command = [tools.Gdb!.Path, .. GdbScript.Arguments(cage.InnerFile(script), request.Command)],
            Deadline = request.Deadline + GdbTime,
            MemoryBytes = request.MemoryBytes + GdbMemory,
            // Of a program that raises signals without end the last ones count.
            HeadBytes = 0,
            Cage = cage,
        }, cancel);
    }

    private LaunchRequest Request(PlannedCell p, CaseArtifact artifact, string folder, ScratchFolder? scratch)
    {
        var recipe = p.Cell.Run(tools);
        var cage = new Cage(tools.Bubblewrap is not null, folder);
        var environment = EnvironmentOf(p, recipe);
        if (artifact.Libraries is { } libraries) environment["LD_LIBRARY_PATH"] = cage.Inner(libraries);
        if (scratch is not null) environment["TMPDIR"] = environment["HOME"] = scratch.Path;
        return new()
        {
            Command = [.. recipe.Wrapper, .. artifact.Host, cage.Inner(artifact.Program!), .. artifact.Arguments],
            Environment = environment,
            WorkingDirectory = scratch?.Path,
            Deadline = Deadline(p, recipe),
            MemoryBytes = (long)(PlainMemory * recipe.MemoryFactor),
            Cage = cage,
        };
    }

    /// <summary>Shell commands that build the case alone and run (or vet) it as the cell does, without the harness.</summary>
    public string ByHand(PlannedCell p)
    {
        if (p.Toolchain is not GoToolchain toolchain) return NetByHand(p);
        var build = p.Cell.Instrument.Build(p.Cell.Go, tools);
        var recipe = p.Cell.Run(tools);
        var program = $"/tmp/{p.Case.Id.Replace('/', '-')}";
        var text = new StringBuilder();
        text.Append("cd ").Append(Shell.Quote(casesFolder)).Append(" && GOTOOLCHAIN=local CGO_ENABLED=1 ");
        foreach (var (name, value) in build.Environment) text.Append(name).Append('=').Append(Shell.Quote(value)).Append(' ');
        if (p.Cell.Instrument.IsStatic) return text.Append(Shell.Line([toolchain.GoCommand, "vet", "./" + p.Case.Id])).ToString();
        text.Append(Shell.Line([toolchain.GoCommand, "build", "-trimpath", .. build.Flags, "-o", program, "./" + p.Case.Id])).Append(" && ");
        return text.Append(Start(p, recipe, [program])).ToString();
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
        var own = EnvironmentOf(p, recipe).Where(v => !s_base.ContainsKey(v.Key)).Select(v => $"{v.Key}={Shell.Quote(v.Value)} ");
        var seconds = Deadline(p, recipe).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return $"{more}{string.Concat(own)}{Shell.Line(["timeout", "-s", "QUIT", "-k", "1", seconds, .. recipe.Wrapper, .. program])}";
    }

    /// <summary>All that a program gets: nothing of the user's environment, which may hold secrets.</summary>
    private static readonly Dictionary<string, string> s_base = new()
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["HOME"] = "/tmp",
        ["TMPDIR"] = "/tmp",
        ["LC_ALL"] = "C.UTF-8",
    };

    private static Dictionary<string, string> EnvironmentOf(PlannedCell p, RunRecipe recipe)
    {
        var environment = new Dictionary<string, string>(s_base);
        foreach (var (name, value) in recipe.Environment) environment[name] = value;
        foreach (var (name, value) in p.Case.Environment)
            // Lists of settings join, and the case's come last, where they win.
            environment[name] = name is "GODEBUG" or "GORACE" or "ASAN_OPTIONS" or "MSAN_OPTIONS" && environment.TryGetValue(name, out var first)
                ? first + (name == "GODEBUG" ? "," : name == "GORACE" ? " " : ":") + value
                : value;
        return environment;
    }

    private static TimeSpan Deadline(PlannedCell p, RunRecipe recipe) => p.Case.Deadline * recipe.Slowdown;
}
