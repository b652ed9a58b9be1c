// Title: The only trace of an object is a weak handle that C holds as user data
// Class: hidden-reference
// Guilty: dotnet
// Expect: dotnet/null-reference
//
// A weak handle is a number for C and no reference for the collector. The object is gone when C calls back with it, and
// the callback dereferences null; an exception in a callback from C ends the process.
#:property AllowUnsafeBlocks=true
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

internal static unsafe partial class Program
{
    private sealed class Session
    {
        internal int Id = 7;
    }

    [LibraryImport("case")]
    private static partial void set_user_data(nint data);

    [LibraryImport("case")]
    private static partial int call_back(delegate* unmanaged<nint, int> callback);

    [UnmanagedCallersOnly]
    private static int Callback(nint data) => ((Session)GCHandle.FromIntPtr(data).Target!).Id;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Register() => set_user_data(GCHandle.ToIntPtr(GCHandle.Alloc(new Session(), GCHandleType.Weak))); // GUILTY

    internal static void Main()
    {
        Register();
        GC.Collect();
        Console.WriteLine(call_back(&Callback) == 7 ? "INTEROPFUZZ clean" : "INTEROPFUZZ silent: another object answered");
    }
}
