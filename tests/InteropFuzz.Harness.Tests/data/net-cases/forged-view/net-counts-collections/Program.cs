// Title: How often the collector runs while 10 MB are allocated
// Class: forged-view
// Guilty: dotnet
// Expect: silent
//
// With the budget of a usual machine it is once or never, with the smallest one more than 100 times.
using System;

internal static class Program
{
    internal static void Main()
    {
        for (var i = 0; i < 10_000; i++) GC.KeepAlive(new byte[1000]);
        Console.WriteLine($"INTEROPFUZZ silent: {(GC.CollectionCount(0) > 50 ? "many" : "few")}");
    }
}
