// Title: Memory is freed once
// Class: c-heap-ownership
// Expect: clean
//
// A variable that is set to zero when its memory is freed makes a second FreeHGlobal harmless, as free(NULL) is.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static class Program
{
    internal static void Main()
    {
        var memory = Marshal.AllocHGlobal(40);
        Marshal.FreeHGlobal(memory);
        memory = 0;
        Marshal.FreeHGlobal(memory);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
