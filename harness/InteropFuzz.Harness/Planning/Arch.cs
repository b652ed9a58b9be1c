using System.Runtime.InteropServices;

namespace InteropFuzz.Harness.Planning;

/// <summary>A GOARCH that the harness knows.</summary>
public enum Arch
{
    /// <summary>x86-64.</summary>
    Amd64,

    /// <summary>AArch64.</summary>
    Arm64,
}

/// <summary>Where a program runs.</summary>
public enum RunnerKind
{
    /// <summary>This machine, natively.</summary>
    Local,

    /// <summary>This machine, another architecture's code emulated for one process.</summary>
    QemuUser,

    /// <summary>Another machine, or a virtual one, over ssh.</summary>
    Ssh,
}

/// <summary>The words for <see cref="Arch"/> and <see cref="RunnerKind"/>.</summary>
public static class PlanWords
{
    /// <summary>The architecture of this machine.</summary>
    public static Arch HostArch => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? Arch.Arm64 : Arch.Amd64;

    /// <summary>GOARCH.</summary>
    public static string Name(this Arch arch) => arch == Arch.Arm64 ? "arm64" : "amd64";

    /// <summary>What is wrong with a word for an architecture; null when it is one.</summary>
    public static string? WrongArch(string word)
    {
        var known = Enum.GetValues<Arch>().Select(a => a.Name());
        return known.Contains(word) ? null : $"unknown architecture '{word}'; there are {string.Join(", ", known)}";
    }

    /// <summary>The kernel's word for it (uname -m), which GNU triplets and qemu's commands begin with and end in.</summary>
    public static string Machine(this Arch arch) => arch == Arch.Arm64 ? "aarch64" : "x86_64";

    /// <summary>Its GNU name, as in compilers' commands and folders of libraries.</summary>
    public static string Triplet(this Arch arch) => arch.Machine() + "-linux-gnu";

    /// <summary>The runner's word in selectors and results.</summary>
    public static string Name(this RunnerKind runner) => runner switch
    {
        RunnerKind.QemuUser => "qemu-user",
        RunnerKind.Ssh => "ssh",
        _ => "local",
    };
}
