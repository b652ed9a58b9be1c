// Title: C calls back through a function pointer with its own calling convention
// Class: forged-view
// Expect: clean
//
// UnmanagedCallersOnly: the thread becomes the runtime's on the way in, a collection stops it and tells the callback
// where the array went.
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

    [UnmanagedCallersOnly]
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
        delegate* unmanaged<void> callback = &Fill;
        call_back((nint)callback);
        collector.Join();
        Console.WriteLine(s_data![0] == 0x41 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: what the callback wrote is not in the array");
    }
}
