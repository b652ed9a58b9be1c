using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;

namespace InteropFuzz.Harness.Tests.Runners;

/// <summary>An sshd of the tests' own on this machine, with keys that are thrown away: what ssh reaches there is this machine again.</summary>
internal sealed class LoopbackSshd : IDisposable
{
    private readonly string _folder;
    private Process? _sshd;

    private LoopbackSshd(string folder)
    {
        _folder = folder;
        Port = FreePort();
        foreach (var name in new[] { "host", "other-host", "user", "other-user" }) Keygen(name);
        File.Copy(Path.Combine(folder, "user.pub"), Path.Combine(folder, "authorized"));
        Known = WriteKnown("known", "host");
        // As root it wants this folder (sshd(8)); a package's first start makes it.
        if (Environment.IsPrivilegedProcess) Directory.CreateDirectory("/run/sshd");
    }

    public int Port { get; }

    /// <summary>The key that it accepts, and one that it does not.</summary>
    public string Key => Path.Combine(_folder, "user");

    public string OtherKey => Path.Combine(_folder, "other-user");

    /// <summary>A file that knows its host key.</summary>
    public string Known { get; }

    /// <summary>It as a runner that works in a folder.</summary>
    public SshRunner Runner(string workdir) => new("loop", "127.0.0.1", PlanWords.HostArch) { Port = Port, Key = Key, KnownHosts = Known, Workdir = workdir, Reconnect = TimeSpan.FromSeconds(20) };

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot => Program is null ? "sshd is not installed: apt-get install openssh-server (./build.sh test does it)" : null;

    private static string? Program => new[] { "/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd" }.FirstOrDefault(File.Exists);

    public static LoopbackSshd Start(string folder)
    {
        var server = new LoopbackSshd(folder);
        server.Start();
        return server;
    }

    public void Start()
    {
        var config = Path.Combine(_folder, "sshd_config");
        File.WriteAllText(config, $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {Path.Combine(_folder, "host")}
            AuthorizedKeysFile {Path.Combine(_folder, "authorized")}
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no

            """);
        _sshd = Process.Start(new ProcessStartInfo(Program!, ["-D", "-e", "-f", config]) { RedirectStandardError = true })!;
        var said = "";
        for (string? line; (line = _sshd.StandardError.ReadLine()) is not null; said += line + "\n")
            if (line.Contains("Server listening", StringComparison.Ordinal))
            {
                _ = _sshd.StandardError.ReadToEndAsync();
                return;
            }
        throw new InvalidOperationException($"sshd does not start: {said}");
    }

    /// <summary>A known_hosts file with another key for it, or with none.</summary>
    public string WriteKnown(string name, string? key)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, key is null ? "" : $"[127.0.0.1]:{Port} {File.ReadAllText(Path.Combine(_folder, key + ".pub"))}");
        return path;
    }

    /// <summary>Ends the connections that are open, as a network does: without a word. Gives how many processes that were.</summary>
    public int CutConnections()
    {
        var sessions = Children(_sshd!.Id).ToList();
        foreach (var id in sessions) Kill(id);
        return sessions.Count;
    }

    /// <summary>The machine goes away.</summary>
    public void Stop()
    {
        if (_sshd is null) return;
        // First it takes no further connections; its sessions are nobody's children then.
        var sessions = Children(_sshd.Id).ToList();
        _sshd.Kill();
        foreach (var id in sessions) Kill(id);
        _sshd.WaitForExit();
        _sshd.Dispose();
        _sshd = null;
    }

    public void Dispose() => Stop();

    /// <summary>The sshd processes below one; what they started is none. By /proc: sshd writes what it does into the name that others show.</summary>
    private static IEnumerable<int> Children(int parent)
    {
        var processes = Directory.GetDirectories("/proc").Select(d => Path.GetFileName(d)).Where(n => n.All(char.IsAsciiDigit)).Select(n => Stat(n)).OfType<(int Id, int Parent, string Name)>().ToList();
        IEnumerable<int> Below(int id) => processes.Where(p => p.Parent == id && p.Name.StartsWith("sshd", StringComparison.Ordinal)).SelectMany(p => Below(p.Id).Append(p.Id));
        return Below(parent);
    }

    /// <summary>A process, its parent and its command (proc(5)); null when it is gone.</summary>
    private static (int Id, int Parent, string Name)? Stat(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var (open, close) = (stat.IndexOf('('), stat.LastIndexOf(')'));
            return (int.Parse(id, CultureInfo.InvariantCulture), int.Parse(stat[(close + 1)..].Split(' ')[2], CultureInfo.InvariantCulture), stat[(open + 1)..close]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            Process.GetProcessById(id).Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It ended by itself just now.
        }
    }

    private void Keygen(string name)
    {
        using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", Path.Combine(_folder, name)]))!;
        keygen.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
