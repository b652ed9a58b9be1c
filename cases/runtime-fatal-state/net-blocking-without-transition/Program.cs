// Title: SuppressGCTransition on a function that waits
// Class: runtime-fatal-state
// Guilty: dotnet
// Expect: timeout
// Deadline: 3s
//
// Without the transition the thread counts as running managed code while it is in C, so that a collection on another
// thread waits for it; and it waits for that other thread. The attribute is for functions of less than a microsecond
// that never wait.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;
using System.Threading;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    [SuppressGCTransition] // GUILTY
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
