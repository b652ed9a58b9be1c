// Title: A struct that C packs is packed in C#
// Class: forged-view
// Expect: clean
//
// Pack = 1.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Header
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
