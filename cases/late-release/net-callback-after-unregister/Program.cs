// Title: A thread of C makes one more call after the callback was unregistered
// Class: late-release
// Guilty: c
// Expect: dotnet/delegate-collected
//
// unregister forgets the callback and returns, although the thread has loaded it already and is about to call. The
// program may let go of its delegate now, does, and is called on a foreign thread.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    private delegate void Tick();

    [LibraryImport("case")]
    private static partial void start(nint callback);

    // Returns when the thread of C is about to call.
    [LibraryImport("case")]
    private static partial void wait_until_loaded();

    [LibraryImport("case")]
    private static partial void unregister();

    [LibraryImport("case")]
    private static partial void finish();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseOnce()
    {
        var count = Environment.ProcessorCount;
        Tick tick = () => count++;
        start(Marshal.GetFunctionPointerForDelegate(tick));
        wait_until_loaded();
        unregister();
        GC.KeepAlive(tick);
    }

    internal static void Main()
    {
        UseOnce();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finish();
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
