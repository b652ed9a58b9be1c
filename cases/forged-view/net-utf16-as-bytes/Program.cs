// Title: A string goes to C as UTF-16, and C reads bytes
// Class: forged-view
// Guilty: dotnet
// Expect: silent
//
// The second byte of every Latin letter in UTF-16 is zero, which ends a char string.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case", StringMarshalling = StringMarshalling.Utf16)]
    private static partial int length(string text); // GUILTY

    internal static void Main()
    {
        var seen = length("hello");
        Console.WriteLine(seen == 5 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: C sees {seen} characters of 5");
    }
}
