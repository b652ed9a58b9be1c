// Title: C gets an argument that it takes
// Class: native-control-escape
// Expect: clean
//
// A value that the assertion allows.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial int parse(int value);

    internal static void Main()
    {
        var answer = parse(1);
        Console.WriteLine($"INTEROPFUZZ {(answer == 1 ? "clean" : "silent: another answer")}");
    }
}
