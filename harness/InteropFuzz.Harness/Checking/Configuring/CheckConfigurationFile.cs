using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>interopfuzz.yaml: finds it and reads it.</summary>
public static class CheckConfigurationFile
{
    /// <summary>Its name.</summary>
    public const string Name = "interopfuzz.yaml";

    /// <summary>
    /// The file of a folder, or of the nearest folder above it within the repository; outside of a repository within the outermost module or
    /// workspace. Null when there is none.
    /// </summary>
    public static string? Find(string folder) => Folders(folder).Select(f => Path.Combine(f, Name)).FirstOrDefault(File.Exists);

    /// <summary>Where the file belongs when there is none: the root of the repository, else of the outermost module or workspace, else the folder itself.</summary>
    public static string Home(string folder) => Folders(folder)[^1];

    /// <summary>The configuration for a folder; one that decides nothing when there is no file.</summary>
    /// <exception cref="FileErrorsException">The file is wrong.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CheckConfiguration For(string folder) => Find(folder) is { } file ? Read(file) : new(Home(folder));

    /// <summary>Reads a file. Paths in it are relative to its folder.</summary>
    /// <exception cref="FileErrorsException">It is wrong; every mistake is listed with its line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CheckConfiguration Read(string path)
    {
        var full = Path.GetFullPath(path);
        return Parse(File.ReadAllText(full), path, Path.GetDirectoryName(full)!) with { File = full };
    }

    /// <summary>Reads a text; one without anything in it decides nothing.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <param name="folder">What its paths are relative to.</param>
    /// <exception cref="FileErrorsException">It is wrong.</exception>
    public static CheckConfiguration Parse(string text, string file, string folder)
    {
        var form = new YamlForm(text, file);
        var read = form.Root is { } root ? new CheckConfigurationReader(form, folder).Read(root) : new(folder);
        return form.Errors.Count == 0 ? read : throw new FileErrorsException(form.Errors);
    }

    /// <summary>The folder and those above it that still belong to the same project.</summary>
    private static IReadOnlyList<string> Folders(string folder)
    {
        var folders = new List<string>();
        for (var at = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)); at is not null; at = Path.GetDirectoryName(at)) folders.Add(at);
        var root = folders.FindIndex(f => Path.Exists(Path.Combine(f, ".git")));
        if (root < 0) root = Math.Max(0, folders.FindLastIndex(f => File.Exists(Path.Combine(f, "go.mod")) || File.Exists(Path.Combine(f, "go.work"))));
        return folders[..(root + 1)];
    }
}
