using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Planning;

/// <summary>An architecture, and what runs its programs on this machine.</summary>
/// <param name="Arch">The architecture.</param>
/// <param name="Runner">The runner.</param>
public readonly record struct Platform(Arch Arch, RunnerKind Runner)
{
    /// <summary>An architecture with runners over ssh runs there; else the machine's own runs natively and the other one is emulated.</summary>
    public static Platform Of(Arch arch, HostTools tools)
        => new(arch, tools.Far.ContainsKey(arch) ? RunnerKind.Ssh : arch == tools.Arch ? RunnerKind.Local : RunnerKind.QemuUser);

    /// <summary>Why this machine cannot build or run it now, with the way out; null when it can.</summary>
    public string? WhyNotHere(HostTools tools) => Runner switch
    {
        RunnerKind.QemuUser => tools.Foreign is { } foreign ? foreign.WhyNot : "there is no emulator here",
        RunnerKind.Ssh when Arch != tools.Arch => tools.Foreign is { } foreign ? foreign.WhyNoGcc : "there is no cross compiler here",
        _ => null,
    };
}
