// Title: C keeps a copy of a struct with a managed reference in it
// Class: cgo-pointer-rule
// Guilty: dotnet
// Expect: silent
//
// The twin of a Go pointer in C memory. The marshaller refuses such a struct, and so does a pinned GCHandle; the address
// of a local variable asks nobody (the compiler warns: CS8500). C's copy of the reference is none for the collector: the
// array moves, and what comes back points to where it was.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    private struct Order
    {
        internal int[] Lines;
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
        var order = new Order { Lines = lines, Number = 7 };
        keep(&order, sizeof(Order)); // GUILTY
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object Receive()
    {
        Order order;
        give_back(&order, sizeof(Order));
        return order.Lines;
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
