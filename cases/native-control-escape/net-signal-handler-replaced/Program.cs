// Title: C replaces the SIGSEGV handler by one that ends the process
// Class: native-control-escape
// Guilty: c
// Expect: exit/3
//
// .NET makes a NullReferenceException of a SIGSEGV. A library that installs a handler of its own, and does not ask what
// was there before, ends the process at the first null that the program would have caught.
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
