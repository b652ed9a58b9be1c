// Title: A GCHandle that is never freed keeps its object for ever
// Class: c-heap-ownership
// Guilty: dotnet
// Expect: silent
//
// A handle of type Normal is a root. It has no finalizer: who forgets Free leaks the object and the slot, at every call.
// LeakSanitizer and Valgrind see native memory only, and no native memory is lost here.
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
        // GUILTY: nobody frees the handle
        return new(data);
    }

    internal static void Main()
    {
        var data = Call();
        GC.Collect();
        Console.WriteLine(data.IsAlive ? "INTEROPFUZZ silent: nothing refers to the array any more, and it is never collected" : "INTEROPFUZZ clean");
    }
}
