namespace InteropFuzz.Harness.Running;

/// <summary>A folder for one try outside the sandbox; what the program leaves in it goes away with it.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("interopfuzz-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A new file in it which the user that a sandboxed program gets can read, once it is shown there.</summary>
    public FileStream Create(string name)
    {
        var file = new FileStream(PathOf(name), FileMode.CreateNew, FileAccess.Write);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)0b110_100_100);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The program made something undeletable; the system cleans its temporary folder.
        }
    }
}
