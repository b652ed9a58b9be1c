// Title: A GCHandle is freed when C has made its last call with it
// Class: late-release
// Expect: clean
//
// The handle outlives every callback.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    private sealed class Session(int id)
    {
        internal int Id => id;
    }

    [LibraryImport("case")]
    private static partial void set_user_data(nint data);

    [LibraryImport("case")]
    private static partial int call_back(delegate* unmanaged<nint, int> callback);

    [UnmanagedCallersOnly]
    private static int Callback(nint data) => GCHandle.FromIntPtr(data).Target is Session session ? session.Id : -1;

    internal static void Main()
    {
        var handle = GCHandle.Alloc(new Session(1));
        set_user_data(GCHandle.ToIntPtr(handle));
        
        // The table of handles gives its free slots to the next ones.
        var others = new GCHandle[100];
        for (var i = 0; i < others.Length; i++) others[i] = GCHandle.Alloc(new Session(2));
        var id = call_back(&Callback);
        Console.WriteLine(id == 1 ? "INTEROPFUZZ clean" : $"INTEROPFUZZ silent: the callback of session 1 met {id}");
        foreach (var other in others) other.Free();
        handle.Free();
    }
}
