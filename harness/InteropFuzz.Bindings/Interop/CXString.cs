#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

/// <summary>A text that libclang owns until it is disposed.</summary>
public unsafe partial struct CXString : IDisposable
{
    /// <summary>libclang's own.</summary>
    public void* data;

    /// <summary>libclang's own.</summary>
    public uint private_flags;

    public readonly string CString => Marshal.PtrToStringUTF8((IntPtr)LibClang.clang_getCString(this)) ?? string.Empty;

    public readonly void Dispose() => LibClang.clang_disposeString(this);

    public override readonly string ToString() => CString;
}
