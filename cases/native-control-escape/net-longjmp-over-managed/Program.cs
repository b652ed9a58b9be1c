// Title: C jumps out over the frames of a managed callback
// Class: native-control-escape
// Guilty: c
// Expect: silent
//
// longjmp does not know of managed frames: their finally blocks do not run, and the runtime goes on believing that they
// are on the stack.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    private static int s_finallies;

    [LibraryImport("case")]
    private static partial int guarded(delegate* unmanaged<void> callback);

    [LibraryImport("case")]
    private static partial void fail();

    [UnmanagedCallersOnly]
    private static void Callback()
    {
        try
        {
            fail();
        }
        finally
        {
            s_finallies++;
        }
    }

    internal static void Main()
    {
        var failed = guarded(&Callback);
        GC.Collect();
        Console.WriteLine(failed == 1 && s_finallies == 1 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: C failed {failed} time(s), and {s_finallies} finally block(s) ran");
    }
}
