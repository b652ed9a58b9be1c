// Title: A bool in a struct is marshalled as the one byte that C has
// Class: forged-view
// Expect: clean
//
// MarshalAs(UnmanagedType.U1).
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Options
    {
        [MarshalAs(UnmanagedType.U1)]
        internal bool Wide;
        [MarshalAs(UnmanagedType.U1)]
        internal bool Deep;
    }

    [DllImport("case")]
    private static extern int is_deep(ref Options options);

    internal static void Main()
    {
        var options = new Options { Wide = false, Deep = true };
        Console.WriteLine(is_deep(ref options) == 1 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: C does not see the option that is set");
    }
}
