// Title: C fills a pinned array to its end
// Class: spatial-overrun
// Expect: clean
//
// The length is the array's own.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void fill(byte* p, int n);

    internal static void Main()
    {
        var data = GC.AllocateArray<byte>(64, pinned: true);
        var next = GC.AllocateArray<byte>(64, pinned: true);
        fill((byte*)Unsafe.AsPointer(ref data[0]), data.Length);
        GC.Collect();
        GC.KeepAlive(next);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
