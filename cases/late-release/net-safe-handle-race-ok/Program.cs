// Title: A SafeHandle as an argument is not released before the call returns
// Class: late-release
// Expect: clean
//
// The generated stub calls DangerousAddRef and DangerousRelease around the call; the release of the other thread waits
// for it.
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
    private static partial int sum_after(Memory p, int n, delegate* unmanaged<void> between);

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
        var sum = sum_after(s_memory, Memory.Size, &Between);
        Console.WriteLine(sum == Memory.Size ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: the memory changed while C worked on it");
    }
}
