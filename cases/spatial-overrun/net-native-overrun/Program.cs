// Title: C writes past the end of memory from NativeMemory.Alloc
// Class: spatial-overrun
// Guilty: dotnet
// Expect: libc-abort/invalid-size
// Expect asan: asan/heap-buffer-overflow
//
// NativeMemory.Alloc is malloc, so that the first thing behind the block is the size of the next one. glibc compares
// sizes when a block is freed.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void fill(byte* p, int n);

    internal static void Main()
    {
        // Too long for glibc's caches of small blocks, which do not look at what follows a block.
        const int Size = 2000;
        var memory = (byte*)NativeMemory.Alloc(Size);
        var next = NativeMemory.Alloc(Size);
        fill(memory, Size + 32); // GUILTY
        NativeMemory.Free(memory);
        NativeMemory.Free(next);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
