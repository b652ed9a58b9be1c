// Title: C recurses until the stack of the managed thread is used up
// Class: native-control-escape
// Guilty: dotnet
// Expect: dotnet/stack-overflow
// Expect asan: asan/stack-buffer-underflow | dotnet/stack-overflow
//
// The stack is shared: what C calls itself with is taken from the thread that .NET made. Its end is met in C, and the
// runtime's report shows the managed half only.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case")]
    private static partial int depth(int n);

    internal static void Main()
    {
        depth(int.MaxValue); // GUILTY
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
