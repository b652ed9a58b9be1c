using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Runners;

/// <summary>runners.yaml: the machines that are reached over ssh.</summary>
public static class RunnersFile
{
    /// <summary>Its usual name.</summary>
    public const string Name = "runners.yaml";

    /// <summary>Far more than any such file needs.</summary>
    private const long MostBytes = 1 << 20;

    /// <summary>Reads a file. Paths in it are relative to its folder.</summary>
    /// <exception cref="InvalidDataException">It is none; every mistake is listed with its line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<SshRunner> Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes }) throw new InvalidDataException($"{path}:1: this is more than a list of runners ever has");
        return Parse(File.ReadAllText(path), path, Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <param name="folder">What its paths are relative to.</param>
    /// <exception cref="InvalidDataException">It lists no runners.</exception>
    public static IReadOnlyList<SshRunner> Parse(string text, string file, string folder)
    {
        var form = new YamlForm(text, file);
        if (form.Errors.Count > 0) throw new InvalidDataException(string.Join('\n', form.Errors));
        if (form.Root is not { } root) throw new InvalidDataException($"{file}:1: there is nothing in it; it begins with 'runners:'");
        var runners = new RunnersReader(form, folder).Read(root);
        return form.Errors.Count == 0 ? runners : throw new InvalidDataException(string.Join('\n', form.Errors));
    }
}
