// Title: C returns a struct of three fields and C# declares two
// Class: forged-view
// Guilty: dotnet
// Expect: signal/bare/SIGSEGV
//
// Two longs come back in registers; for three the caller passes the address of the result as a hidden first argument, on
// amd64 in the register of the first argument. C takes the number 5 for that address.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        internal long X;
        internal long Y; // GUILTY
    }

    [LibraryImport("case")]
    private static partial Vector make_vector(long x);

    internal static void Main()
        => Console.WriteLine(make_vector(5) is { X: 5, Y: 6 } ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another vector came back");
}
