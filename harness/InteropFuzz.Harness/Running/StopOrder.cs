using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Running;

/// <summary>
/// A batch system ends a task by SIGTERM to all its processes at once (slurmd; so does systemd): what a program died of then is no result, and the
/// order to stop may arrive here a moment later than its end.
/// </summary>
public static class StopOrder
{
    private const int Sigterm = 15;

    /// <summary>How long the order may take to arrive, on a busy machine.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    /// <summary>Whether a program that ended so may have been ended together with us.</summary>
    public static bool MayHaveEnded(Ending ending)
        => ending == Ending.Unknown || ending == Ending.Signalled(Sigterm) || ending == Ending.Exited(128 + Sigterm);

    /// <summary>Leaves the order time to arrive.</summary>
    /// <exception cref="OperationCanceledException">It has.</exception>
    public static Task ArriveAsync(CancellationToken cancel) => Task.Delay(s_grace, cancel);
}
