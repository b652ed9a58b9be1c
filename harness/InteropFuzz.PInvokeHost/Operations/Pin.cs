using System.Runtime.InteropServices;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>Keeps an array in its place until it is disposed of.</summary>
internal sealed class Pin(byte[] data) : IDisposable
{
    private GCHandle _handle = GCHandle.Alloc(data, GCHandleType.Pinned);

    public byte[] Data => data;

    /// <summary>NULL for no bytes, as everywhere.</summary>
    public unsafe byte* Address => data.Length == 0 ? null : (byte*)_handle.AddrOfPinnedObject();

    public void Dispose()
    {
        if (_handle.IsAllocated) _handle.Free();
    }
}
