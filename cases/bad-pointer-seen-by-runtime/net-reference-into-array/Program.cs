// Title: A reference is made that points into the middle of an array
// Class: bad-pointer-seen-by-runtime
// Guilty: dotnet
// Expect: signal/bare/SIGSEGV
//
// Unsafe.As takes the reference's slot for a number, and a number is written there that is an address in the heap but no
// object. The collector takes the bytes it finds there for the address of a type.
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
        Unsafe.As<object?, nint>(ref s_holder.Item) = (nint)Unsafe.AsPointer(ref data[64]); // GUILTY
        GC.Collect();
        GC.KeepAlive(data);
        Console.WriteLine("INTEROPFUZZ clean");
    }
}
