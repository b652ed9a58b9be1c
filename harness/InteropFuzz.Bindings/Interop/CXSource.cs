#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
namespace ClangSharp.Interop;

/// <summary>A place in a source file.</summary>
public unsafe partial struct CXSourceLocation
{
    private fixed ulong ptr_data[2];
    private uint int_data;

    public readonly bool IsInSystemHeader => LibClang.clang_Location_isInSystemHeader(this) != 0;

    public readonly void GetExpansionLocation(out CXFile file, out uint line, out uint column, out uint offset)
    {
        void* handle;
        uint l, c, o;
        LibClang.clang_getExpansionLocation(this, &handle, &l, &c, &o);
        (file, line, column, offset) = (new((IntPtr)handle), l, c, o);
    }
}

/// <summary>From one place to another.</summary>
public unsafe partial struct CXSourceRange
{
    private fixed ulong ptr_data[2];
    private uint begin_int_data;
    private uint end_int_data;
}

/// <summary>A source file.</summary>
public unsafe partial struct CXFile
{
    public CXFile(IntPtr handle) => Handle = handle;

    public IntPtr Handle { get; set; }

    public readonly CXString Name => LibClang.clang_getFileName((void*)Handle);
}

/// <summary>A word of the source.</summary>
public unsafe partial struct CXToken
{
    private fixed uint int_data[4];
    private void* ptr_data;

    public readonly CXTokenKind Kind => LibClang.clang_getTokenKind(this);

    public readonly CXString GetSpelling(CXTranslationUnit translationUnit) => LibClang.clang_getTokenSpelling(translationUnit.Handle, this);
}

/// <summary>What a visitor is given besides the cursors.</summary>
public partial struct CXClientData
{
    public CXClientData(IntPtr handle) => Handle = handle;

    public IntPtr Handle { get; set; }
}
