#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
namespace ClangSharp.Interop;

/// <summary>enum CXErrorCode.</summary>
public enum CXErrorCode
{
    CXError_Success = 0,
    CXError_Failure = 1,
    CXError_Crashed = 2,
    CXError_InvalidArguments = 3,
    CXError_ASTReadError = 4,
}

/// <summary>enum CXTranslationUnit_Flags, as far as used.</summary>
[Flags]
public enum CXTranslationUnit_Flags
{
    CXTranslationUnit_None = 0x0,
    CXTranslationUnit_DetailedPreprocessingRecord = 0x01,
    CXTranslationUnit_SkipFunctionBodies = 0x40,
}

/// <summary>enum CXChildVisitResult.</summary>
public enum CXChildVisitResult
{
    CXChildVisit_Break,
    CXChildVisit_Continue,
    CXChildVisit_Recurse,
}

/// <summary>enum CXDiagnosticSeverity.</summary>
public enum CXDiagnosticSeverity
{
    CXDiagnostic_Ignored = 0,
    CXDiagnostic_Note = 1,
    CXDiagnostic_Warning = 2,
    CXDiagnostic_Error = 3,
    CXDiagnostic_Fatal = 4,
}

/// <summary>enum CXLinkageKind.</summary>
public enum CXLinkageKind
{
    CXLinkage_Invalid,
    CXLinkage_NoLinkage,
    CXLinkage_Internal,
    CXLinkage_UniqueExternal,
    CXLinkage_External,
}

/// <summary>CXEvalResultKind, as far as used.</summary>
public enum CXEvalResultKind
{
    CXEval_Int = 1,
    CXEval_Float = 2,
    CXEval_StrLiteral = 4,
    CXEval_UnExposed = 0,
}

/// <summary>enum CXTokenKind.</summary>
public enum CXTokenKind
{
    CXToken_Punctuation,
    CXToken_Keyword,
    CXToken_Identifier,
    CXToken_Literal,
    CXToken_Comment,
}

/// <summary>enum CXCursorKind, as far as used.</summary>
public enum CXCursorKind
{
    CXCursor_UnexposedDecl = 1,
    CXCursor_StructDecl = 2,
    CXCursor_UnionDecl = 3,
    CXCursor_EnumDecl = 5,
    CXCursor_FieldDecl = 6,
    CXCursor_EnumConstantDecl = 7,
    CXCursor_FunctionDecl = 8,
    CXCursor_VarDecl = 9,
    CXCursor_TypedefDecl = 20,
    CXCursor_LinkageSpec = 23,
    CXCursor_MacroDefinition = 501,
}

/// <summary>enum CXTypeKind, as far as used.</summary>
public enum CXTypeKind
{
    CXType_Invalid = 0,
    CXType_Unexposed = 1,
    CXType_Void = 2,
    CXType_Bool = 3,
    CXType_Char_U = 4,
    CXType_UChar = 5,
    CXType_UShort = 8,
    CXType_UInt = 9,
    CXType_ULong = 10,
    CXType_ULongLong = 11,
    CXType_UInt128 = 12,
    CXType_Char_S = 13,
    CXType_SChar = 14,
    CXType_Short = 16,
    CXType_Int = 17,
    CXType_Long = 18,
    CXType_LongLong = 19,
    CXType_Int128 = 20,
    CXType_Float = 21,
    CXType_Double = 22,
    CXType_LongDouble = 23,
    CXType_Float128 = 30,
    CXType_Half = 31,
    CXType_Float16 = 32,
    CXType_BFloat16 = 39,
    CXType_Complex = 100,
    CXType_Pointer = 101,
    CXType_BlockPointer = 102,
    CXType_Record = 105,
    CXType_Enum = 106,
    CXType_Typedef = 107,
    CXType_FunctionNoProto = 110,
    CXType_FunctionProto = 111,
    CXType_ConstantArray = 112,
    CXType_Vector = 113,
    CXType_IncompleteArray = 114,
    CXType_VariableArray = 115,
    CXType_Elaborated = 119,
    CXType_ExtVector = 176,
    CXType_Atomic = 177,
}
