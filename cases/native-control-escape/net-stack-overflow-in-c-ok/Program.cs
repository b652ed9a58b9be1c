// Title: C recurses as deep as the stack allows
// Class: native-control-escape
// Expect: clean
//
// A hundred frames of a page each.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case")]
    private static partial int depth(int n);

    internal static void Main()
    {
        depth(100);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
