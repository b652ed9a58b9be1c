// Title: Marshal.FreeHGlobal frees the same memory twice
// Class: c-heap-ownership
// Guilty: dotnet
// Expect: libc-abort/double-free
// Expect asan: asan/double-free
//
// On Linux Marshal.AllocHGlobal is malloc and FreeHGlobal is free, so glibc notices the second one while the block is
// still in its cache, and aborts. Its message is all there is: the stack is in nobody's report but a dump's.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static class Program
{
    internal static void Main()
    {
        var memory = Marshal.AllocHGlobal(40);
        Marshal.FreeHGlobal(memory);
        Marshal.FreeHGlobal(memory); // GUILTY
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
