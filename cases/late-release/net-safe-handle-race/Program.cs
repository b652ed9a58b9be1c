// Title: A thread disposes of a SafeHandle whose raw value another has passed to C
// Class: late-release
// Guilty: dotnet
// Expect: silent
// Expect asan: asan/heap-use-after-free
//
// A SafeHandle that is an argument itself cannot be released before the call returns: the stub counts a reference.
// DangerousGetHandle goes around that, so that Dispose on another thread frees the memory under C.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;
using System.Threading;

internal sealed unsafe class Memory : SafeHandle
{
    internal const int Size = 64;

    public Memory()
        : base(0, ownsHandle: true)
    {
        SetHandle((nint)NativeMemory.Alloc(Size));
        new Span<byte>((void*)handle, Size).Fill(1);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}

internal static unsafe partial class Program
{
    private static Memory? s_memory;

    [LibraryImport("case")]
    private static partial int sum_after(nint p, int n, delegate* unmanaged<void> between);

    // Another thread closes what this one is using.
    [UnmanagedCallersOnly]
    private static void Between()
    {
        var closer = new Thread(() => s_memory!.Dispose());
        closer.Start();
        closer.Join();
    }

    internal static void Main()
    {
        s_memory = new();
        var sum = sum_after(s_memory.DangerousGetHandle(), Memory.Size, &Between); // GUILTY
        Console.WriteLine(sum == Memory.Size ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: the memory changed while C worked on it");
    }
}
