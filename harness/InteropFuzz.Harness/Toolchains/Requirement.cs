using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>Something of this machine that the harness uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="For">What it is used for.</param>
/// <param name="Found">Where it is and which version; null when it is missing or does not work.</param>
/// <param name="Packages">Debian packages that bring it.</param>
/// <param name="Problem">Why it does not work although it is there; null otherwise.</param>
public sealed record Requirement(string Name, string For, string? Found, IReadOnlyList<string> Packages, string? Problem = null)
{
    /// <summary>Whether it is there and this machine forbids what it does (namespaces, for the sandbox): no package mends that.</summary>
    public bool CannotBeInstalled { get; init; }

    /// <summary>The command that brings it.</summary>
    public string Mend => $"apt-get install {string.Join(' ', Packages)}";
}

/// <summary>The list of what the harness uses, for `doctor` and `setup`.</summary>
public static class Requirements
{
    /// <summary>Looks at this machine.</summary>
    public static IReadOnlyList<Requirement> Check(HostTools tools) =>
    [
        new("gcc", "cgo", Say(tools.Gcc), ["gcc", "libc6-dev"]),
        new("g++", "cases with C++", Say(tools.Gxx), ["g++"]),
        new("make", "building the launcher", HostPath.FindProgram("make"), ["make"]),
        new("clang", "msan", tools.ClangHasMsan ? Say(tools.Clang) : null, ["clang-19", "libclang-rt-19-dev"],
            tools is { Clang: not null, ClangHasMsan: false } ? $"{tools.Clang.Path} has no MemorySanitizer runtime" : null),
        new("libFuzzer", "fuzzing", tools.ClangHasFuzzer ? Say(tools.Clang) : null, ["clang-19", "libclang-rt-19-dev"],
            tools is { Clang: not null, ClangHasFuzzer: false } ? $"{tools.Clang.Path} has no libFuzzer runtime" : null),
        new("libclang", "reading C headers (bindings)", LibclangFile.Find(), ["libclang1-19", "libclang-common-19-dev"]),
        new("valgrind", "valgrind", Say(tools.Valgrind), ["valgrind"]),
        new("gdb", "C frames of programs that die in C, and core files", Say(tools.Gdb), ["gdb"]),
        new("cross gcc", $"programs for {tools.Foreign?.Arch.Name()}", Say(tools.Foreign?.Gcc), ForeignTools.CompilerPackages(tools.Foreign?.Arch ?? Arch.Arm64)),
        new("cross g++", $"cases with C++ for {tools.Foreign?.Arch.Name()}", Say(tools.Foreign?.Gxx), [ForeignTools.GxxPackage(tools.Foreign?.Arch ?? Arch.Arm64)]),
        new("qemu-user", $"programs for {tools.Foreign?.Arch.Name()}", Say(tools.Foreign?.Qemu), [ForeignTools.QemuPackage]),
        new("ssh", "runners on other machines", HostPath.FindProgram("ssh"), ["openssh-client"]),
        new("bubblewrap", "the sandbox", Say(tools.Bubblewrap), ["bubblewrap"],
            tools.SandboxProblem) { CannotBeInstalled = tools.SandboxProblem is not null && HostPath.FindProgram("bwrap") is not null },
    ];

    private static string? Say(HostTool? tool) => tool is null ? null : $"{tool.VersionLine} ({tool.Path})";
}
