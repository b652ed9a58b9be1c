// Title: The caller frees a table that C goes on using
// Class: c-heap-ownership
// Guilty: dotnet
// Expect: silent
// Expect asan: asan/heap-use-after-free
//
// set_table keeps the pointer, as its comment says. The program frees the table; glibc writes its list of free blocks
// into it, and C takes that for data.
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
        NativeMemory.Free(table); // GUILTY
        var found = look_up(0);
        Console.WriteLine(found == 5 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: C reads from a table that is gone");
    }
}
