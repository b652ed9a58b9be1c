// Title: The fields of a struct stand in the order of C
// Class: forged-view
// Expect: clean
//
// LayoutKind.Sequential keeps the order of the source.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Range
    {
        internal long First;
        internal long Last;
    }

    [LibraryImport("case")]
    private static partial long width(Range* range);

    internal static void Main()
    {
        var range = new Range { First = 10, Last = 30 };
        var seen = width(&range);
        Console.WriteLine(seen == 20 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: C sees a width of {seen}, not 20");
    }
}
