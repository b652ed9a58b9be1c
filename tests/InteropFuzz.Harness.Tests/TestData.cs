namespace InteropFuzz.Harness.Tests;

/// <summary>Files beside the tests, and folders that go away with them.</summary>
internal static class TestData
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    public static string Launcher => Path.Combine(Root, "native", "build", "interopfuzz-launch");

    /// <summary>The rows of a tab-separated table, comments and empty lines left out.</summary>
    public static IEnumerable<string[]> Table(string name)
        => File.ReadLines(Path.Combine(Folder, name)).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));

    public static string TemporaryFolder()
        => Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "InteropFuzz.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests do not lie in the repository");
    }
}
