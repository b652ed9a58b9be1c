// Title: Managed code and C call each other without end
// Class: runtime-fatal-state
// Guilty: dotnet
// Expect: dotnet/stack-overflow
//
// Each crossing in each direction takes its frame. The runtime ends the process when the guard page is met, on whichever
// side.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial int call_back(delegate* unmanaged<int, int> callback, int n);

    // Every level is a frame of C and one of managed code.
    [UnmanagedCallersOnly]
    private static int Callback(int n) => n == 0 ? 0 : call_back(&Callback, n - 1) + 1; // GUILTY

    internal static void Main()
    {
        Console.WriteLine(call_back(&Callback, int.MaxValue) > 0 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another depth");
    }
}
