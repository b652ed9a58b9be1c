#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

/// <summary>A place in the syntax tree.</summary>
public unsafe partial struct CXCursor : IEquatable<CXCursor>
{
    /// <summary>What it is.</summary>
    public CXCursorKind kind;

    /// <summary>libclang's own.</summary>
    public int xdata;

    private fixed ulong data[3];

    public readonly CXCursor CanonicalCursor => LibClang.clang_getCanonicalCursor(this);
    public readonly ulong EnumConstantDeclUnsignedValue => LibClang.clang_getEnumConstantDeclUnsignedValue(this);
    public readonly long EnumConstantDeclValue => LibClang.clang_getEnumConstantDeclValue(this);
    public readonly CXType EnumDecl_IntegerType => LibClang.clang_getEnumDeclIntegerType(this);
    public readonly CXEvalResult Evaluate => new((IntPtr)LibClang.clang_Cursor_Evaluate(this));
    public readonly CXSourceRange Extent => LibClang.clang_getCursorExtent(this);
    public readonly int FieldDeclBitWidth => LibClang.clang_getFieldDeclBitWidth(this);
    public readonly uint Hash => LibClang.clang_hashCursor(this);
    public readonly bool IsAnonymousRecordDecl => LibClang.clang_Cursor_isAnonymousRecordDecl(this) != 0;
    public readonly bool IsBitField => LibClang.clang_Cursor_isBitField(this) != 0;
    public readonly bool IsDefinition => LibClang.clang_isCursorDefinition(this) != 0;
    public readonly bool IsFunctionInlined => LibClang.clang_Cursor_isFunctionInlined(this) != 0;
    public readonly bool IsMacroBuiltIn => LibClang.clang_Cursor_isMacroBuiltin(this) != 0;
    public readonly bool IsMacroFunctionLike => LibClang.clang_Cursor_isMacroFunctionLike(this) != 0;
    public readonly CXCursorKind Kind => kind;
    public readonly CXLinkageKind Linkage => LibClang.clang_getCursorLinkage(this);
    public readonly CXSourceLocation Location => LibClang.clang_getCursorLocation(this);
    public readonly CXString Mangling => LibClang.clang_Cursor_getMangling(this);
    public readonly int NumArguments => LibClang.clang_Cursor_getNumArguments(this);
    public readonly long OffsetOfField => LibClang.clang_Cursor_getOffsetOfField(this);
    public readonly CXString RawCommentText => LibClang.clang_Cursor_getRawCommentText(this);
    public readonly CXString Spelling => LibClang.clang_getCursorSpelling(this);
    public readonly CXType Type => LibClang.clang_getCursorType(this);
    public readonly CXType TypedefDeclUnderlyingType => LibClang.clang_getTypedefDeclUnderlyingType(this);
    public readonly CXString Usr => LibClang.clang_getCursorUSR(this);

    public static bool operator ==(CXCursor left, CXCursor right) => LibClang.clang_equalCursors(left, right) != 0;

    public static bool operator !=(CXCursor left, CXCursor right) => LibClang.clang_equalCursors(left, right) == 0;

    public override readonly bool Equals(object? obj) => obj is CXCursor other && Equals(other);

    public readonly bool Equals(CXCursor other) => this == other;

    public readonly CXCursor GetArgument(uint index) => LibClang.clang_Cursor_getArgument(this, index);

    public override readonly int GetHashCode() => (int)Hash;

    public readonly CXChildVisitResult VisitChildren(CXCursorVisitor visitor, CXClientData clientData)
    {
        var result = LibClang.clang_visitChildren(this, Marshal.GetFunctionPointerForDelegate(visitor), (void*)clientData.Handle);
        GC.KeepAlive(visitor);
        return (CXChildVisitResult)result;
    }
}
