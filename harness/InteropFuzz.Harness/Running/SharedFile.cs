using Microsoft.Win32.SafeHandles;

namespace InteropFuzz.Harness.Running;

/// <summary>Reads files that an untrusted program left in a folder that it shares with the harness.</summary>
public static class SharedFile
{
    /// <summary>
    /// The bytes of a file, or null when it is none that the program could have written itself: a link to somewhere else, a pipe, a device,
    /// longer than allowed, gone.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">The most bytes it may have.</param>
    public static byte[]? Read(string path, int longest)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is not null) return null;
            // For writing too: then a pipe does not wait for its other end.
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (!IsAt(file, path) || RandomAccess.GetLength(file) is var length && (length < 0 || length > longest)) return null;
            var bytes = new byte[length];
            return bytes[..RandomAccess.Read(file, bytes, 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether what was opened is what the path says: a link may have taken its place in between.</summary>
    private static bool IsAt(SafeFileHandle file, string path)
        => !OperatingSystem.IsLinux() || File.ResolveLinkTarget($"/proc/self/fd/{file.DangerousGetHandle()}", returnFinalTarget: false)?.FullName == Path.GetFullPath(path);
}
