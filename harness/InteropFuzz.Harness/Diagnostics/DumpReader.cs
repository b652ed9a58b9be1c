using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>Reads dumps of .NET processes, in the cage: gdb for the native frames, <c>interopfuzz net-stacks</c> for the managed ones.</summary>
/// <param name="launcher">Starts both.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="command">The folder with interopfuzz.dll.</param>
public sealed class DumpReader(Launcher launcher, HostTools tools, string command)
{
    private const string Dump = "dump", Command = "command";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);

    /// <summary>The joined stacks of a dump.</summary>
    /// <param name="path">The dump.</param>
    /// <param name="folder">The folder of the program, with its libraries and PDBs.</param>
    /// <param name="died">Whether the process died, so that one thread matters; else it hung, and all do.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The stacks, and what could not be read of them; null when nothing could.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<(string? Stacks, string? Problem)> ReadAsync(string path, string folder, bool died, CancellationToken cancel)
    {
        try
        {
            // It belongs to the program's user alone.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
            var cage = new Cage(tools.Bubblewrap is not null, folder) { Shown = new Dictionary<string, string> { [Dump] = path, [Command] = command } };
            var managed = await AskAsync([tools.Net.Host, Path.Combine(cage.InnerFile(Command), "interopfuzz.dll"), "net-stacks", "--json", cage.InnerFile(Dump)], cage, cancel);
            var stacks = ManagedStackLines.Read(managed.Output);
            var problem = stacks.Count > 0 ? null : $"ClrMD reads no managed stack ({(managed.Ending.IsSuccess ? "there is none" : LastLine(managed.Output))})";
            var native = tools.Gdb is null ? "" : (await AskAsync(
                [
                    tools.Gdb.Path, .. GdbScript.Options, "-iex", "set language c",
                    "-ex", died ? "thread apply 1 bt 64" : "thread apply all bt 32",
                    tools.Net.Host, cage.InnerFile(Dump),
                ], cage, cancel)).Output;
            var text = JoinedStacks.Write(native, stacks, died);
            if (text.Length == 0 && stacks.Count > 0) text = JoinedStacks.Write($"Thread 1 (LWP {stacks[0].OsThread}):\n", stacks, died);
            return (text.Length > 0 ? text : null, text.Length > 0 ? problem : problem ?? "no stack in the dump");
        }
        catch (Exception e) when (e is LaunchException or IOException or UnauthorizedAccessException)
        {
            return (null, e.Message);
        }
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];

    private Task<LaunchResult> AskAsync(IReadOnlyList<string> line, Cage cage, CancellationToken cancel) => launcher.RunAsync(new()
    {
        Command = line,
        Environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin", ["HOME"] = "/tmp", ["LC_ALL"] = "C.UTF-8", ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_NOLOGO"] = "1",
        },
        Deadline = s_deadline,
        MemoryBytes = 2L << 30,
        HeadBytes = 1 << 20,
        TailBytes = 0,
        Cage = cage,
    }, cancel);
}
