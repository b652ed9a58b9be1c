// Title: A span over native memory is written after the memory was freed
// Class: c-heap-ownership
// Guilty: dotnet
// Expect: silent
// Expect asan: clean
//
// A Span knows an address and a length and keeps nothing alive. The next allocation gets the same memory, and the span
// writes into it. AddressSanitizer does not see what managed code writes, and gives freed memory out again so late that
// nobody is harmed.
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
        NativeMemory.Free(memory);
        var next = new Span<byte>(NativeMemory.Alloc(Size), Size);
        next.Fill(7);
        view.Fill(1); // GUILTY
        Console.WriteLine(next[0] == 7 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: the span writes into somebody else's memory");
    }
}
