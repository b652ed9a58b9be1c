namespace InteropFuzz.Harness.Running;

/// <summary>A folder for one try outside the sandbox; what the program leaves in it goes away with it.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("interopfuzz-").FullName;

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
