// Title: C keeps the address of native memory
// Class: c-retains-go-memory
// Expect: clean
//
// Memory of NativeMemory.Alloc is there until it is freed, whatever returns meanwhile.
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
        var p = (byte*)NativeMemory.Alloc(64);
        new Span<byte>(p, 64).Fill(1);
        keep(p);
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
