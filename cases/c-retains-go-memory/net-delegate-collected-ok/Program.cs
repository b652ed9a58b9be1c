// Title: C keeps a callback whose delegate a static field keeps alive
// Class: c-retains-go-memory
// Expect: clean
//
// A static field refers to the delegate for as long as C may call it.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    private delegate int Callback(int value);

    [LibraryImport("case")]
    private static partial void set_callback(nint callback);

    [LibraryImport("case")]
    private static partial int call_back(int value);

    private static Callback? s_callback;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register()
    {
        var offset = Environment.ProcessorCount;
        s_callback = value => value + offset;
        set_callback(Marshal.GetFunctionPointerForDelegate(s_callback));
    }

    internal static void Main()
    {
        Register();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        call_back(1);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
