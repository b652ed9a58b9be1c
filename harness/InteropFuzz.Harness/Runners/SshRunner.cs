using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Runners;

/// <summary>What is done about a machine whose host key is not known yet; one that changed is always refused.</summary>
public enum HostKeys
{
    /// <summary>It is refused.</summary>
    Strict,

    /// <summary>It is taken and remembered.</summary>
    AcceptNew,
}

/// <summary>A machine that runs programs and is reached over ssh: one entry of runners.yaml.</summary>
/// <param name="Name">How <c>--runner</c> and results call it.</param>
/// <param name="Host">Its host name, address, or alias of the user's ssh configuration.</param>
/// <param name="Arch">Its architecture.</param>
public sealed record SshRunner(string Name, string Host, Arch Arch)
{
    /// <summary>Its port; null for ssh's own default.</summary>
    public int? Port { get; init; }

    /// <summary>The user there; null for ssh's own default.</summary>
    public string? User { get; init; }

    /// <summary>The file with the private key; null for what ssh finds itself.</summary>
    public string? Key { get; init; }

    /// <summary>How many programs run there at once.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>The most: sshd allows ten sessions of one connection (MaxSessions, sshd_config(5)), and one is the harness's own.</summary>
    public const int MostParallel = 8;

    /// <summary>A folder there, absolute or below the user's home. It is made when it is not there.</summary>
    public string Workdir { get; init; } = ".cache/interopfuzz-runner";

    /// <summary>What is done about a key that is not known.</summary>
    public HostKeys HostKeys { get; init; }

    /// <summary>The file with known host keys; null for the user's.</summary>
    public string? KnownHosts { get; init; }

    /// <summary>The machines on the way, as ssh's -J takes them; null for none.</summary>
    public string? Jump { get; init; }

    /// <summary>How much longer than here a program may take there.</summary>
    public double Slowdown { get; init; } = 1;

    /// <summary>How long a machine that went away is waited for: long enough for a reboot.</summary>
    public TimeSpan Reconnect { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How messages call it.</summary>
    public string Label => $"runner {Name} ({(User is null ? "" : User + "@")}{Host}{(Port is null ? "" : $":{Port}")})";
}
