// Title: A GCHandle is freed when C is done with it
// Class: c-heap-ownership
// Expect: clean
//
// GCHandle.Free, and the array can be collected.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static partial class Program
{
    [LibraryImport("case")]
    private static partial void use(nint handle);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Call()
    {
        var data = new byte[1000];
        var handle = GCHandle.Alloc(data);
        use(GCHandle.ToIntPtr(handle));
        handle.Free();
        return new(data);
    }

    internal static void Main()
    {
        var data = Call();
        GC.Collect();
        Console.WriteLine(data.IsAlive ? "INTEROPFUZZ silent: nothing refers to the array any more, and it is never collected" : "INTEROPFUZZ clean");
    }
}
