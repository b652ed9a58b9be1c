using System.Globalization;

namespace InteropFuzz.Harness.Machines;

/// <summary>How the machine is reached: an ssh runner like any other.</summary>
public static class MachineRunner
{
    /// <summary>Its name among the runners.</summary>
    public const string Name = "arm64-vm";

    /// <summary>How much longer a program takes than on this machine where qemu translates it, measured on amd64 (docs/vm.md).</summary>
    private const int Slowdown = 8;

    /// <summary>A runners.yaml with the machine as its only runner.</summary>
    public static string Yaml(MachineFolder folder, MachineState state) => string.Create(CultureInfo.InvariantCulture, $"""
        runners:
        - name: {Name}
          host: 127.0.0.1
          port: {state.Port}
          user: root
          key: {Quoted(folder.Key)}
          arch: arm64
          parallelism: {Math.Min(state.Cpus, 8)}
          workdir: /var/interopfuzz
          hostKeys: strict
          knownHosts: {Quoted(folder.KnownHosts)}{(state.Accelerator == "kvm" ? "" : $"\n  slowdown: {Slowdown}")}

        """);

    /// <summary>The command line of ssh; what is to run stands behind it. Nothing of the user's own configuration enters.</summary>
    public static IReadOnlyList<string> Ssh(MachineFolder folder, MachineState state) =>
    [
        "ssh", "-F", "none", "-i", folder.Key,
        "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", $"UserKnownHostsFile=\"{folder.KnownHosts}\"", "-o", "GlobalKnownHostsFile=/dev/null",
        "-o", "ConnectTimeout=10", "-o", "LogLevel=ERROR",
        "-p", state.Port.ToString(CultureInfo.InvariantCulture), "root@127.0.0.1",
    ];

    /// <summary>A text in YAML's single quotes.</summary>
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
