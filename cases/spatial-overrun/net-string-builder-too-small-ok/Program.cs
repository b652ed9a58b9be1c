// Title: C is told the capacity of the StringBuilder
// Class: spatial-overrun
// Expect: clean
//
// What the marshaller allocates is Capacity and one for the terminator.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;
using System.Text;

internal static class Program
{
    [DllImport("case", CharSet = CharSet.Unicode)]
    private static extern void describe(StringBuilder text, int capacity);

    internal static void Main()
    {
        var text = new StringBuilder(300);
        describe(text, text.Capacity);
        Console.WriteLine(text.Length == 299 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: {text.Length} characters came back");
    }
}
