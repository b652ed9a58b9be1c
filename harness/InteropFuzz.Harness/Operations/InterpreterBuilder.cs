using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Operations;

/// <summary>Builds the interpreters of operation programs, and keeps them in the unit cache under everything that decides their bytes.</summary>
/// <param name="root">The repository.</param>
/// <param name="host">The built assembly of InteropFuzz.PInvokeHost.</param>
/// <param name="cache">Where built units are kept.</param>
/// <param name="tools">The compilers.</param>
/// <param name="launcher">Starts the compilers, so that they too end when the harness does.</param>
public sealed class InterpreterBuilder(string root, string host, CacheFolder cache, HostTools tools, Launcher launcher)
{
    /// <summary>The name of the built program in its folder.</summary>
    private const string ProgramName = "ops";

    private const string Library = "libinteropfuzz_shim.so";
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(10);

    private readonly UnitFolders _units = new(cache);
    private readonly Dictionary<string, string> _user = BuildEnvironment.OfUser();

    private string Native => Path.Combine(root, "native");

    /// <summary>Plain C over the shim.</summary>
    /// <exception cref="LaunchException">It does not compile; the message is the compiler's.</exception>
    public async Task<Interpreter> CAsync(Arch arch, CancellationToken cancel)
    {
        var folder = await BuildAsync("c", ProgramName, ["native/src", "native/include", "native/ops", "native/Makefile"], [arch.Name(), tools.Gcc?.VersionLine ?? ""],
            folder => MakeAsync(folder, arch, ProgramName, cancel), cancel);
        return new("c", folder, ProgramName) { Wrapper = Emulation.Wrapper(arch) };
    }

    /// <summary>Go over cgo.</summary>
    /// <param name="toolchain">The release.</param>
    /// <param name="instrument">How it is built and run.</param>
    /// <param name="arch">For which architecture.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">It does not compile; the message is the compiler's.</exception>
    public async Task<Interpreter> GoAsync(GoToolchain toolchain, IInstrument instrument, Arch arch, CancellationToken cancel)
    {
        var recipe = instrument.Build(toolchain.Version, tools);
        var environment = BuildEnvironment.Make(toolchain, recipe, cache, _user);
        environment["GOARCH"] = arch.Name();
        if (Emulation.Compiler(arch) is { } cross) environment["CC"] = cross;
        string[] sources = ["native/src", "native/include", "native/go-ops"];
        var folder = await BuildAsync("go", ProgramName, sources, [.. UnitKey.OfGo(toolchain, recipe, environment, tools)], async folder =>
        {
            // The go command does not see that a file which the package's C includes has changed: the flag tells it.
            environment["CGO_CFLAGS"] = $"{environment.GetValueOrDefault("CGO_CFLAGS", "-O2 -g")} -DINTEROPFUZZ_SOURCES={KeyOf(sources, [])}";
            await CallAsync([toolchain.GoCommand, "build", "-trimpath", .. recipe.Flags, "-o", Path.Combine(folder, ProgramName), "."], environment, Path.Combine(Native, "go-ops"), cancel);
        }, cancel);
        var run = instrument.Run(toolchain.Version, tools);
        var name = instrument.Name == "plain" ? $"go{toolchain.Version.Release}" : $"go{toolchain.Version.Release}/{instrument.Name}";
        return new(name, folder, ProgramName)
        {
            Wrapper = [.. Emulation.Wrapper(arch), .. run.Wrapper],
            Environment = run.Environment,
            Slowdown = run.Slowdown,
            MemoryFactor = run.MemoryFactor,
        };
    }

    /// <summary>.NET over P/Invoke, on the runtime that runs the harness.</summary>
    /// <exception cref="LaunchException">The shim does not compile, or the host was not built; the message says which.</exception>
    public async Task<Interpreter> NetAsync(CancellationToken cancel)
    {
        if (!File.Exists(host)) throw new LaunchException($"{host} is not built: run ./build.sh");
        var sdk = NetSdk.Here;
        var program = Path.GetFileName(host);
        var folder = await BuildAsync("net", program, ["native/src", "native/include", "native/Makefile"], [sdk.Name, tools.Gcc?.VersionLine ?? "", UnitKey.OfFile(host)], async folder =>
        {
            await MakeAsync(folder, PlanWords.HostArch, Library, cancel);
            File.Copy(host, Path.Combine(folder, program));
            File.WriteAllText(Path.Combine(folder, Path.ChangeExtension(program, ".runtimeconfig.json")), NetCommands.RuntimeConfig(sdk));
        }, cancel);
        return new("dotnet", folder, program) { Wrapper = [sdk.Host, "exec"], Environment = new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" }, Slowdown = 2 };
    }

    private Task MakeAsync(string folder, Arch arch, string target, CancellationToken cancel)
        => CallAsync(["make", "-s", $"ARCH={arch.Name()}", $"OUT={folder}/obj", $"BIN={folder}", $"{folder}/{target}"], _user, Native, cancel);

    private async Task CallAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder, CancellationToken cancel)
    {
        var result = await launcher.RunAsync(new() { Command = command, Environment = environment, WorkingDirectory = folder, Deadline = s_deadline, HeadBytes = 1 << 20 }, cancel);
        if (!result.Ending.IsSuccess) throw new LaunchException($"{Shell.Line(command)} in {folder}: {result.Ending}\n{result.Output}");
    }

    private Task<string> BuildAsync(string kind, string program, IEnumerable<string> sources, IEnumerable<string> facts, Func<string, Task> build, CancellationToken cancel)
        => _units.MakeAsync($"{kind}-ops-{KeyOf(sources, facts)}", folder => File.Exists(Path.Combine(folder, program)), build, cancel);

    private string KeyOf(IEnumerable<string> sources, IEnumerable<string> facts) => UnitKey.Of([.. facts, .. UnitKey.OfFiles(root, sources)]);
}
