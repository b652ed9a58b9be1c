namespace InteropFuzz.Cli.Adoption;

/// <summary>Writes files that must not be there yet: all of them or none.</summary>
public static class NewFiles
{
    /// <summary>Writes them with their folders.</summary>
    /// <param name="files">By path, the text.</param>
    /// <exception cref="UsageException">One is already there; nothing was written.</exception>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; what was written is gone again.</exception>
    public static void Write(IReadOnlyDictionary<string, string> files)
    {
        // A folder with anything in it would mix two cases.
        if (files.Keys.Where(f => File.Exists(f) || (Path.GetFileName(f) == "main.go" && Directory.Exists(Path.GetDirectoryName(f)))).ToList() is [var first, ..])
            throw new UsageException($"{Terminal.ShortPath(first)} or its folder is already there, and nothing is overwritten; choose another name");
        var written = new List<string>();
        try
        {
            foreach (var (path, text) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var stream = new FileStream(path, FileMode.CreateNew);
                written.Add(path);
                using var writer = new StreamWriter(stream);
                writer.Write(text);
            }
        }
        catch
        {
            written.ForEach(File.Delete);
            throw;
        }
    }
}
