namespace InteropFuzz.Harness.Toolchains;

/// <summary>Where InteropFuzz keeps what is costly to make again: toolchains, Go's build cache, built programs, C frames.</summary>
/// <param name="Root">The folder; made when first written to.</param>
public sealed record CacheFolder(string Root)
{
    /// <summary>One folder for each unpacked Go release.</summary>
    public string Toolchains => Path.Combine(Root, "toolchains");

    /// <summary>A newer qemu-user than the system's, unpacked.</summary>
    public string Qemu => Path.Combine(Root, "qemu-user");

    /// <summary>The ARM64 virtual machine.</summary>
    public string Machine => Path.Combine(Root, "vm-arm64");

    /// <summary>GOCACHE of every build.</summary>
    public string GoBuild => Path.Combine(Root, "go-build");

    /// <summary>One folder for each finished build unit, named by its key.</summary>
    public string Units => Path.Combine(Root, "units");

    /// <summary>What gdb said of programs that die in C, one file for each.</summary>
    public string Frames => Path.Combine(Root, "frames");

    /// <summary><c>INTEROPFUZZ_CACHE</c>, else <c>interopfuzz</c> below <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>.</summary>
    public static CacheFolder Default()
    {
        if (Environment.GetEnvironmentVariable("INTEROPFUZZ_CACHE") is { Length: > 0 } named) return new(Path.GetFullPath(named));
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new(Path.Combine(caches, "interopfuzz"));
    }
}
