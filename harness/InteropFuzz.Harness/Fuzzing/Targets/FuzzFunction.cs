namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>A fuzz function of a user's package, with all that is known of it before anything is built.</summary>
public sealed record FuzzFunction
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The package.</summary>
    public required GoPackage Package { get; init; }

    /// <summary>Whether it stands in the external test package.</summary>
    public required bool IsExternal { get; init; }

    /// <summary>The package and all others that it and its tests are made of, Go's own apart.</summary>
    public required IReadOnlyList<GoPackage> Packages { get; init; }

    /// <summary>Whether there is a TestMain, and in which of the two packages: false for the package itself, true for the external one.</summary>
    public bool? TestMainIsExternal { get; init; }

    /// <summary>The test files with nothing but what it needs and another testing, by their paths.</summary>
    public required IReadOnlyDictionary<string, string> Tests { get; init; }

    /// <summary>Files of the packages that use testing and are no tests, with another testing, by their paths.</summary>
    public required IReadOnlyDictionary<string, string> Others { get; init; }

    /// <summary>For a package main, its Go files with another package clause, by their paths; empty else.</summary>
    public required IReadOnlyDictionary<string, string> OfMain { get; init; }

    /// <summary>Whether the package is a program, which no other can import.</summary>
    public bool IsMain => Package.Name == "main";

    /// <summary>Where Go keeps its corpus.</summary>
    public string CorpusFolder => Path.Combine(Package.Dir, "testdata", "fuzz", Name);

    /// <summary>Whether a file belongs to the external test package.</summary>
    public bool IsOfExternal(string file) => Package.XTestGoFiles.Contains(Path.GetFileName(file));
}
