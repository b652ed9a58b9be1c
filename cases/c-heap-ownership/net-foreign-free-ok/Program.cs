// Title: Memory of a library goes back to that library
// Class: c-heap-ownership
// Expect: clean
//
// Who allocates offers the function that frees.
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
        free_message(message);
        Console.WriteLine(text == "hello" ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another text");
    }
}
