#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

/// <summary>A type as it is written at one place.</summary>
public unsafe partial struct CXType
{
    /// <summary>What it is.</summary>
    public CXTypeKind kind;

    private fixed ulong data[2];

    public readonly long AlignOf => LibClang.clang_Type_getAlignOf(this);
    public readonly CXType ArrayElementType => LibClang.clang_getArrayElementType(this);
    public readonly long ArraySize => LibClang.clang_getArraySize(this);
    public readonly CXType CanonicalType => LibClang.clang_getCanonicalType(this);
    public readonly CXCursor Declaration => kind != CXTypeKind.CXType_Invalid ? LibClang.clang_getTypeDeclaration(this) : default;
    public readonly bool IsConstQualified => LibClang.clang_isConstQualifiedType(this) != 0;
    public readonly bool IsFunctionTypeVariadic => LibClang.clang_isFunctionTypeVariadic(this) != 0;
    public readonly bool IsVolatileQualified => LibClang.clang_isVolatileQualifiedType(this) != 0;
    public readonly CXType NamedType => LibClang.clang_Type_getNamedType(this);
    public readonly int NumArgTypes => LibClang.clang_getNumArgTypes(this);
    public readonly CXType PointeeType => kind != CXTypeKind.CXType_Invalid ? LibClang.clang_getPointeeType(this) : default;
    public readonly CXType ResultType => LibClang.clang_getResultType(this);
    public readonly long SizeOf => LibClang.clang_Type_getSizeOf(this);
    public readonly CXString Spelling => kind != CXTypeKind.CXType_Invalid ? LibClang.clang_getTypeSpelling(this) : default;

    public readonly CXType GetArgType(uint i) => LibClang.clang_getArgType(this, i);

    public readonly long GetOffsetOf(string s)
    {
        var name = (byte*)Marshal.StringToCoTaskMemUTF8(s);
        var offset = LibClang.clang_Type_getOffsetOf(this, name);
        Marshal.FreeCoTaskMem((IntPtr)name);
        return offset;
    }
}
