#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
using System.Runtime.InteropServices;
using System.Text;

namespace ClangSharp.Interop;

/// <summary>A file that exists in memory only.</summary>
public unsafe partial struct CXUnsavedFile : IDisposable
{
    /// <summary>Its path, in UTF-8.</summary>
    public sbyte* Filename;

    /// <summary>Its text, in UTF-8.</summary>
    public sbyte* Contents;

    /// <summary>Bytes of text.</summary>
    public UIntPtr Length;

    /// <summary>Copies both into native memory.</summary>
    public static CXUnsavedFile Create(string filename, string contents) => new()
    {
        Filename = (sbyte*)Marshal.StringToCoTaskMemUTF8(filename),
        Contents = (sbyte*)Marshal.StringToCoTaskMemUTF8(contents),
        Length = (UIntPtr)Encoding.UTF8.GetByteCount(contents),
    };

    /// <summary>Frees both.</summary>
    public void Dispose()
    {
        Marshal.FreeCoTaskMem((IntPtr)Filename);
        Marshal.FreeCoTaskMem((IntPtr)Contents);
        this = default;
    }
}
