// Title: A delegate takes the pointer that C passes
// Class: forged-view
// Expect: clean
//
// nint for every pointer.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void call_back(nint callback);

    private delegate void Callback(nint values, int count);

    private static long s_sum;

    private static void Add(nint values, int count)
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
