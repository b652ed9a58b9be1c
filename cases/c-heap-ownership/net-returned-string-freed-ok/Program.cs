// Title: A string that belongs to the library comes back as a pointer
// Class: c-heap-ownership
// Expect: clean
//
// nint as the result, and Marshal.PtrToStringUTF8 for a copy of it.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case")]
    private static partial nint version();

    internal static void Main()
        => Console.WriteLine(Marshal.PtrToStringUTF8(version()) == "1.2.3" ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another string");
}
