using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>Reads dumps of .NET processes, in the cage: gdb for the native frames, <c>interopfuzz net-stacks</c> for the managed ones.</summary>
/// <param name="launcher">Starts both.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="command">The folder with interopfuzz.dll.</param>
public sealed class DumpReader(Launcher launcher, HostTools tools, string command)
{
    private readonly CagedReader _reader = new(launcher, tools, command);

    /// <summary>The joined stacks of a dump.</summary>
    /// <param name="path">The dump.</param>
    /// <param name="folder">The folder of the program, with its libraries and PDBs.</param>
    /// <param name="died">The thread that died, by the kernel's number; 0 when the process died and nobody said where; null when it hung, so that all threads matter.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The stacks, and what could not be read of them; null when nothing could.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<(string? Stacks, string? Problem)> ReadAsync(string path, string folder, uint? died, CancellationToken cancel)
    {
        try
        {
            // It belongs to the program's user alone.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
            var managed = await _reader.AskAsync("net-stacks", path, folder, cancel);
            var stacks = ManagedStackLines.Read(managed.Output);
            var problem = stacks.Count > 0 ? null : $"ClrMD reads no managed stack ({(managed.Ending.IsSuccess ? "there is none" : LastLine(managed.Output))})";
            var native = tools.Gdb is null ? "" : (await _reader.AskAsync(dump =>
                [
                    tools.Gdb.Path, .. GdbScript.Options, "-iex", "set language c",
                    "-ex", died == 0 ? "thread apply 1 bt 64" : died is null ? "thread apply all bt 32" : "thread apply all bt 64",
                    tools.Net.Host, dump,
                ], path, folder, cancel)).Output;
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
}
