// Title: C writes a long where the signature has a CLong
// Class: spatial-overrun
// Expect: clean
//
// CLong is as wide as the long of the platform.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct State
    {
        internal CLong Position;
        internal int Limit;
    }

    [LibraryImport("case")]
    private static partial void get_position(CLong* position);

    internal static void Main()
    {
        var state = new State { Limit = 100 };
        get_position(&state.Position);
        Console.WriteLine(state.Limit == 100 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: the neighbour of the result is {state.Limit}");
    }
}
