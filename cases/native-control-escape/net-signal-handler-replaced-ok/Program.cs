// Title: C installs a SIGSEGV handler that passes on what is not its own
// Class: native-control-escape
// Expect: clean
//
// The handler calls the one that was there before, with all three arguments, on the alternate stack.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    private sealed class Node
    {
        internal int Value = 1;
    }

    private static Node? s_node;

    [LibraryImport("case")]
    private static partial void init();

    internal static void Main()
    {
        init();
        try
        {
            Console.WriteLine(s_node!.Value);
        }
        catch (NullReferenceException)
        {
            Console.WriteLine("INTEROPFUZZ clean");
        }
    }
}
