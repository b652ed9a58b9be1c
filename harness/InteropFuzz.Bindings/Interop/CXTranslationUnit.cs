#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

/// <summary>One parsed source file with all it includes.</summary>
public unsafe partial struct CXTranslationUnit : IDisposable
{
    /// <summary>Wraps libclang's handle.</summary>
    public CXTranslationUnit(IntPtr handle) => Handle = handle;

    /// <summary>libclang's handle.</summary>
    public IntPtr Handle { get; set; }

    /// <summary>The root of its tree.</summary>
    public readonly CXCursor Cursor => LibClang.clang_getTranslationUnitCursor(Handle);

    /// <summary>How many diagnostics there are.</summary>
    public readonly uint NumDiagnostics => LibClang.clang_getNumDiagnostics(Handle);

    /// <summary>clang_parseTranslationUnit2.</summary>
    public static CXErrorCode TryParse(CXIndex index, string sourceFileName, ReadOnlySpan<string> commandLineArgs, ReadOnlySpan<CXUnsavedFile> unsavedFiles, CXTranslationUnit_Flags options, out CXTranslationUnit translationUnit)
    {
        var arguments = new byte*[commandLineArgs.Length];
        var source = (byte*)Marshal.StringToCoTaskMemUTF8(sourceFileName);
        var unit = IntPtr.Zero;
        try
        {
            for (var i = 0; i < arguments.Length; i++) arguments[i] = (byte*)Marshal.StringToCoTaskMemUTF8(commandLineArgs[i]);
            fixed (CXUnsavedFile* files = unsavedFiles)
            fixed (byte** all = arguments)
            {
                var code = LibClang.clang_parseTranslationUnit2((void*)index.Handle, source, all, arguments.Length, files, (uint)unsavedFiles.Length, (uint)options, &unit);
                translationUnit = new(unit);
                return code;
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem((IntPtr)source);
            foreach (var argument in arguments) Marshal.FreeCoTaskMem((IntPtr)argument);
        }
    }

    /// <summary>clang_getDiagnostic.</summary>
    public readonly CXDiagnostic GetDiagnostic(uint index) => new((IntPtr)LibClang.clang_getDiagnostic(Handle, index));

    /// <summary>clang_tokenize; to be given back with <see cref="DisposeTokens"/>.</summary>
    public readonly Span<CXToken> Tokenize(CXSourceRange sourceRange)
    {
        CXToken* tokens;
        uint count;
        LibClang.clang_tokenize(Handle, sourceRange, &tokens, &count);
        return new(tokens, (int)count);
    }

    /// <summary>clang_disposeTokens.</summary>
    public readonly void DisposeTokens(ReadOnlySpan<CXToken> tokens)
    {
        fixed (CXToken* all = tokens) LibClang.clang_disposeTokens(Handle, all, (uint)tokens.Length);
    }

    /// <summary>clang_disposeTranslationUnit.</summary>
    public void Dispose()
    {
        if (Handle == IntPtr.Zero) return;
        LibClang.clang_disposeTranslationUnit(Handle);
        Handle = IntPtr.Zero;
    }
}
