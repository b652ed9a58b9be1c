// Title: C keeps the address of an array that a pinned handle holds in its place
// Class: c-retains-go-memory
// Expect: clean
//
// GCHandle of type Pinned holds the array until C is done with it.
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
        var pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        keep((byte*)pin.AddrOfPinnedObject());
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        write_kept(0x41);
        pin.Free();
        Console.WriteLine(data[0] == 0x41 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: what C wrote is not in the array");
    }
}
