namespace InteropFuzz.Cli;

/// <summary>Where this copy of InteropFuzz lies.</summary>
/// <param name="Root">The repository: the folder with InteropFuzz.sln.</param>
public sealed record Installation(string Root)
{
    /// <summary>The cases that come with it.</summary>
    public string Cases => Path.Combine(Root, "cases");

    /// <summary>Where runs are kept unless asked otherwise.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The launcher, once it is built.</summary>
    public string Launcher => Path.Combine(Root, "native", "build", "interopfuzz-launch");

    /// <summary>Looks upwards from the command's own folder.</summary>
    /// <exception cref="UsageException">The command was taken out of its repository.</exception>
    public static Installation Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "InteropFuzz.sln"))) return new(folder.FullName);
        throw new UsageException("this command does not lie in its repository: run bin/interopfuzz where ./build.sh made it", ExitCode.Missing);
    }
}
