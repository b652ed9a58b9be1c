// Title: Managed code and C call each other a hundred times
// Class: runtime-fatal-state
// Expect: clean
//
// The recursion ends.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial int call_back(delegate* unmanaged<int, int> callback, int n);

    // Every level is a frame of C and one of managed code.
    [UnmanagedCallersOnly]
    private static int Callback(int n) => n == 0 ? 0 : call_back(&Callback, n - 1) + 1;

    internal static void Main()
    {
        Console.WriteLine(call_back(&Callback, 100) > 0 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another depth");
    }
}
