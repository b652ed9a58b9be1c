// Title: The fields of a struct stand in another order than in C
// Class: forged-view
// Guilty: dotnet
// Expect: silent
//
// Both sides agree on the size, so that nothing overruns and nothing is left; C reads one field for the other.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Range
    {
        internal long Last; // GUILTY
        internal long First;
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
