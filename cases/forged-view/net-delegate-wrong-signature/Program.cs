// Title: A delegate takes an int where C passes a pointer
// Class: forged-view
// Guilty: dotnet
// Expect: dotnet/access-violation
//
// Calling conventions have one form on Linux, so that a wrong one goes unnoticed; a wrong type does not. Half of the
// address arrives, and the callback reads from there. A bad address in managed code that is not near zero ends the
// process, whatever it catches.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void call_back(nint callback);

    private delegate void Callback(int values, int count);

    private static long s_sum;

    private static void Add(int values, int count) // GUILTY
    {
        var p = (int*)values;
        for (var i = 0; i < count; i++) s_sum += p[i];
    }

    internal static void Main()
    {
        Callback callback = Add;
        call_back(Marshal.GetFunctionPointerForDelegate(callback));
        GC.KeepAlive(callback);
        Console.WriteLine(s_sum == 6 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: the sum is {s_sum}, not 6");
    }
}
