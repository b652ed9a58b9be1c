// Title: C gets a copy of a slice that a NUL ends
// Class: spatial-overrun
// Expect: clean
//
// The copy is one byte longer than the slice.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial int length(byte* text);

    internal static void Main()
    {
        var greeting = "hello, world"u8;
        int seen;
        var copy = new byte[6];
        greeting[..5].CopyTo(copy);
        fixed (byte* p = copy) seen = length(p);
        Console.WriteLine(seen == 5 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: C sees {seen} characters of 5");
    }
}
