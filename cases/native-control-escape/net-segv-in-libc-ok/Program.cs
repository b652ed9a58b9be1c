// Title: A string goes to strlen
// Class: native-control-escape
// Expect: clean
//
// A pointer to a string that ends.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("libc.so.6")]
    private static partial nuint strlen(byte* text);

    internal static void Main()
    {
        fixed (byte* text = "hello"u8) strlen(text);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
