// Title: errno is saved by the stub before anything else runs
// Class: unsynchronised-sharing
// Expect: clean
//
// SetLastError = true.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case", SetLastError = true)]
    private static partial int open_device();

    internal static void Main()
    {
        const int NoSuchDevice = 6; // ENXIO
        var result = open_device();
        var error = Marshal.GetLastPInvokeError();
        Console.WriteLine(result == -1 && error == NoSuchDevice ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: errno is {error}, not {NoSuchDevice}");
    }
}
