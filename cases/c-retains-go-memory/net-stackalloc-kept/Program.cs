// Title: C keeps the address of a stackalloc and reads it when the method has returned
// Class: c-retains-go-memory
// Guilty: dotnet
// Expect: silent
//
// The block is gone with the frame of its method. The next method uses the same stack, and C reads that.
// AddressSanitizer does not watch the stack of managed code.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void keep(byte* p);

    [LibraryImport("case")]
    private static partial int sum_kept(int n);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register()
    {
        var p = stackalloc byte[64];
        new Span<byte>(p, 64).Fill(1);
        keep(p); // GUILTY
    }

    // Another method that uses the same piece of stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Elsewhere()
    {
        Span<byte> other = stackalloc byte[512];
        other.Fill(7);
        return other[Environment.ProcessorCount & 1];
    }

    internal static void Main()
    {
        Register();
        Elsewhere();
        Console.WriteLine(sum_kept(64) == 64 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: C reads what another method put on the stack");
    }
}
