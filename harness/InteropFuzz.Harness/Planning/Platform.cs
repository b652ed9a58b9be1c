using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Planning;

/// <summary>An architecture, and what runs its programs on this machine.</summary>
/// <param name="Arch">The architecture.</param>
/// <param name="Runner">The runner.</param>
public readonly record struct Platform(Arch Arch, RunnerKind Runner)
{
    /// <summary>The machine's own architecture runs natively, the other one is emulated.</summary>
    public static Platform Of(Arch arch, HostTools tools) => new(arch, arch == tools.Arch ? RunnerKind.Local : RunnerKind.QemuUser);

    /// <summary>Why this machine cannot run it now, with the way out; null when it can.</summary>
    public string? WhyNotHere(HostTools tools) => Runner == RunnerKind.QemuUser ? tools.Foreign is { } foreign ? foreign.WhyNot : "there is no emulator here" : null;
}
