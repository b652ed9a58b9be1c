#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
namespace ClangSharp.Interop;

/// <summary>A set of translation units.</summary>
public unsafe partial struct CXIndex : IDisposable
{
    /// <summary>Wraps libclang's handle.</summary>
    public CXIndex(IntPtr handle) => Handle = handle;

    /// <summary>libclang's handle.</summary>
    public IntPtr Handle { get; set; }

    /// <summary>clang_createIndex.</summary>
    public static CXIndex Create(bool excludeDeclarationsFromPch = false, bool displayDiagnostics = false)
        => new((IntPtr)LibClang.clang_createIndex(excludeDeclarationsFromPch ? 1 : 0, displayDiagnostics ? 1 : 0));

    /// <summary>clang_disposeIndex.</summary>
    public readonly void Dispose() => LibClang.clang_disposeIndex((void*)Handle);
}
