using System.Diagnostics;

namespace InteropFuzz.Harness.Running;

/// <summary>
/// Starts programs through the C launcher. The launcher ends everything it started when its stdin ends, so nothing outlives the
/// harness, not even when that is killed.
/// </summary>
/// <param name="path">The launcher's path.</param>
/// <param name="bubblewrap">bwrap's path; null when there is no sandbox.</param>
public sealed class Launcher(string path, string? bubblewrap)
{
    private static readonly bool s_isRoot = Environment.IsPrivilegedProcess;
    private long _launches;

    /// <summary>Runs one program to its end.</summary>
    /// <param name="request">What to start.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="waits">Is told when no thread of it has been running for a while (true), and when one is again (false); null when nobody asks.</param>
    /// <exception cref="LaunchException">The launcher or the sandbox failed, or the program could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; every process of it has ended.</exception>
    public async Task<LaunchResult> RunAsync(LaunchRequest request, CancellationToken cancel, Action<bool>? waits = null)
    {
        cancel.ThrowIfCancellationRequested();
        var arguments = LaunchCommand.Make(path, bubblewrap, request, s_isRoot, (Environment.ProcessId + Interlocked.Increment(ref _launches)) % 1_000_000, waits is not null);
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = request.WorkingDirectory ?? "" };
        start.Environment.Clear();
        // bwrap sets the program's environment inside.
        if (request.Cage is not { Sandboxed: true })
            foreach (var (name, value) in request.Environment) start.Environment[name] = value;

        var answer = await LauncherCall.RunAsync(start, request, waits, longest: null, cancel);
        cancel.ThrowIfCancellationRequested();
        var result = answer.Result(request.Command[0]);
        return result.EndedBy == "stopped" ? throw new OperationCanceledException("the launcher was told to stop") : result;
    }
}
