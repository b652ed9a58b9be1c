// Title: C keeps a pointer from a fixed block past its end and writes through it later
// Class: c-retains-go-memory
// Guilty: dotnet
// Expect: silent
//
// The array is pinned inside the block only. C keeps the address, a collection moves the array, and the write of the
// next call lands where nothing is any more.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void keep(byte* p);

    [LibraryImport("case")]
    private static partial void write_kept(byte value);

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
        fixed (byte* p = data) keep(p); // GUILTY
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        write_kept(0x41);
        Console.WriteLine(data[0] == 0x41 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: what C wrote is not in the array");
    }
}
