using System.Runtime.InteropServices;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>An object that C carries to a callback as a handle.</summary>
internal readonly unsafe struct UserData(object value) : IDisposable
{
    private readonly GCHandle _handle = GCHandle.Alloc(value);

    public void* Pointer => (void*)GCHandle.ToIntPtr(_handle);

    public static T Of<T>(void* user) => (T)GCHandle.FromIntPtr((nint)user).Target!;

    public void Dispose() => _handle.Free();
}
