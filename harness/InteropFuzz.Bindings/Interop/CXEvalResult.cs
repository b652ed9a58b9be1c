#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

/// <summary>The value of a constant expression.</summary>
public unsafe partial struct CXEvalResult : IDisposable
{
    public CXEvalResult(IntPtr handle) => Handle = handle;

    public IntPtr Handle { get; set; }

    public readonly double AsDouble => Kind == CXEvalResultKind.CXEval_Float ? LibClang.clang_EvalResult_getAsDouble((void*)Handle) : 0;
    public readonly long AsLongLong => Kind == CXEvalResultKind.CXEval_Int ? LibClang.clang_EvalResult_getAsLongLong((void*)Handle) : 0;
    public readonly string AsStr => Kind == CXEvalResultKind.CXEval_StrLiteral ? Marshal.PtrToStringUTF8((IntPtr)LibClang.clang_EvalResult_getAsStr((void*)Handle)) ?? string.Empty : string.Empty;
    public readonly ulong AsUnsigned => Kind == CXEvalResultKind.CXEval_Int ? LibClang.clang_EvalResult_getAsUnsigned((void*)Handle) : 0;
    public readonly bool IsUnsignedInt => Kind == CXEvalResultKind.CXEval_Int && LibClang.clang_EvalResult_isUnsignedInt((void*)Handle) != 0;
    public readonly CXEvalResultKind Kind => LibClang.clang_EvalResult_getKind((void*)Handle);

    public void Dispose()
    {
        if (Handle == IntPtr.Zero) return;
        LibClang.clang_EvalResult_dispose((void*)Handle);
        Handle = IntPtr.Zero;
    }
}
