using System.Globalization;
using System.Text;
using ClangSharp.Interop;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Reading;

/// <summary>
/// Finds the macros that stand for a value. Only a compiler knows what a macro is worth, so the header is parsed once more with a variable
/// for each macro behind it; a line with an error is a macro that is no value.
/// </summary>
internal static class MacroReader
{
    private const string Prefix = "interopfuzz_value_";

    /// <summary>A value has a handful; a header can be built so that clang would expand for hours.</summary>
    private const long MostWords = 100_000;

    /// <summary>Reads the macros of the header itself.</summary>
    /// <param name="unit">The parsed header.</param>
    /// <param name="scope">What is the header's own.</param>
    /// <param name="request">How it was parsed.</param>
    /// <param name="arguments">The arguments it was parsed with.</param>
    public static (List<CConstant> Constants, List<COmission> Omissions) Read(ParsedUnit unit, Scope scope, ReadRequest request, IReadOnlyList<string> arguments)
    {
        var candidates = new Dictionary<string, (string Text, CPlace Place)>();
        var omissions = new Dictionary<string, COmission>();
        var bodies = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var cursor in unit.Root.Children())
        {
            if (cursor.Kind != CXCursorKind.CXCursor_MacroDefinition || cursor.IsMacroBuiltIn || !scope.Has(cursor)) continue;
            var name = cursor.Name();
            var words = unit.Words(cursor);
            candidates.Remove(name);
            bodies[name] = words;
            // An empty macro is a switch (an include guard) or an attribute that is off here: there is nothing to bind.
            if (words.Count < 2) continue;
            if (cursor.IsMacroFunctionLike) omissions[name] = new(cursor.Place(), $"macro {name}", "it takes arguments");
            else if (IsBalanced(words)) candidates[name] = (string.Join(' ', words.Skip(1)), cursor.Place());
            else omissions[name] = NoConstant(name, cursor.Place());
        }

        var cost = new MacroCost(bodies);
        foreach (var (name, (_, place)) in candidates.Where(c => cost.Of(c.Key) > MostWords).ToList())
        {
            candidates.Remove(name);
            omissions[name] = new(place, $"macro {name}", $"it expands to more than {MostWords} words");
        }
        var constants = new List<CConstant>();
        var values = Evaluate([.. candidates.Keys], request, arguments);
        foreach (var (name, (text, place)) in candidates)
            if (values.TryGetValue(name, out var value)) constants.Add(new(name, text, value, place));
            else omissions[name] = NoConstant(name, place);
        return (constants, [.. omissions.Values]);
    }

    private static COmission NoConstant(string name, CPlace place) => new(place, $"macro {name}", "it is not a number or a text");

    /// <summary>An open bracket would swallow the macros behind it.</summary>
    private static bool IsBalanced(List<string> words)
    {
        var open = 0;
        foreach (var word in words)
            if (word is "(" or "[") open++;
            else if (word is ")" or "]" && --open < 0) return false;
            else if (word is "{" or "}" or ";" or "#") return false;
        return open == 0;
    }

    private static Dictionary<string, CConstantValue> Evaluate(IReadOnlyList<string> names, ReadRequest request, IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, CConstantValue>();
        if (names.Count == 0) return values;
        var header = Path.GetFullPath(request.Header).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var source = new StringBuilder($"#include \"{header}\"\n");
        for (var i = 0; i < names.Count; i++) source.Append(CultureInfo.InvariantCulture, $"static const __auto_type {Prefix}{i} = {names[i]};\n");
        // Beside the header, so that relative -I arguments and quotes mean the same.
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(request.Header))!, "interopfuzz-macros.c");
        using var unit = ParsedUnit.Parse(path, [.. arguments, "-ferror-limit=0"], source.ToString());
        var wrong = unit.Errors().Where(e => e.Place.File == path).Select(e => e.Place.Line).ToHashSet();
        foreach (var cursor in unit.Root.Children())
        {
            if (cursor.Kind != CXCursorKind.CXCursor_VarDecl || cursor.Name() is not { } name || !name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            if (wrong.Contains(cursor.Place().Line) || !int.TryParse(name.AsSpan(Prefix.Length), CultureInfo.InvariantCulture, out var index) || index >= names.Count) continue;
            if (Value(cursor) is { } value) values[names[index]] = value;
        }
        return values;
    }

    private static CConstantValue? Value(CXCursor variable)
    {
        var type = variable.Type.CanonicalType;
        var number = type.kind == CXTypeKind.CXType_Enum ? NumberKind.Int : TypeReader.Number(type.kind);
        if (number is null && type.kind != CXTypeKind.CXType_Pointer) return null;
        using var result = variable.Evaluate;
        if (result.Handle == IntPtr.Zero) return null;
        return (result.Kind, number) switch
        {
            (CXEvalResultKind.CXEval_Int, { } kind) => new NumberConstant(kind, result.IsUnsignedInt ? result.AsUnsigned : result.AsLongLong),
            (CXEvalResultKind.CXEval_Float, { }) => new RealConstant(result.AsDouble),
            (CXEvalResultKind.CXEval_StrLiteral, null) => new TextConstant(result.AsStr),
            _ => null,
        };
    }
}
