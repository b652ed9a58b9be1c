namespace InteropFuzz.Harness.Running;

/// <summary>One start of a program through the launcher.</summary>
public sealed record LaunchRequest
{
    /// <summary>The program, or the command in front of it, and all arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The whole environment: nothing is inherited.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Where it starts; null for the harness's own folder (outside the sandbox) or /tmp (inside).</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>After this comes SIGQUIT, then SIGKILL.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>
    /// What is done with the program when its deadline has come and it still runs, before it is ended; null for nothing. It is told to stop
    /// when the program ends by itself, and it may take <see cref="AtDeadlineTime"/>.
    /// </summary>
    public Func<CancellationToken, Task>? AtDeadline { get; init; }

    /// <summary>
    /// Runs beside the program and is told to stop when that ends; when it returns before, the program's deadline has come at once. Null for
    /// nothing. Not together with <see cref="AtDeadline"/>.
    /// </summary>
    public Func<CancellationToken, Task>? Watch { get; init; }

    /// <summary>How long <see cref="AtDeadline"/> may take before the program is ended all the same.</summary>
    public static TimeSpan AtDeadlineTime { get; } = TimeSpan.FromSeconds(10);

    /// <summary>What is left for printing goroutines between SIGQUIT and SIGKILL.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Summed resident memory of all its processes at which it is ended; 0 for none.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How often that memory is read. A look costs 0.2 ms: what runs for hours needs fewer.</summary>
    public TimeSpan MemoryPeriod { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How much output is kept from the beginning, in bytes.</summary>
    public int HeadBytes { get; init; } = 128 << 10;

    /// <summary>How much output is kept from the end, in bytes.</summary>
    public int TailBytes { get; init; } = 128 << 10;

    /// <summary>
    /// How many bytes of lines the program may note on <see cref="NotesDescriptor"/>, apart from its output; the first and the last
    /// half are kept. 0 gives it no such descriptor.
    /// </summary>
    public int NotesBytes { get; init; }

    /// <summary>How often its memory is read for <see cref="LaunchResult.Samples"/>; zero for never.</summary>
    public TimeSpan SamplePeriod { get; init; }

    /// <summary>The file descriptor for notes (native/launcher/launch.h, NOTES_FD).</summary>
    public const int NotesDescriptor = 5;

    /// <summary>The cage; null starts the program as it is (for the harness's own tools, such as go build).</summary>
    public Cage? Cage { get; init; }
}

/// <summary>What an untrusted program may see and use.</summary>
/// <param name="Sandboxed">Whether bubblewrap stands around it; without it only limits and the process group hold it.</param>
/// <param name="ProgramFolder">The folder with its binary, shown read-only at <see cref="InnerFolder"/>.</param>
public sealed record Cage(bool Sandboxed, string ProgramFolder)
{
    /// <summary>Where the program's folder appears inside the sandbox.</summary>
    public const string InnerFolder = Inside + "/bin";

    private const string Inside = "/tmp/.interopfuzz";

    /// <summary>Where the launcher appears inside the sandbox.</summary>
    public const string InnerLauncher = Inside + "/launch";

    /// <summary>Further files that it may read, each under a name of its own: see <see cref="InnerFile"/>.</summary>
    public IReadOnlyDictionary<string, string> Shown { get; init; } = new Dictionary<string, string>();

    /// <summary>A folder of this machine that it may write into, seen at <see cref="InnerShared"/>; null for none.</summary>
    public string? Shared { get; init; }

    /// <summary>The path of <see cref="Shared"/> as the program will see it.</summary>
    public string InnerShared => Sandboxed ? Inside + "/shared" : Shared!;

    /// <summary>Folders of this machine that it sees at other places, or writes to; later ones lie on top of earlier ones.</summary>
    public IReadOnlyList<BoundFolder> Bound { get; init; } = [];

    /// <summary>Folders that are empty for it, but for what is <see cref="Bound"/> below them.</summary>
    public IReadOnlyList<string> Emptied { get; init; } = [];

    /// <summary>Where it starts inside the sandbox.</summary>
    public string StartFolder { get; init; } = "/tmp";

    /// <summary>Whether it may use the network.</summary>
    public bool Network { get; init; }

    /// <summary>Most processes and threads at once (RLIMIT_NPROC; holds where the user is the program's own).</summary>
    public int Processes { get; init; } = 512;

    /// <summary>Most open files (RLIMIT_NOFILE).</summary>
    public int Files { get; init; } = 1024;

    /// <summary>Largest file it may write (RLIMIT_FSIZE), and the size of its private /tmp.</summary>
    public long FileBytes { get; init; } = 256L << 20;

    /// <summary>
    /// This cage, in which the command in front of the program can be started: one that is not the system's (an emulator in the user's cache) is shown,
    /// since the program's user cannot look into a home.
    /// </summary>
    /// <param name="wrapper">The command in front of the program; empty for none.</param>
    /// <param name="inner">The same as it is called inside.</param>
    public Cage With(IReadOnlyList<string> wrapper, out IReadOnlyList<string> inner)
    {
        inner = wrapper;
        if (!Sandboxed || wrapper.Count == 0 || !Path.IsPathRooted(wrapper[0]) || wrapper[0].StartsWith("/usr/", StringComparison.Ordinal)) return this;
        var name = Path.GetFileName(wrapper[0]);
        var cage = this with { Shown = new Dictionary<string, string>(Shown) { [name] = wrapper[0] } };
        inner = [cage.InnerFile(name), .. wrapper.Skip(1)];
        return cage;
    }

    /// <summary>The path of one of the files <see cref="Shown"/> as the program will see it.</summary>
    public string InnerFile(string name) => Sandboxed ? $"{Inside}/{name}" : Shown[name];

    /// <summary>The path of a file of the program's folder as the program will see it.</summary>
    public string Inner(string program) => Sandboxed ? $"{InnerFolder}/{Path.GetRelativePath(ProgramFolder, program)}" : program;
}

/// <summary>A folder of this machine as a sandboxed program sees it.</summary>
/// <param name="Source">The folder.</param>
/// <param name="Inner">Where the program sees it: an absolute path.</param>
/// <param name="Writable">Whether the program may write into it.</param>
public sealed record BoundFolder(string Source, string Inner, bool Writable);
