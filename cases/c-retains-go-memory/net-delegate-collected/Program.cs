// Title: C keeps a callback whose delegate nobody keeps alive
// Class: c-retains-go-memory
// Guilty: dotnet
// Expect: dotnet/delegate-collected
//
// Marshal.GetFunctionPointerForDelegate makes a piece of code for C and keeps the delegate alive no longer than somebody
// refers to it. The delegate is collected; its code stays behind for a while, just to end the process with a clear word.
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


    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register()
    {
        var offset = Environment.ProcessorCount;
        Callback callback = value => value + offset;
        set_callback(Marshal.GetFunctionPointerForDelegate(callback)); // GUILTY
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
