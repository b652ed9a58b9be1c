// Title: C writes a long where the signature has an int
// Class: spatial-overrun
// Guilty: dotnet
// Expect: silent
//
// On Linux a C long has eight bytes; on Windows, where the signature was written, four. The other four bytes land on the
// neighbour.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct State
    {
        internal int Position;
        internal int Limit;
    }

    [LibraryImport("case")]
    private static partial void get_position(int* position);

    internal static void Main()
    {
        var state = new State { Limit = 100 };
        get_position(&state.Position); // GUILTY
        Console.WriteLine(state.Limit == 100 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: the neighbour of the result is {state.Limit}");
    }
}
