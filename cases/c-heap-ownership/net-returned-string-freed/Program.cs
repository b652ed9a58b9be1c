// Title: A string result makes the stub free memory that belongs to the library
// Class: c-heap-ownership
// Guilty: dotnet
// Expect: libc-abort/invalid-pointer
// Expect asan: signal/bare/SIGSEGV
//
// A P/Invoke that returns string copies the characters and then frees the pointer, as if the library had allocated it
// for the caller. Here it is a constant.
// AddressSanitizer looks for a record of its own in front of it, and dies of what it finds.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case", StringMarshalling = StringMarshalling.Utf8)]
    private static partial string version(); // GUILTY

    internal static void Main()
        => Console.WriteLine(version() == "1.2.3" ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another string");
}
