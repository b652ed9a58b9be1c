using System.Text;

namespace InteropFuzz.Harness.Storage;

/// <summary>Writes whole files so that a reader sees the old one or the new one, whatever happens in between.</summary>
public static class AtomicFile
{
    /// <summary>Writes aside, flushes to the disk, renames.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the old file is as it was.</exception>
    public static void Write(string path, string text)
    {
        var aside = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var stream = new FileStream(aside, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }
}
