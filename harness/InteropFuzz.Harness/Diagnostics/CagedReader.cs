using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>Starts, in the cage, what reads the remains of a broken process: that may break the reader.</summary>
/// <param name="launcher">Starts it.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="command">The folder with interopfuzz.dll.</param>
internal sealed class CagedReader(Launcher launcher, HostTools tools, string command)
{
    private const string Command = "command";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);

    /// <summary>Runs <c>interopfuzz VERB --json FILE</c> to its end; what it read is its output.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="remains">The file.</param>
    /// <param name="folder">The folder of the program that left it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal Task<LaunchResult> AskAsync(string verb, string remains, string folder, CancellationToken cancel)
    {
        var cage = CageOf(remains, folder, (Command, command));
        return RunAsync([tools.Net.Host, Path.Combine(cage.InnerFile(Command), "interopfuzz.dll"), verb, "--json", cage.InnerFile(Path.GetFileName(remains))], cage, cancel);
    }

    /// <summary>The same with another program, which is told where the file appears to it.</summary>
    /// <param name="line">Its command line, from the path of the file.</param>
    /// <param name="remains">The file.</param>
    /// <param name="folder">The folder of the program that left it.</param>
    /// <param name="cancel">Ends it.</param>
    internal Task<LaunchResult> AskAsync(Func<string, IReadOnlyList<string>> line, string remains, string folder, CancellationToken cancel)
    {
        var cage = CageOf(remains, folder);
        return RunAsync(line(cage.InnerFile(Path.GetFileName(remains))), cage, cancel);
    }

    private Cage CageOf(string remains, string folder, params IEnumerable<(string Name, string Path)> more) => new(tools.Bubblewrap is not null, folder)
    {
        Shown = more.Append((Name: Path.GetFileName(remains), Path: remains)).ToDictionary(s => s.Name, s => s.Path),
    };

    private Task<LaunchResult> RunAsync(IReadOnlyList<string> line, Cage cage, CancellationToken cancel) => launcher.RunAsync(new()
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
