// Title: A span over native memory is not used any more when that is freed
// Class: c-heap-ownership
// Expect: clean
//
// Free comes last.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe class Program
{
    internal static void Main()
    {
        const int Size = 64;
        var memory = NativeMemory.Alloc(Size);
        var view = new Span<byte>(memory, Size);
        var next = new Span<byte>(NativeMemory.Alloc(Size), Size);
        next.Fill(7);
        view.Fill(1);
        Console.WriteLine(next[0] == 7 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: the span writes into somebody else's memory");
        NativeMemory.Free(memory);
    }
}
