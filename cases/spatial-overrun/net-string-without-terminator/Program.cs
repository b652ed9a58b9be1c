// Title: C gets a slice of a UTF-8 literal, which no NUL ends
// Class: spatial-overrun
// Guilty: dotnet
// Expect: silent
//
// A u8 literal is followed by a NUL; a slice of it is not. C reads on to the end of the literal. With bytes of an array
// it would read on through the managed heap until some NUL comes along.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial int length(byte* text);

    internal static void Main()
    {
        var greeting = "hello, world"u8;
        int seen;
        fixed (byte* p = greeting[..5]) seen = length(p); // GUILTY
        Console.WriteLine(seen == 5 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: C sees {seen} characters of 5");
    }
}
