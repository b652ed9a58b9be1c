using ClangSharp.Interop;
using InteropFuzz.Bindings.Model;
using static ClangSharp.Interop.CXCursorKind;

namespace InteropFuzz.Bindings.Reading;

/// <summary>Reads the header's own declarations one after the other.</summary>
internal sealed class DeclarationReader(Scope scope, TagReader tags)
{
    private readonly Dictionary<string, CFunction> _functions = [];
    private readonly Dictionary<string, CTypedef> _typedefs = [];
    private readonly Dictionary<string, COmission> _omissions = [];

    /// <summary>The functions so far.</summary>
    public IEnumerable<CFunction> Functions => _functions.Values;

    /// <summary>The typedefs so far.</summary>
    public IEnumerable<CTypedef> Typedefs => _typedefs.Values;

    /// <summary>What could not be taken over.</summary>
    public IEnumerable<COmission> Omissions => _omissions.Values;

    /// <summary>The declarations outside of all others, those in <c>extern "C"</c> included.</summary>
    public static IEnumerable<CXCursor> Top(CXCursor root)
        => root.Children().SelectMany(c => c.Kind is CXCursor_LinkageSpec or CXCursor_UnexposedDecl ? Top(c) : [c]);

    /// <summary>Reads one declaration if it is the header's own.</summary>
    public void Read(CXCursor cursor)
    {
        if (!scope.Has(cursor)) return;
        switch (cursor.Kind)
        {
            case CXCursor_StructDecl or CXCursor_UnionDecl:
                tags.Record(cursor);
                break;
            case CXCursor_EnumDecl:
                tags.Enum(cursor);
                break;
            case CXCursor_TypedefDecl when cursor.Name() is { Length: > 0 } name:
                _typedefs.TryAdd(name, new(name, tags.Types.Read(cursor.TypedefDeclUnderlyingType), TagReader.Comment(cursor), cursor.Place()));
                break;
            case CXCursor_VarDecl:
                Omit(cursor, "variable", "P/Invoke reaches functions only; NativeLibrary.GetExport gives the address of a variable");
                break;
            case CXCursor_FunctionDecl:
                Function(cursor);
                break;
        }
    }

    private void Function(CXCursor cursor)
    {
        var name = cursor.Name();
        if (cursor.Linkage == CXLinkageKind.CXLinkage_Internal) Omit(cursor, "function", "it is static: the library does not export it");
        else if (cursor.IsFunctionInlined) Omit(cursor, "function", "it is inline: the library does not export it");
        else if (cursor.Type.CanonicalType.kind != CXTypeKind.CXType_FunctionNoProto && cursor.Type.IsFunctionTypeVariadic)
            Omit(cursor, "function", "it takes a variable number of arguments, which neither P/Invoke nor cgo can pass; call it through a C function with a fixed number");
        else if (!_functions.TryGetValue(name, out var known)) _functions[name] = Read(cursor, name);
        else if (known.Comment == CComment.None) _functions[name] = known with { Comment = TagReader.Comment(cursor) };
    }

    private CFunction Read(CXCursor cursor, string name)
    {
        var parameters = new List<CParameter>();
        for (uint i = 0; i < cursor.NumArguments; i++)
        {
            var parameter = cursor.GetArgument(i);
            parameters.Add(new(parameter.Name(), tags.Types.ReadValue(parameter.Type)));
        }
        var symbol = cursor.Mangling.Take();
        return new(name, symbol.Length > 0 ? symbol : name, tags.Types.ReadValue(cursor.Type.ResultType), parameters, TagReader.Comment(cursor), cursor.Place());
    }

    private void Omit(CXCursor cursor, string what, string reason)
        => _omissions.TryAdd($"{what} {cursor.Name()}", new(cursor.Place(), $"{what} {cursor.Name()}", reason));
}
