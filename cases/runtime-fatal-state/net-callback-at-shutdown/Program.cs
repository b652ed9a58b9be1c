// Title: At exit C waits for a thread that still calls managed code
// Class: runtime-fatal-state
// Guilty: unknown
// Expect: clean
// Deadline: 3s
//
// The library joins its thread when the process ends, and the thread makes one more callback meanwhile. Runtimes have been
// said to stop every thread at that door for ever, which would be a deadlock. .NET 10 lets it in: Main has returned, the exit
// handlers of C run, and managed code still answers.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void start(delegate* unmanaged<void> callback);

    [LibraryImport("case")]
    private static partial void stop();

    [UnmanagedCallersOnly]
    private static void Tick()
    {
    }

    internal static void Main()
    {
        start(&Tick);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
