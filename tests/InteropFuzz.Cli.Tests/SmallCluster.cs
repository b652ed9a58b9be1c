using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Tests;

/// <summary>Slurm on this machine alone, without systemd: its daemons with ports, keys and files of their own, which all go with it.</summary>
internal sealed class SmallCluster : IDisposable
{
    private static readonly string[] s_daemons = ["/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly string _folder;
    private readonly List<Process> _processes = [];

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where its files are.</param>
    public SmallCluster(string folder)
    {
        _folder = folder;
        foreach (var name in new[] { "state", "spool" }) Directory.CreateDirectory(Path.Combine(folder, name));
        Write("munge.key", new string('k', 128));
        File.SetUnixFileMode(In("munge.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var host = Environment.MachineName.Split('.')[0];
        var ports = Ports(2);
        Write("slurm.conf", $"""
            ClusterName=interopfuzz
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={ports[0]}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            # A task that was put back begins when its first credential has run out.
            AuthInfo=socket={In("munge.sock")},cred_expire=5
            SlurmctldPidFile={In("slurmctld.pid")}
            SlurmdPidFile={In("slurmd.pid")}
            StateSaveLocation={In("state")}
            SlurmdSpoolDir={In("spool")}
            SlurmctldLogFile={In("slurmctld.log")}
            SlurmdLogFile={In("slurmd.log")}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerParameters=sched_interval=1,bf_interval=1
            ReturnToService=2
            KillWait=2
            NodeName={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=2 Feature=amd64,arm64-qemu State=UNKNOWN
            PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """);
        Variables = new Dictionary<string, string> { ["SLURM_CONF"] = In("slurm.conf") };
        Start(s_daemons[0], "--foreground", "--force", $"--key-file={In("munge.key")}", $"--socket={In("munge.sock")}", $"--pid-file={In("munged.pid")}", $"--log-file={In("munged.log")}", $"--seed-file={In("munge.seed")}");
        Wait("munged", () => File.Exists(In("munge.sock")));
        Start(s_daemons[1], "-D", "-i");
        Start(s_daemons[2], "-D");
        Wait("the cluster", () => Ask("sinfo", "--noheader", "--format=%t") is { Code: 0 } answer && answer.Output.Trim() == "idle");
    }

    /// <summary>Why it cannot be started here; null when it can.</summary>
    public static string? WhyNot => s_daemons.FirstOrDefault(d => !File.Exists(d)) is { } missing ? $"{missing} is not installed: apt-get install slurm-wlm" : null;

    /// <summary>What makes Slurm's commands talk to it.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Calls one of Slurm's commands.</summary>
    public (int Code, string Output) Ask(string program, params string[] arguments)
        => HostCommand.Ask("env", [.. Variables.Select(v => $"{v.Key}={v.Value}"), program, .. arguments]) ?? throw new InvalidOperationException("env does not start");

    public void Dispose()
    {
        if (_processes.Count == s_daemons.Length) Ask("scancel", "--quiet", $"--user={Environment.UserName}");
        foreach (var process in _processes.AsEnumerable().Reverse())
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static int[] Ports(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var l in listeners) l.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (var l in listeners) l.Stop();
        return ports;
    }

    private string In(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(In(name), text);

    private void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", In(Path.GetFileName(program) + ".out"), program, .. arguments]);
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        _processes.Add(Process.Start(start)!);
    }

    private void Wait(string what, Func<bool> isThere)
    {
        for (var clock = Stopwatch.StartNew(); !isThere(); Thread.Sleep(200))
            if (clock.Elapsed > s_patience || _processes.Exists(p => p.HasExited))
            {
                var said = string.Join('\n', Directory.GetFiles(_folder, "*.out").Concat(Directory.GetFiles(_folder, "*.log")).Select(f => $"{f}:\n{File.ReadAllText(f)}"));
                Dispose();
                throw new InvalidOperationException($"{what} did not come up:\n{said}");
            }
    }
}
