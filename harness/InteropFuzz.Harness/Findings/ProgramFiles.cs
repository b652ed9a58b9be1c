namespace InteropFuzz.Harness.Findings;

/// <summary>The files of a standalone program in a folder.</summary>
internal static class ProgramFiles
{
    /// <summary>Writes them into a new folder.</summary>
    /// <exception cref="InvalidDataException">A name leads out of the folder.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in files)
        {
            if (Path.IsPathRooted(name) || name.Split('/').Any(part => part is "" or "." or "..")) throw new InvalidDataException($"'{name}' is no name of a file in a program's folder");
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>All files of a folder; none where there is no folder.</summary>
    public static IReadOnlyDictionary<string, byte[]> Read(string folder)
        => !Directory.Exists(folder) ? new Dictionary<string, byte[]>()
            : Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .ToDictionary(f => Path.GetRelativePath(folder, f).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllBytes);
}
