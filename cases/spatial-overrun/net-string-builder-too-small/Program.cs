// Title: C is told that a StringBuilder holds more than it does
// Class: spatial-overrun
// Guilty: dotnet
// Expect: libc-abort/corrupted-list | libc-abort/corrupted-size
// Expect asan: asan/heap-buffer-overflow
//
// The marshaller allocates native memory for the capacity of the StringBuilder, and copies back what C wrote. C is told
// another number and writes past that memory, over whatever malloc put there.
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
        describe(text, 2 * text.Capacity); // GUILTY
        Console.WriteLine(text.Length == 299 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: {text.Length} characters came back");
    }
}
