namespace InteropFuzz.Harness.Toolchains;

/// <summary>What all runners of an architecture that are reached over ssh have: a plan must not depend on which of them a cell meets.</summary>
/// <param name="Valgrind">Their oldest Valgrind; null when one has none.</param>
/// <param name="Addr2Line">Their addr2line; null when one has none, or has it elsewhere.</param>
/// <param name="Slowdown">How much longer than here a program may take on the slowest.</param>
public sealed record FarTools(HostTool? Valgrind, string? Addr2Line, double Slowdown)
{
    /// <summary>What machines have in common.</summary>
    public static FarTools Common(IEnumerable<(double Slowdown, HostTool? Valgrind, string? Addr2Line)> machines)
    {
        var all = machines.ToList();
        var addr2line = all.Select(m => m.Addr2Line).Distinct().ToList();
        return new(
            // By its name: each has it where its PATH finds it.
            all.TrueForAll(m => m.Valgrind is not null) ? all.Select(m => m.Valgrind!).MinBy(v => v.Version)! with { Path = "valgrind" } : null,
            addr2line is [var same] ? same : null,
            all.Max(m => m.Slowdown));
    }
}
