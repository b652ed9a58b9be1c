// Title: C fills native memory to its end
// Class: spatial-overrun
// Expect: clean
//
// The length is what was allocated.
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
        fill(memory, Size);
        NativeMemory.Free(memory);
        NativeMemory.Free(next);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
