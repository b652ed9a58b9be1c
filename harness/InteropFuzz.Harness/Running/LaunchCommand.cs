using System.Globalization;

namespace InteropFuzz.Harness.Running;

/// <summary>Writes the command lines of launcher and sandbox. Pure.</summary>
public static class LaunchCommand
{
    /// <summary>
    /// The first of the users that programs get when the harness is root, one for each launch: RLIMIT_NPROC counts by user and
    /// does not bind root at all. Far above what distributions and containers hand out.
    /// </summary>
    private const long FirstUser = 2_000_000_000;

    private const int Users = 1_000_000;

    /// <summary>What the launcher says of a program that waits and of one that runs again (native/launcher/watch.c).</summary>
    internal const string Waiting = "waiting", Running = "running";

    /// <summary>The arguments of the launcher.</summary>
    /// <param name="launcher">The launcher's path.</param>
    /// <param name="bubblewrap">bwrap's path; needed when the request has a sandboxed cage.</param>
    /// <param name="request">What to start.</param>
    /// <param name="isRoot">Whether the harness is root.</param>
    /// <param name="launch">A number that differs between launches that run at once.</param>
    /// <param name="sayWaiting">Whether the launcher tells when the program waits.</param>
    public static IReadOnlyList<string> Make(string launcher, string? bubblewrap, LaunchRequest request, bool isRoot, long launch, bool sayWaiting = false)
    {
        List<string> line =
        [
            "watch",
            "--follow-stdin", "1",
            "--say-waiting", sayWaiting ? "1" : "0",
            "--deadline-ms", Number((long)(request.AtDeadline is null ? request.Deadline : request.Deadline + LaunchRequest.AtDeadlineTime).TotalMilliseconds),
            "--grace-ms", Number((long)request.Grace.TotalMilliseconds),
            "--rss-bytes", Number(request.MemoryBytes),
            "--memory-ms", Number((long)request.MemoryPeriod.TotalMilliseconds),
            "--head-bytes", Number(request.HeadBytes),
            "--tail-bytes", Number(request.TailBytes),
        ];
        if (request.NotesBytes > 0) line.AddRange(["--notes-bytes", Number(request.NotesBytes)]);
        if (request.SamplePeriod > TimeSpan.Zero) line.AddRange(["--sample-us", Number((long)request.SamplePeriod.TotalMicroseconds)]);
        line.Add("--");
        if (request.Cage is { Sandboxed: true } caged)
            line.AddRange(Sandbox(launcher, bubblewrap ?? throw new ArgumentNullException(nameof(bubblewrap)), caged, request.Environment, isRoot));
        line.AddRange([request.Cage is { Sandboxed: true } ? Cage.InnerLauncher : launcher, "start"]);
        if (request.Cage is { } cage)
        {
            line.AddRange(["--files", Number(cage.Files), "--file-bytes", Number(cage.FileBytes)]);
            // Outside a sandbox the limit would count all that the user runs, and a user of its own could not read the program.
            if (cage.Sandboxed) line.AddRange(["--processes", Number(cage.Processes)]);
            if (cage.Sandboxed && isRoot) line.AddRange(["--uid", Number(FirstUser + launch % Users)]);
        }
        line.Add("--");
        line.AddRange(request.Command);
        return line;
    }

    private static IEnumerable<string> Sandbox(string launcher, string bubblewrap, Cage cage, IReadOnlyDictionary<string, string> environment, bool isRoot)
    {
        string[] namespaces = ["--unshare-ipc", "--unshare-pid", .. cage.Network ? Array.Empty<string>() : ["--unshare-net"], "--unshare-uts", "--unshare-cgroup-try"];
        return
        [
            bubblewrap,
            .. namespaces,
            // A user namespace for who is not root; root keeps what start needs to become the program's user, and no more.
            .. isRoot
                ? new[] { "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_KILL" }
                : ["--unshare-user"],
            "--die-with-parent",
            "--new-session",
            "--ro-bind", "/", "/",
            "--proc", "/proc",
            "--dev", "/dev",
            // Sockets of system services live below /run.
            "--tmpfs", "/run",
            "--size", Number(cage.FileBytes), "--perms", "1777", "--tmpfs", "/tmp",
            "--perms", "0755", "--dir", Path.GetDirectoryName(Cage.InnerFolder)!,
            "--ro-bind", launcher, Cage.InnerLauncher,
            "--ro-bind", cage.ProgramFolder, Cage.InnerFolder,
            .. cage.Shown.SelectMany(file => new[] { "--ro-bind", file.Value, cage.InnerFile(file.Key) }),
            .. cage.Shared is { } shared ? new[] { "--bind", shared, cage.InnerShared } : [],
            .. cage.Emptied.SelectMany(folder => new[] { "--tmpfs", folder }),
            .. cage.Bound.SelectMany(b => new[] { b.Writable ? "--bind" : "--ro-bind", b.Source, b.Inner }),
            "--chdir", cage.StartFolder,
            // Set inside only: bwrap itself, which is not yet caged, would obey an LD_PRELOAD.
            "--clearenv", .. environment.SelectMany(v => new[] { "--setenv", v.Key, v.Value }),
            "--",
        ];
    }

    private static string Number(long n) => n.ToString(CultureInfo.InvariantCulture);
}
