using System.Globalization;

namespace InteropFuzz.Harness.Runners;

/// <summary>Writes the command lines of OpenSSH's client (ssh(1), ssh_config(5)). Pure.</summary>
public static class SshCommand
{
    /// <summary>How long a connection may take to come about, in seconds.</summary>
    private const int ConnectSeconds = 10;

    /// <summary>A machine that says nothing for so many intervals of so many seconds is gone.</summary>
    private const int AliveSeconds = 5, AliveCount = 3;

    /// <summary>The connection that all sessions of a runner share, with a session of its own.</summary>
    /// <param name="runner">The machine.</param>
    /// <param name="control">The socket of the connection.</param>
    /// <param name="command">What its own session runs.</param>
    public static IReadOnlyList<string> Connect(SshRunner runner, string control, string command)
        => [.. Options(runner), "-o", "ControlMaster=yes", "-o", $"ControlPath={Quote(control)}", "--", runner.Host, command];

    /// <summary>
    /// A session of that connection. Where the connection is gone ssh would make one of its own: it must fail instead, so that the loss is seen.
    /// </summary>
    public static IReadOnlyList<string> Session(SshRunner runner, string control, string command)
        => [.. Options(runner with { Jump = null }), "-o", "ControlMaster=no", "-o", $"ControlPath={Quote(control)}", "-o", "ProxyCommand=false", "--", runner.Host, command];

    /// <summary>What a person types to do the same without the harness.</summary>
    public static IReadOnlyList<string> ByHand(SshRunner runner, string command) => ["ssh", .. Where(runner), "--", runner.Host, command];

    /// <summary>
    /// A script as a command that every login shell understands: a POSIX shell takes its place. What a session runs is no option of it, and its
    /// standard input is that of the session.
    /// </summary>
    public static string Script(string script, IEnumerable<string> arguments) => "exec sh -c " + string.Join(' ', new[] { script, "sh" }.Concat(arguments).Select(Quoted));

    private static IEnumerable<string> Options(SshRunner runner) =>
    [
        "-T", "-a", "-x",
        .. Where(runner),
        // Nobody is there to answer a question.
        .. Option("BatchMode=yes"),
        .. Option($"StrictHostKeyChecking={(runner.HostKeys == HostKeys.AcceptNew ? "accept-new" : "yes")}"),
        .. Option("UpdateHostKeys=no"),
        .. Option(Invariant($"ConnectTimeout={ConnectSeconds}")),
        .. Option(Invariant($"ServerAliveInterval={AliveSeconds}")),
        .. Option(Invariant($"ServerAliveCountMax={AliveCount}")),
        // What the user's own configuration may ask for and a program's session must not have.
        .. Option("ClearAllForwardings=yes"), .. Option("ForwardAgent=no"), .. Option("PermitLocalCommand=no"), .. Option("RemoteCommand=none"),
        .. Option("RequestTTY=no"), .. Option("ControlPersist=no"), .. Option("LogLevel=ERROR"),
    ];

    /// <summary>What a connection needs to come about at all.</summary>
    private static IEnumerable<string> Where(SshRunner runner) =>
    [
        .. runner.Port is { } port ? new[] { "-p", port.ToString(CultureInfo.InvariantCulture) } : [],
        .. runner.User is { } user ? new[] { "-l", user } : [],
        .. runner.Key is { } key ? ["-i", key, .. Option("IdentitiesOnly=yes")] : Array.Empty<string>(),
        .. runner.KnownHosts is { } known ? [.. Option($"UserKnownHostsFile={Quote(known)}"), .. Option("GlobalKnownHostsFile=/dev/null")] : Array.Empty<string>(),
        .. runner.Jump is { } jump ? new[] { "-J", jump } : [],
    ];

    private static IEnumerable<string> Option(string option) => ["-o", option];

    /// <summary>A path as ssh_config(5) reads it: with blanks only in quotes, and <c>%</c> begins a token.</summary>
    private static string Quote(string path) => $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\"";

    /// <summary>In quotes also where a POSIX shell would not need them: the login shell may be another.</summary>
    private static string Quoted(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
