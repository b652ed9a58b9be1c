using System.Runtime.InteropServices;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>A kept callback: a delegate, which must live as long as C may call it.</summary>
internal sealed unsafe class Weighing : IDisposable
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate long Callback(void* user, long value);

    private readonly Callback _callback = static (user, value) => value * 3 + UserData.Of<long>(user);
    private readonly UserData _user;
    private bool _ended;

    public Weighing(long weight) => _user = new(weight);

    public delegate* unmanaged[Cdecl]<void*, long, long> Function => (delegate* unmanaged[Cdecl]<void*, long, long>)Marshal.GetFunctionPointerForDelegate(_callback);

    public void* User => _user.Pointer;

    public void Dispose()
    {
        if (_ended) return;
        _ended = true;
        _user.Dispose();
    }
}
