namespace InteropFuzz.Harness.Toolchains;

/// <summary>What all runners of an architecture that are reached over ssh have: a plan must not depend on which of them a cell meets.</summary>
/// <param name="Valgrind">Their oldest Valgrind; null when one has none.</param>
/// <param name="Addr2Line">Their addr2line; null when one has none, or has it elsewhere.</param>
/// <param name="Gdb">Their gdb; null when one has none.</param>
/// <param name="Slowdown">How much longer than here a program may take on the slowest.</param>
public sealed record FarTools(HostTool? Valgrind, string? Addr2Line, HostTool? Gdb, double Slowdown)
{
    /// <summary>What machines have in common.</summary>
    public static FarTools Common(IEnumerable<(double Slowdown, HostTool? Valgrind, string? Addr2Line, HostTool? Gdb)> machines)
    {
        var all = machines.ToList();
        var addr2line = all.Select(m => m.Addr2Line).Distinct().ToList();
        return new(
            Oldest("valgrind", all.Select(m => m.Valgrind)),
            addr2line is [var same] ? same : null,
            Oldest("gdb", all.Select(m => m.Gdb)),
            all.Max(m => m.Slowdown));
    }

    /// <summary>By its name: each has it where its PATH finds it.</summary>
    private static HostTool? Oldest(string name, IEnumerable<HostTool?> tools)
        => tools.Contains(null) ? null : tools.OfType<HostTool>().MinBy(t => t.Version)! with { Path = name };
}
