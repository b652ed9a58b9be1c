using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>interopfuzz.yaml: finds it and reads it.</summary>
public static class CheckConfigurationFile
{
    /// <summary>Its name.</summary>
    public const string Name = "interopfuzz.yaml";

    /// <summary>
    /// The file of a folder, or of the nearest folder above it up to the root that <see cref="CheckRoot"/> finds: what lies above is somebody else's.
    /// Null when there is none.
    /// </summary>
    public static string? Find(string folder) => Folders(folder).Select(f => Path.Combine(f, Name)).FirstOrDefault(File.Exists);

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

    /// <summary>The folder and those above it that still belong to the same project, the nearest first.</summary>
    private static IEnumerable<string> Folders(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var root = CheckRoot.Of(full);
        for (var at = full; at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
            if (at == root) yield break;
        }
    }
}
