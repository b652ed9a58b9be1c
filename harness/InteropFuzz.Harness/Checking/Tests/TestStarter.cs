using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>One process of a test binary.</summary>
/// <param name="Output">What it printed, bounded.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="IsCut">Whether it printed more than is kept.</param>
/// <param name="WroteTooMuch">Whether it was ended because of what it wrote to the disk.</param>
/// <param name="CpuSeconds">Processor time, that of launcher and sandbox included.</param>
/// <param name="WallSeconds">From start to end.</param>
/// <param name="PeakRssBytes">Most resident memory.</param>
public sealed record TestProcess(string Output, Ending Ending, bool IsCut, bool WroteTooMuch, double CpuSeconds, double WallSeconds, long PeakRssBytes);

/// <summary>Starts test binaries in the cage.</summary>
/// <param name="launcher">Starts them.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="request">What the user asked for.</param>
/// <param name="flags">The user's flags of the binary.</param>
public sealed class TestStarter(Launcher launcher, HostTools tools, CheckRequest request, GoTestFlags flags)
{
    /// <summary>What the tests of a package may hold under plain, in bytes.</summary>
    private const long PlainMemory = 4L << 30;

    /// <summary>The largest file that tests may write, and the size of their private /tmp.</summary>
    private const long FileBytes = 512L << 20;

    /// <summary>What tests may write beside themselves.</summary>
    internal const long MostWritten = 1L << 30;

    private const int OutputBytes = 8 << 20;

    /// <summary>What is left for a process whose own timeout does not end it.</summary>
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(20);

    /// <summary>What gdb may take on top.</summary>
    private static readonly TimeSpan s_gdbTime = TimeSpan.FromSeconds(30);

    /// <summary>This machine's tools.</summary>
    public HostTools Tools => tools;

    /// <summary>The user's flags of the binary.</summary>
    public GoTestFlags Flags => flags;

    /// <summary>How long a process may take by its own clock.</summary>
    public TimeSpan TimeoutOf(PlannedTests p) => TimeSpan.FromSeconds(request.TimeoutS) * p.How.Run(tools).Slowdown;

    /// <summary>Runs tests to their end.</summary>
    /// <param name="p">The cell.</param>
    /// <param name="binary">Its binary.</param>
    /// <param name="folder">Where they run.</param>
    /// <param name="arguments">Which tests: flags of the binary.</param>
    /// <param name="waits">Is told when the program waits, and when it runs again.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">They could not be started.</exception>
    public async Task<TestProcess> RunAsync(PlannedTests p, TestBinary binary, TestFolder folder, IEnumerable<string> arguments, Action<bool> waits, CancellationToken cancel)
    {
        var tooMuch = false;
        var result = await launcher.RunAsync(Request(p, binary, folder, arguments) with
        {
            Watch = async ended =>
            {
                await folder.WatchAsync(MostWritten, ended).ConfigureAwait(false);
                tooMuch = true;
            },
        }, cancel, waits);
        var observed = Observation.Of(result);
        return new(observed.Output, observed.Ending, result.CutBytes > 0, tooMuch && observed.Ending.Kind == EndingKind.TimedOut, observed.CpuSeconds + observed.OverheadSeconds, observed.WallSeconds, observed.PeakRssBytes);
    }

    /// <summary>The same once more under gdb; the output is gdb's alone.</summary>
    /// <exception cref="LaunchException">gdb could not be started.</exception>
    internal async Task<LaunchResult> RunUnderGdbAsync(PlannedTests p, TestBinary binary, TestFolder folder, IEnumerable<string> arguments, CancellationToken cancel)
    {
        const string script = "frames.gdb";
        using var scratch = new ScratchFolder();
        var plain = Request(p, binary, folder, arguments);
        var words = plain.Command.SkipWhile(w => !w.StartsWith("-test.", StringComparison.Ordinal)).ToList();
        if (words.Any(w => w.Any(char.IsWhiteSpace))) throw new LaunchException("gdb cannot start a program with blanks in its arguments without a shell");
        // Behind --args gdb puts backslashes before what a shell would understand, and without a shell nobody takes them away.
        await using (var file = scratch.Create(script)) file.Write(System.Text.Encoding.UTF8.GetBytes($"set args {string.Join(' ', words)}\n{GdbScript.Text}"));
        var cage = plain.Cage! with { Shown = new Dictionary<string, string>(plain.Cage!.Shown) { [script] = scratch.PathOf(script) } };
        return await launcher.RunAsync(plain with
        {
            Command = [tools.Gdb!.Path, .. GdbScript.Arguments(cage.InnerFile(script), plain.Command.SkipLast(words.Count))],
            Deadline = TimeSpan.FromSeconds(Math.Min(plain.Deadline.TotalSeconds, 60)) + s_gdbTime,
            // Of a program that raises signals without end the last ones count.
            HeadBytes = 0,
            Cage = cage,
        }, cancel);
    }

    /// <summary>The shell command that starts a binary as the cell does, from the package's folder.</summary>
    public string ByHand(PlannedTests p, string file, IEnumerable<string> arguments)
    {
        var recipe = p.How.Run(tools);
        var variables = EnvironmentOf(p, "/tmp", BinOf(p), request.ToolSuppressions).Where(v => !ProgramEnvironment.Base.ContainsKey(v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={Shell.Quote(v.Value)} ");
        return $"cd {Shell.Quote(p.Folder)} && {string.Concat(variables)}{Shell.Line([.. WrapperOf(p, recipe.Wrapper, request.ToolSuppressions), file, .. Always(p, isByHand: true), .. arguments, .. flags.Arguments])}";
    }

    private LaunchRequest Request(PlannedTests p, TestBinary binary, TestFolder folder, IEnumerable<string> arguments)
    {
        var recipe = p.How.Run(tools);
        var sandboxed = tools.Bubblewrap is not null;
        var cage = new Cage(sandboxed, Path.GetDirectoryName(binary.Path)!)
        {
            Bound = folder.Bound,
            Emptied = folder.Emptied,
            StartFolder = folder.Start,
            Network = request.Network,
            Files = 4096,
            FileBytes = FileBytes,
            Shown = request.ToolSuppressions.ToDictionary(s => NameOf(s.Key), s => s.Value),
        }.With(recipe.Wrapper, out var wrapper);
        var suppressions = request.ToolSuppressions.ToDictionary(s => s.Key, s => cage.InnerFile(NameOf(s.Key)));
        wrapper = WrapperOf(p, wrapper, suppressions);
        var environment = EnvironmentOf(p, sandboxed ? "/tmp" : folder.Scratch, BinOf(p), suppressions);
        if (recipe.Preload is { } preload)
        {
            cage = cage with { Shown = new Dictionary<string, string>(cage.Shown) { [Path.GetFileName(preload)] = preload } };
            environment["LD_PRELOAD"] = cage.InnerFile(Path.GetFileName(preload));
        }
        if (sandboxed) cage = WithGo(cage, p, recipe, folder, environment);
        return new()
        {
            Command = [.. wrapper, cage.Inner(binary.Path!), .. Always(p, isByHand: false), .. arguments, .. flags.Arguments],
            Environment = environment,
            WorkingDirectory = sandboxed ? null : folder.Start,
            Deadline = TimeoutOf(p) + s_late,
            Grace = TimeSpan.FromSeconds(3),
            MemoryBytes = (long)(PlainMemory * recipe.MemoryFactor),
            HeadBytes = OutputBytes,
            TailBytes = OutputBytes / 8,
            Cage = cage,
        };
    }

    private static string BinOf(PlannedTests p) => Path.Combine(p.Toolchain.Root, "bin");

    /// <summary>
    /// A cage in which tests that call the go command meet the one that built them, as under go test (cmd/go/internal/base, AppendPATH), and without what
    /// the instrument wants of the tests: a compiler that collects garbage all the time would take minutes.
    /// </summary>
    private static Cage WithGo(Cage cage, PlannedTests p, RunRecipe recipe, TestFolder folder, Dictionary<string, string> environment)
    {
        const string release = "go", command = "go-command/go";
        var go = ShownGo.Of(p.Toolchain);
        var files = new Dictionary<string, string>(cage.Shown);
        if (go is { } shown) files[release] = shown.Folder;
        cage = cage with { Shown = files };
        var root = go is { } lies ? Path.Combine(cage.InnerFile(release), lies.Below) : p.Toolchain.Root;
        files[command] = folder.GoCommand($"#!/bin/sh\nunset {string.Join(' ', recipe.Environment.Keys.Append("LD_PRELOAD"))}\nexec {Shell.Quote(root + "/bin/go")} \"$@\"\n");
        environment["PATH"] = $"{Path.GetDirectoryName(cage.InnerFile(command))}:{ProgramEnvironment.Base["PATH"]}";
        return cage;
    }

    /// <summary>The command in front of the program, with the project's suppressions for valgrind.</summary>
    private static IReadOnlyList<string> WrapperOf(PlannedTests p, IReadOnlyList<string> wrapper, IReadOnlyDictionary<string, string> suppressions)
        => suppressions.TryGetValue("valgrind", out var file) && p.How.Instrument.Name.Contains("valgrind", StringComparison.Ordinal) ? [.. wrapper, "--suppressions=" + file] : wrapper;

    private IReadOnlyList<string> Always(PlannedTests p, bool isByHand)
    {
        var timeout = $"-test.timeout={TimeoutOf(p).TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}s";
        var verbose = isByHand || p.How.Go.Minor < TestPatterns.KnowsSkip ? "-test.v" : "-test.v=test2json";
        return [verbose, "-test.paniconexit0", timeout, .. p.Cell.Cpus > 0 ? [$"-test.cpu={p.Cell.Cpus}"] : Array.Empty<string>(), .. flags.Binary];
    }

    /// <param name="p">The cell.</param>
    /// <param name="home">HOME.</param>
    /// <param name="go">The folder of the go command.</param>
    /// <param name="suppressions">The project's suppressions, as tests see them.</param>
    private Dictionary<string, string> EnvironmentOf(PlannedTests p, string home, string go, IReadOnlyDictionary<string, string> suppressions)
    {
        var environment = ProgramEnvironment.Traced(home);
        environment["PATH"] = $"{go}:{environment["PATH"]}";
        environment["GOTOOLCHAIN"] = "local";
        if (p.List.Tree is { } tree) GoList.UseTree(environment, tree);
        if (Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") is { Length: > 0 } libraries) environment["LD_LIBRARY_PATH"] = libraries;
        foreach (var (name, value) in p.How.Run(tools).Environment) Join(environment, name, value);
        // AddressSanitizer aborts, so that Go adds the stack of the goroutine that called C.
        if (p.How is { Runner: RunnerKind.Local } && environment.ContainsKey("ASAN_OPTIONS")) Join(environment, "ASAN_OPTIONS", "abort_on_error=1");
        foreach (var (tool, file) in suppressions)
            // Blanks, commas and colons part options unless they are quoted (compiler-rt, sanitizer_flag_parser.cpp).
            if (OptionsOf(tool) is { } options && environment.ContainsKey(options.Reader)) Join(environment, options.Variable, $"suppressions='{file}'");
        foreach (var (name, value) in request.Environment) Join(environment, name, value);
        return environment;
    }

    private static string NameOf(string tool) => tool + ".supp";

    /// <summary>The variable that names a tool's suppressions, and the one that is there when the tool is; null for a tool that takes a flag.</summary>
    private static (string Variable, string Reader)? OptionsOf(string tool) => tool switch
    {
        "asan" => ("ASAN_OPTIONS", "ASAN_OPTIONS"),
        "lsan" => ("LSAN_OPTIONS", "ASAN_OPTIONS"),
        "msan" => ("MSAN_OPTIONS", "MSAN_OPTIONS"),
        "tsan" => ("GORACE", "GORACE"),
        _ => null,
    };

    /// <summary>Adds a variable. Lists of settings join, and what comes last in them wins.</summary>
    private static void Join(Dictionary<string, string> environment, string name, string value)
        => environment[name] = name is "GODEBUG" or "GORACE" or "ASAN_OPTIONS" or "LSAN_OPTIONS" or "MSAN_OPTIONS" && environment.TryGetValue(name, out var first)
            ? first + (name == "GODEBUG" ? "," : name == "GORACE" ? " " : ":") + value
            : value;
}
