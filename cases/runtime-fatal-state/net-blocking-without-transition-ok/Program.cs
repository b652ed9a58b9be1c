// Title: A function that waits is called with the transition
// Class: runtime-fatal-state
// Expect: clean
//
// In C the thread is out of the collector's way.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;
using System.Threading;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void wait_for_event();

    [LibraryImport("case")]
    private static partial void set_event();

    internal static void Main()
    {
        var setter = new Thread(() =>
        {
            // Somebody else needs the collector while this thread waits in C.
            Thread.Sleep(100);
            GC.Collect();
            set_event();
        });
        setter.Start();
        wait_for_event();
        setter.Join();
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
