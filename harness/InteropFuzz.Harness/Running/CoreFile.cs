using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Running;

/// <summary>
/// Core files, read by gdb in the cage: no network, nothing to write, nothing loaded from beside the program, output and time
/// bounded. What comes out is a crash report in gdb's own form, for <see cref="Triage.CrashReader.ReadAll"/>.
/// </summary>
/// <param name="launcher">Starts gdb.</param>
/// <param name="tools">This machine's tools.</param>
public sealed class CoreFile(Launcher launcher, HostTools tools)
{
    private const string Core = "core", Terminated = "Program terminated with signal ";
    private const string Thread = "INTEROPFUZZ thread ", Threads = "INTEROPFUZZ threads", Detail = "INTEROPFUZZ detail";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);

    /// <summary>Whether a file is a core file, by its first bytes; false for a file that cannot be read and for a pipe, which stays as it was.</summary>
    public static bool IsCore(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            // What is read from a pipe is gone.
            return file.CanSeek && ElfFile.TypeOf(file.SafeFileHandle) == ElfType.Core;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The stacks of all threads of a core file, that of the crash first.</summary>
    /// <param name="corePath">The core file.</param>
    /// <param name="binaryPath">The program that left it; null when nobody said.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="CoreFileException">There is no gdb, no program or another one, no core file, or no stack in it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<string> ReadAsync(string corePath, string? binaryPath, CancellationToken cancel)
    {
        if (tools.Gdb is null) throw new CoreFileException($"reading the core file {corePath} needs gdb: apt-get install gdb");
        try
        {
            Check(corePath, binaryPath);
            var result = await AskAsync(tools.Gdb, corePath, binaryPath!, cancel);
            if (Report(result.Output) is { } report) return report;
            var last = result.Output.TrimEnd().Split('\n')[^1];
            throw new CoreFileException(result.EndedBy.Length > 0
                ? $"gdb did not finish with {corePath}: {result.Ending} after {result.WallUs / 1_000_000} s"
                : $"gdb finds no stack in {corePath}: {last}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LaunchException)
        {
            throw new CoreFileException($"{corePath} cannot be read: {e.Message}");
        }
    }

    private static void Check(string corePath, string? binaryPath)
    {
        using var core = File.OpenHandle(corePath);
        if (ElfFile.TypeOf(core) != ElfType.Core) throw new CoreFileException($"{corePath} is not a core file");
        var by = ElfCore.CommandLine(core) is { Length: > 0 } command ? $" that '{command}' left" : "";
        if (binaryPath is null) throw new CoreFileException($"the core file {corePath}{by} needs its program: --binary PROGRAM");
        using var binary = File.OpenHandle(binaryPath);
        if (ElfFile.TypeOf(binary) != ElfType.Program) throw new CoreFileException($"{binaryPath} is not a program");
        if (ElfCore.IsOf(core, binary) == false)
            throw new CoreFileException($"{binaryPath} is not the program of the core file {corePath}{by}, or was built anew since: --binary takes the very file that crashed");
    }

    private async Task<LaunchResult> AskAsync(HostTool gdb, string corePath, string binaryPath, CancellationToken cancel)
    {
        using var scratch = new ScratchFolder();
        // gdb compares its name with that in the core file.
        var program = Path.GetFileName(binaryPath) is var name && name is Core or "bin" or "launch" ? name + ".program" : name;
        var cage = new Cage(tools.Bubblewrap is not null, scratch.Path)
        {
            Shown = new Dictionary<string, string> { [Core] = Readable(corePath, scratch, Core), [program] = Readable(binaryPath, scratch, program) },
        };
        return await launcher.RunAsync(new()
        {
            Command =
            [
                gdb.Path, .. GdbScript.Options, "-iex", "set language c",
                "-ex", $"printf \"{Thread}%d\\n\", $_thread",
                "-ex", "bt 64",
                "-ex", $"echo {Detail}\\n",
                "-ex", "printf \"fault address 0x%lx\\n\", $_siginfo._sifields._sigfault.si_addr",
                "-ex", "x/i $pc",
                "-ex", $"echo {Threads}\\n",
                "-ex", "thread apply all bt 32",
                cage.InnerFile(program), cage.InnerFile(Core),
            ],
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = "/tmp", ["LC_ALL"] = "C.UTF-8" },
            WorkingDirectory = cage.Sandboxed ? null : scratch.Path,
            Deadline = s_deadline,
            MemoryBytes = 2L << 30,
            HeadBytes = 1 << 20,
            TailBytes = 0,
            Cage = cage,
        }, cancel);
    }

    /// <summary>
    /// The file itself where the user that gdb gets in the sandbox may read it, else a copy: core files belong to their owner alone,
    /// and for root gdb runs as nobody. Holes stay holes.
    /// </summary>
    private string Readable(string path, ScratchFolder scratch, string name)
    {
        var full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows() || tools.Bubblewrap is null || !Environment.IsPrivilegedProcess || File.GetUnixFileMode(full).HasFlag(UnixFileMode.OtherRead)) return full;
        using var from = File.OpenRead(full);
        using var to = scratch.Create(name);
        var buffer = new byte[1 << 16];
        for (int n; (n = from.Read(buffer)) > 0;)
        {
            if (buffer.AsSpan(0, n).ContainsAnyExcept((byte)0)) to.Write(buffer, 0, n);
            else to.Seek(n, SeekOrigin.Current);
        }
        to.SetLength(from.Length);
        return to.Name;
    }

    /// <summary>gdb's words as one report, the stack of the crash first and once; null when there is none.</summary>
    private static string? Report(string output)
    {
        List<string> head = [], stack = [], detail = [], threads = [];
        var thread = "";
        var part = head;
        var isCrash = false;
        foreach (var line in output.Split('\n'))
        {
            if (line.StartsWith(Thread, StringComparison.Ordinal))
            {
                thread = $"Thread {line[Thread.Length..]} (";
                part = stack;
            }
            else if (line == Detail) part = detail;
            else if (line == Threads) part = threads;
            // What gdb shows first of all are files it loaded and the innermost frame.
            else if (part == head && !line.StartsWith("Core was generated by ", StringComparison.Ordinal) && !line.StartsWith(Terminated, StringComparison.Ordinal)) continue;
            else if (line.StartsWith("warning: ", StringComparison.OrdinalIgnoreCase)) continue;
            else
            {
                // A header of thread apply: "Thread 3 (Thread 0x7f… (LWP 4711)):".
                if (part == threads && line.StartsWith("Thread ", StringComparison.Ordinal)) isCrash = line.StartsWith(thread, StringComparison.Ordinal);
                if (part != threads || !isCrash) part.Add(line);
            }
        }
        if (!stack.Exists(l => l.StartsWith("#0 ", StringComparison.Ordinal))) return null;
        if (GdbScript.BelowGo(stack) is { } found)
        {
            head.RemoveAll(l => l.StartsWith(Terminated, StringComparison.Ordinal));
            head.Add(found.Received);
            stack = found.Stack;
            detail = [];
        }
        // Only these signals come with an address; for others gdb shows what happens to lie there.
        else if (!head.Exists(l => l.Contains("SIGSEGV", StringComparison.Ordinal) || l.Contains("SIGBUS", StringComparison.Ordinal))) detail = [];
        return string.Join('\n', [.. head, .. stack, .. detail, .. threads]);
    }
}
