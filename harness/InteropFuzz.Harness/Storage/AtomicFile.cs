using System.Text;

namespace InteropFuzz.Harness.Storage;

/// <summary>Writes whole files so that a reader sees the old one or the new one, whatever happens in between.</summary>
public static class AtomicFile
{
    /// <summary>Writes aside, flushes to the disk, renames. A device, a pipe or a terminal is written to as it is: renaming would replace it.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the old file is as it was.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The same with bytes.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the old file is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (WroteToDevice(path, bytes)) return;
        var aside = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var stream = new FileStream(aside, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
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

    /// <summary>Writes to what is no file: anything of /dev (stdout, null), a named pipe. False when a file is there, or nothing.</summary>
    private static bool WroteToDevice(string path, ReadOnlySpan<byte> bytes)
    {
        if (!File.Exists(path)) return false;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
        if (stream.CanSeek && !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal)) return false;
        stream.Write(bytes);
        return true;
    }
}
