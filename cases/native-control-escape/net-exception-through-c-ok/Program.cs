// Title: A callback catches its exceptions and returns a code
// Class: native-control-escape
// Expect: clean
//
// What C understands is a number.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial int call_back(delegate* unmanaged<int, int> callback);

    [UnmanagedCallersOnly]
    private static int Callback(int value)
    {
        try
        {
            throw new InvalidOperationException($"no {value} here");
        }
        catch (InvalidOperationException)
        {
            return -1;
        }
    }

    internal static void Main()
    {
        try
        {
            var answer = call_back(&Callback);
            Console.WriteLine(answer < 0 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: C does not know that the callback failed");
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine("INTEROPFUZZ clean");
        }
    }
}
