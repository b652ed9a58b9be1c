// Title: C returns a struct of three fields and C# declares three
// Class: forged-view
// Expect: clean
//
// All of them.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        internal long X;
        internal long Y;
        internal long Z;
    }

    [LibraryImport("case")]
    private static partial Vector make_vector(long x);

    internal static void Main()
        => Console.WriteLine(make_vector(5) is { X: 5, Y: 6 } ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another vector came back");
}
