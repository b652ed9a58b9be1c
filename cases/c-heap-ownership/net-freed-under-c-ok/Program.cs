// Title: The caller takes the table away from C before it frees it
// Class: c-heap-ownership
// Expect: clean
//
// set_table(null) first.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    [LibraryImport("case")]
    private static partial void set_table(int* table);

    [LibraryImport("case")]
    private static partial int look_up(int index);

    internal static void Main()
    {
        const int Count = 16;
        var table = (int*)NativeMemory.Alloc(Count, sizeof(int));
        new Span<int>(table, Count).Fill(5);
        set_table(table);
        
        var found = look_up(0);
        Console.WriteLine(found == 5 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: C reads from a table that is gone");
        set_table(null);
        NativeMemory.Free(table);
    }
}
