// Title: GC.KeepAlive holds the object until C is done with its memory
// Class: late-release
// Expect: clean
//
// GC.KeepAlive after the call is a use of the object.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal sealed unsafe partial class Numbers
{
    internal const int Count = 64;
    private readonly byte* _memory = Make();

    [LibraryImport("case")]
    private static partial int sum_after(byte* p, int n, delegate* unmanaged<void> between);

    private static byte* Make()
    {
        var memory = (byte*)NativeMemory.Alloc(Count);
        new Span<byte>(memory, Count).Fill(1);
        return memory;
    }

    ~Numbers() => NativeMemory.Free(_memory);

    [UnmanagedCallersOnly]
    private static void Between()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    // Optimised at once, as every method is once it is hot.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal int Sum()
    {
        var sum = sum_after(_memory, Count, &Between);
        GC.KeepAlive(this);
        return sum;
    }
}

internal static class Program
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Main()
        => Console.WriteLine(new Numbers().Sum() == Numbers.Count ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: the memory changed while C worked on it");
}
