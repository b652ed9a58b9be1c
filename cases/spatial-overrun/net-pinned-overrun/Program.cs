// Title: C writes past the end of a pinned array, over the head of the next object
// Class: spatial-overrun
// Guilty: dotnet
// Expect: signal/bare/SIGSEGV
//
// Behind the array lies another object, which begins with the address of its type. The next collection follows what C
// has written there. Neither side checks: the length that C was given is the caller's mistake.
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
        fill((byte*)Unsafe.AsPointer(ref data[0]), data.Length + 32); // GUILTY
        GC.Collect();
        GC.KeepAlive(next);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
