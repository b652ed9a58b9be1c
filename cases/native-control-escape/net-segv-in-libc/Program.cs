// Title: A null pointer goes to strlen
// Class: native-control-escape
// Guilty: dotnet
// Expect: signal/bare/SIGSEGV
//
// A bad address in managed code becomes a NullReferenceException; in native code it ends the process, without a word of
// the runtime.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("libc.so.6")]
    private static partial nuint strlen(byte* text);

    internal static void Main()
    {
        strlen(null); // GUILTY
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
