// Title: A string goes to C as UTF-8
// Class: forged-view
// Expect: clean
//
// StringMarshalling.Utf8, since C takes char *.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int length(string text);

    internal static void Main()
    {
        var seen = length("hello");
        Console.WriteLine(seen == 5 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: C sees {seen} characters of 5");
    }
}
