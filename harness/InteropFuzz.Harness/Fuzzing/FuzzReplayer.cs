using System.Text.RegularExpressions;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>What several inputs in one process came to.</summary>
/// <param name="At">The input, from 0, at which the process ended; how many there are when it performed them all and ended well.</param>
/// <param name="Artifact">That input (the last one when all were performed), with how the process ended and what it said.</param>
public readonly record struct Replay(int At, Artifact Artifact);

/// <summary>Builds a target with a main that performs the inputs of files, under any instrument of the matrix, and runs it in the cage.</summary>
/// <param name="cache">Where built units are kept.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="launcher">Starts compilers and replays.</param>
public sealed partial class FuzzReplayer(CacheFolder cache, HostTools tools, Launcher launcher) : IFuzzReplayer
{
    private const string ProgramName = "replay";

    private static readonly Dictionary<string, string> s_main = new()
    {
        ["main.go"] = """
            // Performs inputs: the files that it is given, or arguments that hold them.
            package main

            import (
            	"encoding/base64"
            	"fmt"
            	"os"
            	"strings"

            	"MODULE/target"
            )

            const inline = "base64:"

            func read(argument string) ([]byte, error) {
            	if strings.HasPrefix(argument, inline) {
            		return base64.StdEncoding.DecodeString(argument[len(inline):])
            	}
            	return os.ReadFile(argument)
            }

            func main() {
            	for i, argument := range os.Args[1:] {
            		data, err := read(argument)
            		if err != nil {
            			fmt.Fprintln(os.Stderr, err)
            			os.Exit(2)
            		}
            		fmt.Fprintf(os.Stderr, "INTEROPFUZZ input %d\n", i)
            		target.One(data)
            	}
            	fmt.Fprintln(os.Stderr, "INTEROPFUZZ inputs done")
            }

            """,
    };

    private readonly TargetBuilder _builder = new(cache, tools, launcher);

    /// <summary>
    /// What the inputs of one process on a machine over ssh may have in bytes: they are arguments, and ssh's whole command is one argument of the
    /// shell there, which Linux holds to 128 KiB (execve(2), MAX_ARG_STRLEN).
    /// </summary>
    public const int MostFarBytes = 64 << 10;

    /// <summary>The machines over ssh on which programs of their architectures run; null for none. <see cref="HostTools.Far"/> of the tools goes with it.</summary>
    public Fleet? Fleet { get; init; }

    /// <summary>How long one input may take under plain.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much longer each further input of the same process may take.</summary>
    public TimeSpan EachMore { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Resident memory under plain, in bytes. Go ends a goroutine's stack at 1 GB, and holds half as much again when it doubles.</summary>
    public long MemoryBytes { get; init; } = 3L << 30;

    /// <summary>Why replays of that release, instrument and architecture cannot be, here or anywhere; null when they can.</summary>
    public string? WhyNot(GoVersion go, IInstrument instrument, Arch arch)
        => Platform.Of(arch, tools).WhyNotHere(tools) ?? (instrument.IsStatic ? $"{instrument.Name} runs nothing" : null)
            ?? instrument.WhyNever(go, arch, Platform.Of(arch, tools).Runner) ?? instrument.WhyNotHere(tools);

    /// <summary>Builds the replay of a target; an unchanged one is taken from the unit cache.</summary>
    /// <param name="source">The written target.</param>
    /// <param name="toolchain">The Go release.</param>
    /// <param name="instrument">How it is built and run; several at once by <see cref="CombinedInstrument"/>.</param>
    /// <param name="arch">For which architecture; another one than this machine's is emulated.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="FuzzTargetException">It does not compile (the message is the compiler's), or there is no such replay (see <see cref="WhyNot"/>).</exception>
    public async Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, IInstrument instrument, Arch arch, CancellationToken cancel)
    {
        if (WhyNot(toolchain.Version, instrument, arch) is { } why) throw new FuzzTargetException($"{instrument.Name}, Go {toolchain.Version}, {arch.Name()}: {why}");
        var recipe = instrument.Build(toolchain.Version, tools);
        var compiler = new CCompiler(Path.Combine(tools.ForeignOf(arch)?.PlainNames ?? "", recipe.Environment.GetValueOrDefault("CC", "gcc")), ["-O2", "-g", .. Sanitizer(recipe)], arch);
        var folder = await _builder.MakeAsync(source, toolchain, new(ProgramName, s_main, recipe, CFlags: null, compiler, ProgramName),
            (work, folder) => work.GoAsync("build", [.. recipe.Flags, "-o", Path.Combine(folder, ProgramName)], "./" + ProgramName), cancel);
        return new(folder, ProgramName, toolchain, arch, instrument.Name);
    }

    /// <summary>One input in a process of its own.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="unit">What <see cref="BuildAsync"/> gave.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">It could not be started.</exception>
    public async Task<Artifact> RunAsync(string target, FuzzUnit unit, byte[] input, CancellationToken cancel) => (await RunAsync(target, unit, [input], cancel)).Artifact;

    /// <summary>Inputs in their order in one process, until one ends it.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="unit">What <see cref="BuildAsync"/> gave.</param>
    /// <param name="inputs">The inputs; at least one.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">It could not be started.</exception>
    public async Task<Replay> RunAsync(string target, FuzzUnit unit, IReadOnlyList<byte[]> inputs, CancellationToken cancel)
    {
        var result = Fleet is not null && Platform.Of(unit.Arch, tools).Runner == RunnerKind.Ssh ? await FarAsync(Fleet, unit, inputs, cancel) : await HereAsync(unit, inputs, cancel);
        var last = Begun().Matches(result.Output) is { Count: > 0 } begun ? Math.Min(int.Parse(begun[^1].Groups[1].ValueSpan, provider: null), inputs.Count - 1) : 0;
        var inside = !Done().IsMatch(result.Output);
        return new(result.Ending.IsSuccess && !inside ? inputs.Count : last,
            new(target, inputs[last], unit, result, PerformedInput.Read(result.Output, result.Ending, inside)));
    }

    /// <summary>The shell command that performs an input file here as the cage does.</summary>
    public string ByHand(FuzzUnit unit, string file)
    {
        var recipe = RecipeOf(unit, tools with { Far = new Dictionary<Arch, FarTools>() });
        var own = recipe.Environment.Select(v => $"{v.Key}={Shell.Quote(v.Value)} ");
        var preload = recipe.Preload is { } library ? $"LD_PRELOAD={Shell.Quote(library)} " : "";
        return $"{preload}{string.Concat(own)}GOTRACEBACK=all {Shell.Line([.. recipe.Wrapper, Path.Combine(unit.Folder, unit.Program), file])}";
    }

    private async Task<Observation> HereAsync(FuzzUnit unit, IReadOnlyList<byte[]> inputs, CancellationToken cancel)
    {
        using var scratch = new ScratchFolder();
        string[] names = [.. Enumerable.Range(0, inputs.Count).Select(i => $"input-{i}")];
        foreach (var (name, input) in names.Zip(inputs))
            await using (var file = scratch.Create(name)) file.Write(input);
        return Observation.Of(await launcher.RunAsync(Request(unit, scratch, names), cancel));
    }

    private async Task<Observation> FarAsync(Fleet fleet, FuzzUnit unit, IReadOnlyList<byte[]> inputs, CancellationToken cancel)
    {
        if (inputs.Sum(i => i.Length) is var bytes and > MostFarBytes) throw new FuzzTargetException($"inputs of {bytes} bytes do not go to a machine over ssh, {MostFarBytes} do");
        var recipe = RecipeOf(unit, tools);
        try
        {
            var program = FarProgram.Of(Path.Combine(unit.Folder, unit.Program), recipe, [.. inputs.Select(i => "base64:" + Convert.ToBase64String(i))], Environment(recipe), DeadlineOf(recipe, inputs.Count), MemoryOf(recipe));
            return (await fleet.RunAsync(program, unit.Arch, 1, () => { }, cancel)).Tries[0];
        }
        catch (RunnerException e)
        {
            throw new LaunchException(e.Message, e);
        }
    }

    private LaunchRequest Request(FuzzUnit unit, ScratchFolder scratch, string[] names)
    {
        var recipe = RecipeOf(unit, tools);
        var cage = new Cage(tools.Bubblewrap is not null, unit.Folder) { Shown = names.ToDictionary(n => n, scratch.PathOf) }.With(recipe.Wrapper, out var wrapper);
        var environment = Environment(recipe);
        if (recipe.Preload is { } preload)
        {
            cage = cage with { Shown = new Dictionary<string, string>(cage.Shown) { [Path.GetFileName(preload)] = preload } };
            environment["LD_PRELOAD"] = cage.InnerFile(Path.GetFileName(preload));
        }
        if (!cage.Sandboxed) environment["TMPDIR"] = environment["HOME"] = scratch.Path;
        return new()
        {
            Command =
            [
                .. wrapper, cage.Inner(Path.Combine(unit.Folder, unit.Program)),
                .. names.Select(cage.InnerFile),
            ],
            Environment = environment,
            WorkingDirectory = cage.Sandboxed ? null : scratch.Path,
            Deadline = DeadlineOf(recipe, names.Length),
            MemoryBytes = MemoryOf(recipe),
            Cage = cage,
        };
    }

    private static Dictionary<string, string> Environment(RunRecipe recipe)
    {
        var environment = ProgramEnvironment.Traced();
        foreach (var (name, value) in recipe.Environment) environment[name] = value;
        return environment;
    }

    private TimeSpan DeadlineOf(RunRecipe recipe, int inputs) => (Deadline + EachMore * (inputs - 1)) * recipe.Slowdown;

    private long MemoryOf(RunRecipe recipe) => (long)(MemoryBytes * recipe.MemoryFactor);

    private static RunRecipe RecipeOf(FuzzUnit unit, HostTools tools) => new Cell(unit.Toolchain.Version, unit.Arch, Instrument(unit), Platform.Of(unit.Arch, tools).Runner).Run(tools);

    private static IInstrument Instrument(FuzzUnit unit)
        => CombinedInstrument.Find(unit.Instrument) ?? throw new ArgumentException($"a replay is built under one of {InstrumentCatalog.Names}, not '{unit.Instrument}'", nameof(unit));

    /// <summary>What the go command itself adds for C under -asan and -msan (cmd/go/internal/work/init.go).</summary>
    private static IEnumerable<string> Sanitizer(BuildRecipe recipe)
        => recipe.Flags.Contains("-asan") ? ["-fsanitize=address"] : recipe.Flags.Contains("-msan") ? ["-fsanitize=memory"] : [];

    [GeneratedRegex(@"^INTEROPFUZZ input ([0-9]{1,6})$", RegexOptions.Multiline)]
    private static partial Regex Begun();

    [GeneratedRegex("^INTEROPFUZZ inputs done$", RegexOptions.Multiline)]
    private static partial Regex Done();
}
