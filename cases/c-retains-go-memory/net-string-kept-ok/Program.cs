// Title: C keeps a string that the caller allocated to stay
// Class: c-retains-go-memory
// Expect: clean
//
// The caller makes the copy itself and frees it when C is done.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void set_name(nint name);

    [LibraryImport("case")]
    private static partial int check_name(int n);

    internal static void Main()
    {
        // Longer than what the generated stub puts on its stack.
        const int Length = 1000;
        var name = Marshal.StringToCoTaskMemUTF8(new string('x', Length));
        set_name(name);
        Console.WriteLine(check_name(Length) == 0 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: the name that C keeps has changed");
        Marshal.FreeCoTaskMem(name);
    }
}
