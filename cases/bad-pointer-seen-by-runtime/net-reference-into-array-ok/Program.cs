// Title: An address in an array is kept as a number
// Class: bad-pointer-seen-by-runtime
// Expect: clean
//
// A number is no reference, and the array is pinned.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;

internal static unsafe class Program
{
    private sealed class Holder
    {
        internal object? Item;
    }

    private static readonly Holder s_holder = new();

    internal static void Main()
    {
        var data = GC.AllocateArray<byte>(256, pinned: true);
        // Not odd: the collector keeps its mark in the lowest bit.
        Array.Fill(data, (byte)0x40);
        s_holder.Item = (nint)Unsafe.AsPointer(ref data[64]);
        GC.Collect();
        GC.KeepAlive(data);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
