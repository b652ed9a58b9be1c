using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>What a user names: a fuzz function of a package.</summary>
public sealed record PackageRequest
{
    /// <summary>The package: a folder, or what the go command takes.</summary>
    public required string Package { get; init; }

    /// <summary>The fuzz function.</summary>
    public required string Function { get; init; }

    /// <summary>The Go release that reads the package; targets build with any.</summary>
    public required GoToolchain Toolchain { get; init; }

    /// <summary>Where the go command runs, unless the package is a folder.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>The C library that is built from source; null for the system's.</summary>
    public LibrarySource? Library { get; init; }
}
