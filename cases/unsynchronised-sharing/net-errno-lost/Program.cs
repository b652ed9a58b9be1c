// Title: errno is read after the runtime has used it itself
// Class: unsynchronised-sharing
// Guilty: dotnet
// Expect: silent
//
// errno belongs to the thread, and the runtime makes system calls of its own on that thread before the next managed line
// runs. Without SetLastError nobody saves it, and Marshal.GetLastPInvokeError says what some earlier call left: nothing.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case")]
    private static partial int open_device();

    internal static void Main()
    {
        const int NoSuchDevice = 6; // ENXIO
        var result = open_device();
        var error = Marshal.GetLastPInvokeError(); // GUILTY
        Console.WriteLine(result == -1 && error == NoSuchDevice ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: errno is {error}, not {NoSuchDevice}");
    }
}
