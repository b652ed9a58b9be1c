// Title: Marshal.FreeCoTaskMem frees memory of a library that has an allocator of its own
// Class: c-heap-ownership
// Guilty: dotnet
// Expect: libc-abort/invalid-pointer
// Expect asan: asan/bad-free
//
// The library puts a count in front of what it gives out, so its pointers are none that malloc ever returned. On Windows
// any two allocators differ; on Linux FreeCoTaskMem is free, and such code works until a library has a heap of its own.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case")]
    private static partial nint make_message();

    [LibraryImport("case")]
    private static partial void free_message(nint message);

    internal static void Main()
    {
        var message = make_message();
        var text = Marshal.PtrToStringUTF8(message);
        Marshal.FreeCoTaskMem(message); // GUILTY
        Console.WriteLine(text == "hello" ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another text");
    }
}
