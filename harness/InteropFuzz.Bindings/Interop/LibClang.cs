#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
using System.Reflection;
using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

/// <summary>The calls into the system's libclang (14 to 22): their C declarations are in clang-c/Index.h.</summary>
internal static unsafe class LibClang
{
    private const string Name = "libclang";
    private static readonly string[] s_versions = [.. new[] { 19, 22, 21, 20, 18, 17, 16, 15, 14 }.Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    static LibClang() => NativeLibrary.SetDllImportResolver(typeof(LibClang).Assembly, Resolve);

    /// <summary>Debian and Ubuntu put the version into the file's name, others into the folder or nowhere. LIBCLANG_PATH, a file or its folder, comes first.</summary>
    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("LIBCLANG_PATH") is { Length: > 0 } chosen)
        {
            if (File.Exists(chosen)) yield return chosen;
            else foreach (var file in new[] { "libclang.so", "libclang.so.1" }) yield return Path.Combine(chosen, file);
        }
        foreach (var v in s_versions)
        {
            yield return $"libclang-{v}.so.1";
            yield return $"libclang-{v}.so.{v}";
            yield return $"libclang-{v}.so";
            yield return $"/usr/lib/llvm-{v}/lib/libclang.so.1";
            yield return $"libclang.so.{v}";
            yield return $"libclang.so.{v}.1";
        }
        yield return "libclang.so.1";
        yield return "libclang.so.13";
        yield return "libclang.so";
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name) return IntPtr.Zero;
        foreach (var candidate in Candidates())
            if (NativeLibrary.TryLoad(candidate, out var handle)) return handle;
        throw new DllNotFoundException("libclang (14 to 22) is not installed; on Debian and Ubuntu: apt-get install libclang1-19 libclang-common-19-dev");
    }

    [DllImport(Name)] public static extern void* clang_createIndex(int excludeDeclarationsFromPCH, int displayDiagnostics);
    [DllImport(Name)] public static extern void clang_disposeIndex(void* index);
    [DllImport(Name)] public static extern CXErrorCode clang_parseTranslationUnit2(void* index, byte* source_filename, byte** command_line_args, int num_command_line_args, CXUnsavedFile* unsaved_files, uint num_unsaved_files, uint options, IntPtr* out_TU);
    [DllImport(Name)] public static extern void clang_disposeTranslationUnit(IntPtr unit);
    [DllImport(Name)] public static extern CXCursor clang_getTranslationUnitCursor(IntPtr unit);
    [DllImport(Name)] public static extern uint clang_getNumDiagnostics(IntPtr unit);
    [DllImport(Name)] public static extern void* clang_getDiagnostic(IntPtr unit, uint index);
    [DllImport(Name)] public static extern void clang_tokenize(IntPtr unit, CXSourceRange range, CXToken** tokens, uint* numTokens);
    [DllImport(Name)] public static extern void clang_disposeTokens(IntPtr unit, CXToken* tokens, uint numTokens);
    [DllImport(Name)] public static extern CXTokenKind clang_getTokenKind(CXToken token);
    [DllImport(Name)] public static extern CXString clang_getTokenSpelling(IntPtr unit, CXToken token);

    [DllImport(Name)] public static extern void clang_disposeDiagnostic(void* diagnostic);
    [DllImport(Name)] public static extern CXSourceLocation clang_getDiagnosticLocation(void* diagnostic);
    [DllImport(Name)] public static extern CXDiagnosticSeverity clang_getDiagnosticSeverity(void* diagnostic);
    [DllImport(Name)] public static extern CXString clang_getDiagnosticSpelling(void* diagnostic);

    [DllImport(Name)] public static extern byte* clang_getCString(CXString text);
    [DllImport(Name)] public static extern void clang_disposeString(CXString text);
    [DllImport(Name)] public static extern CXString clang_getFileName(void* file);
    [DllImport(Name)] public static extern int clang_Location_isInSystemHeader(CXSourceLocation location);
    [DllImport(Name)] public static extern void clang_getExpansionLocation(CXSourceLocation location, void** file, uint* line, uint* column, uint* offset);

    [DllImport(Name)] public static extern uint clang_visitChildren(CXCursor parent, IntPtr visitor, void* client_data);
    [DllImport(Name)] public static extern uint clang_equalCursors(CXCursor left, CXCursor right);
    [DllImport(Name)] public static extern uint clang_hashCursor(CXCursor cursor);
    [DllImport(Name)] public static extern CXCursor clang_getCanonicalCursor(CXCursor cursor);
    [DllImport(Name)] public static extern uint clang_isCursorDefinition(CXCursor cursor);
    [DllImport(Name)] public static extern CXString clang_getCursorSpelling(CXCursor cursor);
    [DllImport(Name)] public static extern CXString clang_getCursorUSR(CXCursor cursor);
    [DllImport(Name)] public static extern CXString clang_Cursor_getMangling(CXCursor cursor);
    [DllImport(Name)] public static extern CXString clang_Cursor_getRawCommentText(CXCursor cursor);
    [DllImport(Name)] public static extern CXSourceLocation clang_getCursorLocation(CXCursor cursor);
    [DllImport(Name)] public static extern CXSourceRange clang_getCursorExtent(CXCursor cursor);
    [DllImport(Name)] public static extern CXType clang_getCursorType(CXCursor cursor);
    [DllImport(Name)] public static extern CXLinkageKind clang_getCursorLinkage(CXCursor cursor);
    [DllImport(Name)] public static extern CXType clang_getTypedefDeclUnderlyingType(CXCursor cursor);
    [DllImport(Name)] public static extern CXType clang_getEnumDeclIntegerType(CXCursor cursor);
    [DllImport(Name)] public static extern long clang_getEnumConstantDeclValue(CXCursor cursor);
    [DllImport(Name)] public static extern ulong clang_getEnumConstantDeclUnsignedValue(CXCursor cursor);
    [DllImport(Name)] public static extern int clang_Cursor_getNumArguments(CXCursor cursor);
    [DllImport(Name)] public static extern CXCursor clang_Cursor_getArgument(CXCursor cursor, uint index);
    [DllImport(Name)] public static extern uint clang_Cursor_isFunctionInlined(CXCursor cursor);
    [DllImport(Name)] public static extern uint clang_Cursor_isBitField(CXCursor cursor);
    [DllImport(Name)] public static extern int clang_getFieldDeclBitWidth(CXCursor cursor);
    [DllImport(Name)] public static extern long clang_Cursor_getOffsetOfField(CXCursor cursor);
    [DllImport(Name)] public static extern uint clang_Cursor_isAnonymousRecordDecl(CXCursor cursor);
    [DllImport(Name)] public static extern uint clang_Cursor_isMacroFunctionLike(CXCursor cursor);
    [DllImport(Name)] public static extern uint clang_Cursor_isMacroBuiltin(CXCursor cursor);
    [DllImport(Name)] public static extern void* clang_Cursor_Evaluate(CXCursor cursor);

    [DllImport(Name)] public static extern CXEvalResultKind clang_EvalResult_getKind(void* result);
    [DllImport(Name)] public static extern long clang_EvalResult_getAsLongLong(void* result);
    [DllImport(Name)] public static extern ulong clang_EvalResult_getAsUnsigned(void* result);
    [DllImport(Name)] public static extern uint clang_EvalResult_isUnsignedInt(void* result);
    [DllImport(Name)] public static extern double clang_EvalResult_getAsDouble(void* result);
    [DllImport(Name)] public static extern byte* clang_EvalResult_getAsStr(void* result);
    [DllImport(Name)] public static extern void clang_EvalResult_dispose(void* result);

    [DllImport(Name)] public static extern CXString clang_getTypeSpelling(CXType type);
    [DllImport(Name)] public static extern CXType clang_getCanonicalType(CXType type);
    [DllImport(Name)] public static extern CXType clang_Type_getNamedType(CXType type);
    [DllImport(Name)] public static extern CXType clang_getPointeeType(CXType type);
    [DllImport(Name)] public static extern CXType clang_getArrayElementType(CXType type);
    [DllImport(Name)] public static extern long clang_getArraySize(CXType type);
    [DllImport(Name)] public static extern CXType clang_getResultType(CXType type);
    [DllImport(Name)] public static extern int clang_getNumArgTypes(CXType type);
    [DllImport(Name)] public static extern CXType clang_getArgType(CXType type, uint index);
    [DllImport(Name)] public static extern uint clang_isFunctionTypeVariadic(CXType type);
    [DllImport(Name)] public static extern uint clang_isConstQualifiedType(CXType type);
    [DllImport(Name)] public static extern uint clang_isVolatileQualifiedType(CXType type);
    [DllImport(Name)] public static extern CXCursor clang_getTypeDeclaration(CXType type);
    [DllImport(Name)] public static extern long clang_Type_getSizeOf(CXType type);
    [DllImport(Name)] public static extern long clang_Type_getAlignOf(CXType type);
    [DllImport(Name)] public static extern long clang_Type_getOffsetOf(CXType type, byte* field);
}
