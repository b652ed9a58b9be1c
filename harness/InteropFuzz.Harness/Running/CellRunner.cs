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

    /// <summary>One try.</summary>
    /// <exception cref="LaunchException">It could not be started.</exception>
    public async Task<Observation> RunAsync(PlannedCell p, CaseArtifact artifact, string folder, CancellationToken cancel)
    {
        var recipe = p.Cell.Instrument.Run(p.Cell.Go, tools);
        var cage = new Cage(tools.Bubblewrap is not null, folder);
        var environment = EnvironmentOf(p, recipe);
        using var scratch = cage.Sandboxed ? null : new ScratchFolder();
        if (scratch is not null) environment["TMPDIR"] = environment["HOME"] = scratch.Path;
        return Observation.Of(await launcher.RunAsync(new()
        {
            Command = [.. recipe.Wrapper, cage.Inner(artifact.Program!), .. artifact.Arguments],
            Environment = environment,
            WorkingDirectory = scratch?.Path,
            Deadline = Deadline(p, recipe),
            MemoryBytes = (long)(PlainMemory * recipe.MemoryFactor),
            Cage = cage,
        }, cancel));
    }

    /// <summary>Shell commands that build the case alone and run (or vet) it as the cell does, without the harness.</summary>
    public string ByHand(PlannedCell p)
    {
        var build = p.Cell.Instrument.Build(p.Cell.Go, tools);
        var recipe = p.Cell.Instrument.Run(p.Cell.Go, tools);
        var program = $"/tmp/{p.Case.Id.Replace('/', '-')}";
        var text = new StringBuilder();
        text.Append("cd ").Append(Shell.Quote(casesFolder)).Append(" && GOTOOLCHAIN=local CGO_ENABLED=1 ");
        foreach (var (name, value) in build.Environment) text.Append(name).Append('=').Append(Shell.Quote(value)).Append(' ');
        if (p.Cell.Instrument.IsStatic) return text.Append(Shell.Line([p.Toolchain.GoCommand, "vet", "./" + p.Case.Id])).ToString();
        text.Append(Shell.Line([p.Toolchain.GoCommand, "build", "-trimpath", .. build.Flags, "-o", program, "./" + p.Case.Id])).Append(" && ");
        var own = EnvironmentOf(p, recipe).Where(v => !s_base.ContainsKey(v.Key));
        foreach (var (name, value) in own) text.Append(name).Append('=').Append(Shell.Quote(value)).Append(' ');
        var seconds = Deadline(p, recipe).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return text.Append(Shell.Line(["timeout", "-s", "QUIT", "-k", "1", seconds, .. recipe.Wrapper, program])).ToString();
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
