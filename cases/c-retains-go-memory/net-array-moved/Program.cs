// Title: An address taken without pinning, and the collector moves the array while C has it
// Class: c-retains-go-memory
// Guilty: dotnet
// Expect: silent
//
// Unsafe.AsPointer gives an address and pins nothing. C calls back, the callback collects, the array moves down over the
// garbage, and C writes to where it was. No tool hears of it: the old place is still inside the managed heap.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void fill_after(byte* p, int n, delegate* unmanaged<void> between);

    [UnmanagedCallersOnly]
    private static void Between() => GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

    // What lies below it is garbage, so that a collection moves it down.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Above()
    {
        for (var i = 0; i < 100; i++) _ = new byte[1000];
        return new byte[64];
    }

    internal static void Main()
    {
        var data = Above();
        fill_after((byte*)Unsafe.AsPointer(ref data[0]), data.Length, &Between); // GUILTY
        Console.WriteLine(data[0] == 0x41 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: what C wrote is not in the array");
    }
}
