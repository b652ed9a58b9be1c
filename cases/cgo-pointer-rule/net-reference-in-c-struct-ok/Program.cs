// Title: C keeps a copy of a struct with a handle to a managed object in it
// Class: cgo-pointer-rule
// Expect: clean
//
// A handle is a number, keeps the array alive, and finds it wherever it lies.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    private struct Order
    {
        internal nint Lines;
        internal int Number;
    }

    [LibraryImport("case")]
    private static partial void keep(void* order, int size);

    [LibraryImport("case")]
    private static partial void give_back(void* order, int size);

    // What lies below it is garbage, so that a collection moves it down.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int[] Above()
    {
        for (var i = 0; i < 100; i++) _ = new byte[1000];
        return [1, 2, 3];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Send(int[] lines)
    {
        var order = new Order { Lines = GCHandle.ToIntPtr(GCHandle.Alloc(lines)), Number = 7 };
        keep(&order, sizeof(Order));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object Receive()
    {
        Order order;
        give_back(&order, sizeof(Order));
        var handle = GCHandle.FromIntPtr(order.Lines);
        var lines = handle.Target!;
        handle.Free();
        return lines;
    }

    internal static void Main()
    {
        var lines = Above();
        Send(lines);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        var back = ReferenceEquals(Receive(), lines);
        GC.KeepAlive(lines);
        Console.WriteLine(back ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: what comes back from C is not the array that went there");
    }
}
