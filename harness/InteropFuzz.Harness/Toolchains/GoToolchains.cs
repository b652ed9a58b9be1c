namespace InteropFuzz.Harness.Toolchains;

/// <summary>Finds the Go distributions of this machine.</summary>
public static class GoToolchains
{
    /// <summary>What `run` uses when nothing else is asked for.</summary>
    public static IReadOnlyList<GoVersion> Defaults { get; } = [new(24), new(27)];

    /// <summary>All that are there, oldest first. Of two with the same version the cache's own wins, then PATH's.</summary>
    public static IReadOnlyList<GoToolchain> Find(CacheFolder cache)
    {
        var found = Candidates(cache)
            .Select(c => GoToolchain.At(c.Root, c.Origin))
            .OfType<GoToolchain>();
        return [.. found.DistinctBy(t => t.Version).OrderBy(t => t.Version)];
    }

    /// <summary>The newest patch release of a minor release, or exactly the asked patch.</summary>
    public static GoToolchain? Pick(IEnumerable<GoToolchain> found, GoVersion wanted)
        => found.Where(t => t.Version.Minor == wanted.Minor && (wanted.Patch < 0 || t.Version.Patch == wanted.Patch))
            .MaxBy(t => t.Version);

    /// <summary>The newest patch of each minor release, oldest first.</summary>
    public static IReadOnlyList<GoToolchain> Newest(IEnumerable<GoToolchain> found)
        => [.. found.GroupBy(t => t.Version.Minor).Select(g => g.MaxBy(t => t.Version)!).OrderBy(t => t.Version)];

    /// <summary>Those of <see cref="Defaults"/> that are not there.</summary>
    public static IEnumerable<GoVersion> MissingDefaults(IReadOnlyList<GoToolchain> found) => Defaults.Where(v => Pick(found, v) is null);

    private static IEnumerable<(string Root, string Origin)> Candidates(CacheFolder cache)
    {
        foreach (var folder in Folders(cache.Toolchains, "go-*"))
        {
            // Debian's packages keep their own layout below the folder they are unpacked into.
            foreach (var root in Folders(Path.Combine(folder, "usr", "lib"), "go-*")) yield return (root, "cache");
            yield return (folder, "cache");
        }
        if (HostPath.FindProgram("go") is { } go && Path.GetDirectoryName(Path.GetDirectoryName(HostPath.Real(go))) is { } onPath)
            yield return (onPath, "PATH");
        yield return ("/usr/local/go", "system");
        foreach (var root in Folders("/usr/lib", "go-*")) yield return (root, "system");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        foreach (var root in Folders(Path.Combine(home, "sdk"), "go*")) yield return (root, "system");
    }

    private static IEnumerable<string> Folders(string below, string pattern)
    {
        try
        {
            return Directory.Exists(below) ? Directory.GetDirectories(below, pattern).Order(StringComparer.Ordinal) : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
