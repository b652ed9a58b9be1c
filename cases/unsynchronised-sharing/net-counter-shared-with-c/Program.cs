// Title: Managed code counts in memory that a thread of C counts in too
// Class: unsynchronised-sharing
// Guilty: dotnet
// Expect: silent | clean
// Repeat: 3
//
// ++ reads, adds and writes; C's atomic addition does not help against a partner that does not play along. There is no
// race detector for .NET, and ThreadSanitizer would see only one side.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void start(long* counter, int n);

    [LibraryImport("case")]
    private static partial void join();

    internal static void Main()
    {
        const int N = 2_000_000;
        var counter = (long*)NativeMemory.AllocZeroed(sizeof(long));
        start(counter, N);
        for (var i = 0; i < N; i++) (*counter)++; // GUILTY
        join();
        Console.WriteLine(*counter == 2 * N ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: counts are lost");
        NativeMemory.Free(counter);
    }
}
