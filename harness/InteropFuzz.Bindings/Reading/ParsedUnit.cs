using ClangSharp.Interop;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Reading;

/// <summary>A source that clang has parsed.</summary>
internal sealed class ParsedUnit : IDisposable
{
    private CXIndex _index;
    private CXTranslationUnit _unit;

    private ParsedUnit(CXIndex index, CXTranslationUnit unit) => (_index, _unit) = (index, unit);

    /// <summary>The root of its tree.</summary>
    public CXCursor Root => _unit.Cursor;

    /// <summary>Parses a file, or a text as if it were one.</summary>
    /// <exception cref="HeaderException">libclang gave up; an ordinary error in the source is a diagnostic.</exception>
    public static ParsedUnit Parse(string path, IReadOnlyList<string> arguments, string? text = null)
    {
        var index = CXIndex.Create();
        CXUnsavedFile[] unsaved = text is null ? [] : [CXUnsavedFile.Create(path, text)];
        var options = CXTranslationUnit_Flags.CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_Flags.CXTranslationUnit_SkipFunctionBodies;
        var error = CXTranslationUnit.TryParse(index, path, [.. arguments], unsaved, options, out var unit);
        foreach (var file in unsaved) file.Dispose();
        if (error == CXErrorCode.CXError_Success) return new(index, unit);
        index.Dispose();
        throw new HeaderException(error switch
        {
            CXErrorCode.CXError_Crashed => $"{path}: clang itself crashed on this header",
            CXErrorCode.CXError_InvalidArguments => $"{path}: clang does not accept these arguments: {string.Join(' ', arguments)}",
            _ => $"{path}: clang cannot parse this file with the arguments {string.Join(' ', arguments)}",
        });
    }

    /// <summary>What clang complains about, errors only.</summary>
    public IEnumerable<(CPlace Place, string Text)> Errors()
    {
        for (uint i = 0; i < _unit.NumDiagnostics; i++)
        {
            using var diagnostic = _unit.GetDiagnostic(i);
            if (diagnostic.Severity < CXDiagnosticSeverity.CXDiagnostic_Error) continue;
            var place = diagnostic.Location.Place(out var column);
            var head = place.File.Length > 0 ? $"{place.File}:{place.Line}:{column}: " : "";
            yield return (place, $"{head}{(diagnostic.Severity == CXDiagnosticSeverity.CXDiagnostic_Fatal ? "fatal error" : "error")}: {diagnostic.Spelling.Take()}");
        }
    }

    /// <summary>The words of a declaration, comments left out.</summary>
    public List<string> Words(CXCursor cursor)
    {
        var tokens = _unit.Tokenize(cursor.Extent);
        var words = new List<string>(tokens.Length);
        foreach (var token in tokens)
            if (token.Kind != CXTokenKind.CXToken_Comment) words.Add(token.GetSpelling(_unit).Take());
        if (!tokens.IsEmpty) _unit.DisposeTokens(tokens);
        return words;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _unit.Dispose();
        _index.Dispose();
    }
}
