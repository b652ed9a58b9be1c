// Title: A struct that C packs has gaps in C#
// Class: forged-view
// Guilty: dotnet
// Expect: silent
//
// C's attribute takes the gap before the length away; without Pack, C# has it. C reads three bytes of gap and one of the
// length.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Header // GUILTY
    {
        internal byte Kind;
        internal int Length;
    }

    [LibraryImport("case")]
    private static partial int length_of(Header* header);

    internal static void Main()
    {
        var header = new Header { Kind = 1, Length = 1000 };
        var seen = length_of(&header);
        Console.WriteLine(seen == 1000 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: C sees a length of {seen}, not 1000");
    }
}
