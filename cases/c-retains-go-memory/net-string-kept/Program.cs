// Title: C keeps the char * of a string argument past the call
// Class: c-retains-go-memory
// Guilty: c
// Expect: silent
// Expect asan: asan/heap-use-after-free
//
// For a string argument the stub allocates a copy, passes it, and frees it when the call returns. C documents nothing
// and keeps the pointer; by the next call malloc has written its own records into the copy.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void set_name(string name);

    [LibraryImport("case")]
    private static partial int check_name(int n);

    internal static void Main()
    {
        // Longer than what the generated stub puts on its stack.
        const int Length = 1000;
        set_name(new string('x', Length));
        Console.WriteLine(check_name(Length) == 0 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: the name that C keeps has changed");
    }
}
