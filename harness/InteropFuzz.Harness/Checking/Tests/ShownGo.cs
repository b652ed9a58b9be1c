using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>What tests are shown of the Go release that built them: it may lie in a home that they cannot look into.</summary>
/// <param name="Folder">The folder that holds all of it. A distribution's GOROOT has links to files beside it (Debian: lib/go-1.27/src to share/go-1.27/src).</param>
/// <param name="Below">GOROOT relative to it.</param>
public readonly record struct ShownGo(string Folder, string Below)
{
    private const string System = "/usr/";

    /// <summary>What is to be shown of a release; null for one of the system, which everybody sees.</summary>
    public static ShownGo? Of(GoToolchain toolchain)
    {
        if (toolchain.Root.StartsWith(System, StringComparison.Ordinal)) return null;
        var sources = HostPath.Real(Path.Combine(toolchain.Root, "src"));
        var folder = toolchain.Root;
        while (Path.GetRelativePath(folder, sources).StartsWith("..", StringComparison.Ordinal)) folder = Path.GetDirectoryName(folder)!;
        return folder == "/" ? null : new(folder, Path.GetRelativePath(folder, toolchain.Root));
    }
}
