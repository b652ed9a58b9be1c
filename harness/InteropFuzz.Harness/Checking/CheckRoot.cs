namespace InteropFuzz.Harness.Checking;

/// <summary>Finds the folder that files are named relative to.</summary>
public static class CheckRoot
{
    /// <summary>The nearest folder upwards with a .git; else the one with a go.work or go.mod; else the folder itself.</summary>
    public static string Of(string folder)
        => Up(folder, f => Path.Exists(Path.Combine(f, ".git"))) ?? Up(folder, f => File.Exists(Path.Combine(f, "go.work"))) ?? Up(folder, f => File.Exists(Path.Combine(f, "go.mod"))) ?? folder;

    /// <summary>Whether a folder belongs to a module or a workspace.</summary>
    public static bool HasModule(string folder) => Up(folder, f => File.Exists(Path.Combine(f, "go.work")) || File.Exists(Path.Combine(f, "go.mod"))) is not null;

    private static string? Up(string folder, Func<string, bool> holds)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
            if (holds(at)) return at;
        return null;
    }
}
