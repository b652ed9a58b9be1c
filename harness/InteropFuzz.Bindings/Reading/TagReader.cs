using ClangSharp.Interop;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Reading;

/// <summary>Reads structs, unions and enums, each once.</summary>
internal sealed class TagReader
{
    private readonly Scope _scope;
    private readonly Dictionary<CXCursor, CXCursor> _definitions = [];
    private readonly Dictionary<CXCursor, CRecord> _records = [];
    private readonly Dictionary<CRecord, CXCursor> _waiting = [];
    private readonly Dictionary<CXCursor, CEnum> _enums = [];

    /// <param name="scope">What is the header's own.</param>
    /// <param name="top">The declarations outside of all others.</param>
    public TagReader(Scope scope, IEnumerable<CXCursor> top)
    {
        _scope = scope;
        Types = new(this);
        FindDefinitions(top);
    }

    /// <summary>Reads the types of fields, and everybody else's.</summary>
    public TypeReader Types { get; }

    /// <summary>All structs and unions so far, in the order in which they were first needed.</summary>
    public IEnumerable<CRecord> Records => _records.Values;

    /// <summary>All enums so far.</summary>
    public IEnumerable<CEnum> Enums => _enums.Values;

    private void FindDefinitions(IEnumerable<CXCursor> cursors)
    {
        var waiting = new Stack<CXCursor>(cursors.Reverse());
        while (waiting.TryPop(out var cursor))
        {
            if (cursor.Kind is not (CXCursorKind.CXCursor_StructDecl or CXCursorKind.CXCursor_UnionDecl)) continue;
            if (cursor.IsDefinition) _definitions[cursor.CanonicalCursor] = cursor;
            foreach (var child in cursor.Children()) waiting.Push(child);
        }
    }

    /// <summary>The struct or union that a declaration is about.</summary>
    public CRecord Record(CXCursor declaration)
    {
        var key = declaration.CanonicalCursor;
        if (_records.TryGetValue(key, out var known)) return known;
        if (!_definitions.TryGetValue(key, out var main)) main = declaration;
        var isUnion = declaration.Kind == CXCursorKind.CXCursor_UnionDecl;
        var (name, cName) = Names(main, isUnion ? "union" : "struct", 'U', 'S');
        var record = new CRecord(name, cName, isUnion) { IsOwn = _scope.Has(main), Place = main.Place(), Comment = Comment(main) };
        _records[key] = record;
        if (main.IsDefinition)
        {
            _waiting[record] = main;
            // A struct of another header may stay a name as long as it is behind a pointer.
            if (record.IsOwn) Complete(record);
        }
        return record;
    }

    /// <summary>Completes the records of which this type holds a value.</summary>
    public void Need(CType type)
    {
        while (type.Bare() is ArrayType array) type = array.Element;
        if (type.Bare() is RecordType { Record: var record }) Complete(record);
    }

    private void Complete(CRecord record)
    {
        if (!_waiting.Remove(record, out var definition)) return;
        var type = definition.Type;
        // An error in the source leaves a struct without a layout.
        if (type.SizeOf < 0) return;
        record.IsComplete = true;
        record.Size = type.SizeOf;
        record.Alignment = type.AlignOf;
        record.Fields = [.. Fields(definition, type)];
    }

    private IEnumerable<CField> Fields(CXCursor definition, CXType type)
    {
        foreach (var child in definition.Children())
        {
            if (child.Kind == CXCursorKind.CXCursor_FieldDecl)
            {
                var name = child.Name();
                if (name.Length == 0 && !child.IsBitField) continue;
                yield return new(name, Types.ReadValue(child.Type), child.OffsetOfField, child.IsBitField ? child.FieldDeclBitWidth : null, Comment(child), child.Place());
            }
            else if (child.Kind is CXCursorKind.CXCursor_StructDecl or CXCursorKind.CXCursor_UnionDecl && child.IsAnonymousRecordDecl)
            {
                var inner = new RecordType(Record(child));
                Need(inner);
                if (FirstNamed(inner.Record) is var (leaf, offset) && type.GetOffsetOf(leaf) is >= 0 and var absolute)
                    yield return new("", inner, absolute - offset, null, CComment.None, child.Place());
            }
        }

    }

    /// <summary>Clang knows where the fields of an unnamed member lie in the outer record, not where the member does.</summary>
    private static (string Name, long Offset)? FirstNamed(CRecord record)
    {
        foreach (var field in record.Fields)
        {
            if (field.Name.Length > 0) return (field.Name, field.BitOffset);
            if (field.Type is RecordType inner && FirstNamed(inner.Record) is var (name, offset)) return (name, field.BitOffset + offset);
        }
        return null;
    }

    /// <summary>The enum that a declaration is about.</summary>
    public CEnum Enum(CXCursor declaration)
    {
        var key = declaration.CanonicalCursor;
        if (_enums.TryGetValue(key, out var known)) return known;
        var underlying = TypeReader.Number(declaration.EnumDecl_IntegerType.CanonicalType.kind) ?? NumberKind.UInt;
        var values = declaration.Children()
            .Where(c => c.Kind == CXCursorKind.CXCursor_EnumConstantDecl)
            .Select(c => new CEnumValue(c.Name(), underlying.IsSigned() ? c.EnumConstantDeclValue : c.EnumConstantDeclUnsignedValue, Comment(c)));
        var (name, cName) = Names(declaration, "enum", 'E', 'E');
        return _enums[key] = new(name, cName, underlying, [.. values], _scope.Has(declaration), Comment(declaration), declaration.Place());
    }

    /// <summary>The documentation comment of a declaration.</summary>
    public static CComment Comment(CXCursor cursor) => CommentReader.Read(cursor.RawCommentText.Take());

    /// <summary>
    /// An unnamed one may have got its name from a typedef; only the unified symbol resolution tells in every version of clang:
    /// <c>c:@SA@name</c> (S, U or E for the kind) is such a one, <c>c:@S@name</c> has a tag.
    /// </summary>
    private static (string Name, string? CName) Names(CXCursor tag, string word, char union, char other)
    {
        var usr = tag.Usr.Take();
        var segments = usr.Split('@');
        if (segments is [.., var kind, var typedef] && (kind == $"{union}A" || kind == $"{other}A") && typedef.Length > 0 && !typedef.Contains('.', StringComparison.Ordinal))
            return (typedef, typedef);
        return tag.Name() is { Length: > 0 } name ? (name, $"{word} {name}") : ("", null);
    }
}
