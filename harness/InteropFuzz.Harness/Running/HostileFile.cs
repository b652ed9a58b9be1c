using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace InteropFuzz.Harness.Running;

/// <summary>Reads files that a hostile program may have put into a folder it shares with the harness: it may be a pipe, a link to anywhere, or endless.</summary>
public static class HostileFile
{
    // <fcntl.h> of Linux; the same on both architectures but for O_NOFOLLOW.
    private const int NonBlock = 0x800, CloseOnExec = 0x80000;
    private static readonly int s_noFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>The bytes of a plain file; null when it is gone, is none, or is longer than allowed.</summary>
    public static byte[]? Read(string path, int most)
    {
        // A plain FileStream would follow a link, and wait for ever on a pipe.
        using var file = new SafeFileHandle(Open(path, NonBlock | CloseOnExec | s_noFollow), ownsHandle: true);
        if (file.IsInvalid) return null;
        try
        {
            // Throws for a pipe; reading a folder fails.
            var length = RandomAccess.GetLength(file);
            if (length > most) return null;
            var bytes = new byte[length];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), read) is > 0 and var more) read += more;
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
