// Title: Managed code and C both count atomically
// Class: unsynchronised-sharing
// Expect: clean
//
// Interlocked on one side, __atomic on the other.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;
using System.Threading;

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
        for (var i = 0; i < N; i++) Interlocked.Increment(ref *counter);
        join();
        Console.WriteLine(*counter == 2 * N ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: counts are lost");
        NativeMemory.Free(counter);
    }
}
