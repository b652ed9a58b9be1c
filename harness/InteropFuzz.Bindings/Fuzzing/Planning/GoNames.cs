using System.Collections.Frozen;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>Names of C as names of variables in Go: different from each other, from Go's words and from what the generated code uses.</summary>
internal sealed class GoNames
{
    private static readonly FrozenSet<string> s_taken = FrozenSet.Create(
        "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto", "if", "import", "interface", "map", "package",
        "range", "return", "select", "struct", "switch", "type", "var", "C", "p", "unsafe", "int", "int64", "uint64", "float64", "string", "byte", "nil", "true", "false", "result", "made", "bool", "_");

    private readonly HashSet<string> _names = [];

    /// <summary>A name for this one.</summary>
    public string Take(string name)
    {
        var plain = name.TrimStart('_') is { Length: > 0 } rest && !char.IsAsciiDigit(rest[0]) ? rest : $"a{name}";
        if (s_taken.Contains(plain)) plain += "_";
        while (!_names.Add(plain)) plain += "_";
        return plain;
    }
}
