// Title: C aborts on an argument that it does not take
// Class: native-control-escape
// Guilty: dotnet
// Expect: libc-abort/assertion
//
// assert is C's way to refuse. abort ends the process under the managed caller: no exception, no finally, no finalizer.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial int parse(int value);

    internal static void Main()
    {
        var answer = parse(-1); // GUILTY
        Console.WriteLine($"INTEROPFUZZ {(answer == 1 ? "clean" : "silent: another answer")}");
    }
}
