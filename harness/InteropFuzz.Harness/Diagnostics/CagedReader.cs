using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>Starts, in the cage, what reads the remains of a broken process: that may break the reader.</summary>
internal static class CagedReader
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);

    /// <summary>Runs one reader to its end; what it read is its output.</summary>
    /// <exception cref="LaunchException">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static Task<LaunchResult> AskAsync(Launcher launcher, IReadOnlyList<string> line, Cage cage, CancellationToken cancel) => launcher.RunAsync(new()
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
