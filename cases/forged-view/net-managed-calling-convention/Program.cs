// Title: C calls back through a function pointer with the managed calling convention
// Class: forged-view
// Guilty: dotnet
// Expect: silent
//
// The address of a managed method is a number like any other, and on amd64 C can call it: arguments and result are in
// the same registers. What UnmanagedCallersOnly adds is missing. The runtime still takes the thread for one that runs C,
// does not stop it for a collection and does not look for references in the callback: the array moves, and the callback
// writes to where it was.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

internal static unsafe partial class Program
{
    private const int Running = 1, Collected = 2;

    private static int s_stage;
    private static byte[]? s_data;

    [LibraryImport("case")]
    private static partial void call_back(nint callback);

    // What lies below it is garbage, so that a collection moves it down.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Above()
    {
        for (var i = 0; i < 100; i++) _ = new byte[1000];
        return new byte[64];
    }

    private static void Fill()
    {
        var data = s_data = Above();
        Volatile.Write(ref s_stage, Running);
        while (Volatile.Read(ref s_stage) != Collected)
        {
        }
        data[0] = 0x41;
    }

    private static void Collect()
    {
        while (Volatile.Read(ref s_stage) != Running) Thread.Yield();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Volatile.Write(ref s_stage, Collected);
    }

    internal static void Main()
    {
        var collector = new Thread(Collect);
        collector.Start();
        delegate*<void> callback = &Fill; // GUILTY
        call_back((nint)callback);
        collector.Join();
        Console.WriteLine(s_data![0] == 0x41 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: what the callback wrote is not in the array");
    }
}
