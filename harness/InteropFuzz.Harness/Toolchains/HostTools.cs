using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>What this machine has besides Go. A missing tool is null; nothing here fails.</summary>
/// <param name="Gcc">The C compiler of every instrument but msan.</param>
/// <param name="Clang">The C compiler of msan, with its MemorySanitizer runtime beside it.</param>
/// <param name="ClangHasMsan">Whether that runtime is installed.</param>
/// <param name="Valgrind">memcheck.</param>
/// <param name="Bubblewrap">The sandbox; null when it is missing or cannot work here.</param>
/// <param name="SandboxProblem">Why there is no sandbox; null when there is.</param>
/// <param name="Launcher">The C launcher of native/; null when it is not built.</param>
public sealed record HostTools(
    HostTool? Gcc,
    HostTool? Clang,
    bool ClangHasMsan,
    HostTool? Valgrind,
    HostTool? Bubblewrap,
    string? SandboxProblem,
    string? Launcher)
{
    /// <summary>The C++ compiler beside gcc; null when it is missing.</summary>
    public HostTool? Gxx { get; init; }

    /// <summary>The debugger that shows C frames; null when it is missing or not wanted.</summary>
    public HostTool? Gdb { get; init; }

    /// <summary>Names functions for clang's sanitizers; comes with every gcc. Null when it is missing.</summary>
    public string? Addr2Line { get; init; }

    /// <summary>The AddressSanitizer runtime of <see cref="Gcc"/>, for programs that are not linked with it; null when it is missing.</summary>
    public string? AsanRuntime { get; init; }

    /// <summary>The .NET of cases in C#.</summary>
    public NetSdk Net { get; init; } = NetSdk.Here;

    /// <summary>Whether clang's libFuzzer runtime is installed.</summary>
    public bool ClangHasFuzzer { get; init; }

    /// <summary>The guard allocator of native/; null when it is not built.</summary>
    public string? Efence { get; init; }

    /// <summary>The machine's own architecture.</summary>
    public Arch Arch { get; init; } = PlanWords.HostArch;

    /// <summary>The architecture of the cell that these are for; the machine's own until <see cref="Of"/> says otherwise.</summary>
    public Arch Target { get => _target ?? Arch; init => _target = value; }

    private readonly Arch? _target;

    /// <summary>What compiles and runs programs of the other architecture; null when nobody looked.</summary>
    public ForeignTools? Foreign { get; init; }

    /// <summary>What programs of that architecture need besides; null for the machine's own.</summary>
    public ForeignTools? ForeignOf(Arch arch) => arch == Arch ? null : Foreign;

    /// <summary>What the runners have that are reached over ssh, by architecture; empty for none.</summary>
    public IReadOnlyDictionary<Arch, FarTools> Far { get; init; } = new Dictionary<Arch, FarTools>();

    /// <summary>The tools of a cell: the compilers of this machine, and what stands around the program where that runs.</summary>
    public HostTools Of(in Cell cell)
        => cell.Runner == RunnerKind.Ssh && Far.TryGetValue(cell.Arch, out var far) ? this with { Valgrind = far.Valgrind, Addr2Line = far.Addr2Line, Gdb = Gdb is null ? null : far.Gdb, Target = cell.Arch } : this;

    /// <summary>Newest first. Debian and Ubuntu put the number into the command's name.</summary>
    private static readonly string[] ClangNames = ["clang-19", "clang-22", "clang-21", "clang-20", "clang-18", "clang-17", "clang-16", "clang"];

    /// <summary>Asks every tool for its version. <paramref name="launcher"/> is the built launcher, where it should be.</summary>
    public static HostTools Probe(string launcher)
    {
        var clang = ClangNames.Select(Find).FirstOrDefault(t => t is not null);
        var bubblewrap = Find("bwrap");
        var problem = bubblewrap is null ? "bubblewrap is not installed" : SandboxFault(bubblewrap);
        return new(
            Find("gcc"),
            clang,
            clang is not null && HasRuntime(clang, "msan", "-fsanitize=memory"),
            Find("valgrind"),
            problem is null ? bubblewrap : null,
            problem,
            File.Exists(launcher) ? launcher : null)
        {
            Gxx = Find("g++"),
            Gdb = Find("gdb"),
            Addr2Line = HostPath.FindProgram("addr2line"),
            Efence = Path.Combine(Path.GetDirectoryName(launcher) ?? "", "libinteropfuzz-efence.so") is var efence && File.Exists(efence) ? efence : null,
            AsanRuntime = FileOfGcc("libasan.so"),
            Foreign = ForeignTools.Probe(PlanWords.HostArch, CacheFolder.Default(), launcher, Find),
            ClangHasFuzzer = clang is not null && HasRuntime(clang, "fuzzer", "-fsanitize=fuzzer"),
        };
    }

    private static HostTool? Find(string name)
        => (Path.IsPathRooted(name) ? File.Exists(name) ? name : null : HostPath.FindProgram(name)) is { } path && HostCommand.Ask(path, ["--version"]) is { Code: 0 } answer ? new(path, FirstLine(answer.Output)) : null;

    /// <summary>A file of gcc's own, with links resolved; gcc answers with the bare name when it has none.</summary>
    private static string? FileOfGcc(string name)
        => HostPath.FindProgram("gcc") is { } gcc && HostCommand.Ask(gcc, [$"-print-file-name={name}"]) is { Code: 0 } answer && FirstLine(answer.Output) is ['/', ..] path && File.Exists(path)
            ? HostPath.Real(path) : null;

    /// <summary>The runtime's place differs between clang's releases: one folder for all architectures, or one for each.</summary>
    private static bool HasRuntime(HostTool clang, string name, string flag)
    {
        var architecture = PlanWords.HostArch.Machine();
        return HostCommand.Ask(clang.Path, [$"-print-file-name=libclang_rt.{name}-{architecture}.a"]) is { Code: 0 } old && File.Exists(FirstLine(old.Output))
            || HostCommand.Ask(clang.Path, [flag, $"-print-file-name=libclang_rt.{name}.a"]) is { Code: 0 } now && File.Exists(FirstLine(now.Output));
    }

    /// <summary>Containers often forbid namespaces: only a try tells.</summary>
    private static string? SandboxFault(HostTool bubblewrap)
        => HostCommand.Ask(bubblewrap.Path, ["--unshare-pid", "--unshare-net", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"]) switch
        {
            { Code: 0 } => null,
            { } answer => "bubblewrap does not work here: " + FirstLine(answer.Output),
            null => "bubblewrap does not start",
        };

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
