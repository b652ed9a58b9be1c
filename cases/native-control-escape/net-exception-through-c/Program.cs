// Title: A callback throws, and a catch waits below the frames of C
// Class: native-control-escape
// Guilty: dotnet
// Expect: dotnet/unhandled-exception
//
// On Linux an exception does not cross native frames: the runtime ends the process at the callback, although the caller
// of C would catch it. C could not have cleaned up behind it either.
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
        throw new InvalidOperationException($"no {value} here"); // GUILTY
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
