using System.Globalization;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Runners;

/// <summary>What a runner said of itself (probe.sh).</summary>
/// <param name="Workdir">The harness's folder there, absolute.</param>
/// <param name="Machine">Its architecture in the kernel's words.</param>
/// <param name="Kernel">Its kernel and release.</param>
/// <param name="IsRoot">Whether the user there is root.</param>
public sealed record RunnerFacts(string Workdir, string Machine, string Kernel, bool IsRoot)
{
    /// <summary>Its architecture; null when the harness knows none of that name.</summary>
    public Arch? Arch => Enum.GetValues<Arch>().Where(a => a.Machine() == Machine).Select(a => (Arch?)a).FirstOrDefault();

    /// <summary>Free space in the folder's file system, in bytes; null when it is not known.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Its processors; 0 when not known.</summary>
    public int Cores { get; init; }

    /// <summary>Its C library and version; empty when it has another one than GNU's.</summary>
    public string Libc { get; init; } = "";

    /// <summary>The processor's model; empty when not known.</summary>
    public string Cpu { get; init; } = "";

    /// <summary>bwrap's path; null when there is none that works.</summary>
    public string? Bubblewrap { get; init; }

    /// <summary>Why there is no sandbox; null when there is.</summary>
    public string? SandboxProblem { get; init; }

    /// <summary>Its Valgrind; null when it has none.</summary>
    public HostTool? Valgrind { get; init; }

    /// <summary>Its addr2line; null when it has none.</summary>
    public string? Addr2Line { get; init; }

    /// <summary>Its gdb; null when it has none.</summary>
    public HostTool? Gdb { get; init; }

    /// <summary>What holds programs there, in a word for results.</summary>
    public string Cage => Bubblewrap is null ? "limits" : "bubblewrap";

    /// <summary>Reads its words, one fact a line.</summary>
    public static RunnerFacts Read(IEnumerable<string> lines)
    {
        var facts = new Dictionary<string, string>();
        foreach (var line in lines)
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at) facts[line[..at]] = line[(at + 1)..].Trim();
        string? Get(string name) => facts.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        long? Number(string name) => long.TryParse(Get(name), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
        HostTool? Tool(string name) => Get(name)?.Split(' ', 2) is [var path, var version] ? new(path, version) : null;
        return new(Get("workdir") ?? "", Get("machine") ?? "", Get("kernel") ?? "", Get("uid") == "0")
        {
            FreeBytes = Number("free_kb") * 1024,
            Cores = (int)(Number("cores") ?? 0),
            Libc = Get("libc") ?? "",
            Cpu = Get("cpu") ?? "",
            Bubblewrap = Get("bwrap"),
            SandboxProblem = Get("bwrap") is null ? Get("no_sandbox") ?? "bubblewrap does not work there" : null,
            Valgrind = Tool("valgrind"),
            Gdb = Tool("gdb"),
            Addr2Line = Get("addr2line"),
        };
    }

    /// <summary>In a line for run.json.</summary>
    public override string ToString()
        => string.Join(", ", new[] { Machine, Kernel, Cpu, Libc, Valgrind?.VersionLine ?? "", Gdb?.VersionLine ?? "", Bubblewrap is null ? $"limits only: {SandboxProblem}" : "bubblewrap" }.Where(s => s.Length > 0));
}
