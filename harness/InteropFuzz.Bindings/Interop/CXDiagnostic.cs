#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
namespace ClangSharp.Interop;

/// <summary>What clang has to say about the source.</summary>
public unsafe partial struct CXDiagnostic : IDisposable
{
    public CXDiagnostic(IntPtr handle) => Handle = handle;

    public IntPtr Handle { get; set; }

    public readonly CXSourceLocation Location => LibClang.clang_getDiagnosticLocation((void*)Handle);
    public readonly CXDiagnosticSeverity Severity => LibClang.clang_getDiagnosticSeverity((void*)Handle);
    public readonly CXString Spelling => LibClang.clang_getDiagnosticSpelling((void*)Handle);

    public void Dispose()
    {
        if (Handle == IntPtr.Zero) return;
        LibClang.clang_disposeDiagnostic((void*)Handle);
        Handle = IntPtr.Zero;
    }
}
