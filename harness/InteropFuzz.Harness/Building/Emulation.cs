using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>What builds and runs another architecture's programs on this machine: a cross compiler and qemu-user.</summary>
public static class Emulation
{
    private const string CrossGcc = "aarch64-linux-gnu-gcc";
    private const string Qemu = "qemu-aarch64";

    /// <summary>Why programs cannot be built and run for that architecture here; null when they can.</summary>
    public static string? WhyNot(Arch arch)
        => arch == PlanWords.HostArch ? null
            : arch == Arch.Amd64 ? "amd64 is not emulated on arm64"
            : HostPath.FindProgram(CrossGcc) is null ? $"{CrossGcc} is not installed (Debian: gcc-aarch64-linux-gnu)"
            : HostPath.FindProgram(Qemu) is null ? $"{Qemu} is not installed (Debian: qemu-user)"
            : null;

    /// <summary>The C compiler for it; null for this machine's own.</summary>
    public static string? Compiler(Arch arch) => arch == PlanWords.HostArch ? null : CrossGcc;

    /// <summary>The command in front of its programs; empty for this machine's own.</summary>
    public static IReadOnlyList<string> Wrapper(Arch arch) => arch == PlanWords.HostArch ? [] : [Qemu, "-L", "/usr/aarch64-linux-gnu"];

    /// <summary>Where its programs run.</summary>
    public static RunnerKind Runner(Arch arch) => arch == PlanWords.HostArch ? RunnerKind.Local : RunnerKind.QemuUser;
}
