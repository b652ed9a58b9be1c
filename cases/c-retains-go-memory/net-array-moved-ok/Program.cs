// Title: An array that is fixed for as long as C has its address
// Class: c-retains-go-memory
// Expect: clean
//
// fixed pins the array until the block ends, and the block ends after the call.
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
        fixed (byte* p = data) fill_after(p, data.Length, &Between);
        Console.WriteLine(data[0] == 0x41 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: what C wrote is not in the array");
    }
}
