// Title: A bool in a struct is four bytes for the marshaller and one for C
// Class: forged-view
// Guilty: dotnet
// Expect: silent
//
// The marshaller takes bool for the BOOL of Windows. The second option lies four bytes behind the first for it, and one
// for C.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static class Program
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Options
    {
        internal bool Wide; // GUILTY
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
