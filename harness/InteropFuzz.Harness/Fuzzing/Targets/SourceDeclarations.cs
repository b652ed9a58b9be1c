using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>A declaration with the comment above it.</summary>
/// <param name="Names">What it declares; a method's name has a dot in front.</param>
/// <param name="Text">Its lines.</param>
internal sealed record SourceDeclaration(IReadOnlyList<string> Names, string Text);

/// <summary>
/// A file of native/go-ops/ops as its head and its declarations. It is our own code, formatted by gofmt and clang-format: a declaration begins at the
/// start of a line behind an empty one. Pure.
/// </summary>
internal sealed partial class SourceDeclarations
{
    private readonly string _head;

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its text.</param>
    public SourceDeclarations(string name, string text)
    {
        Name = name;
        List<string> parts = [];
        foreach (var part in text.TrimEnd().Split("\n\n"))
        {
            // Behind an empty line inside of a declaration there is an indented one.
            if (parts.Count > 0 && part.Length > 0 && (char.IsWhiteSpace(part[0]) || part[0] is '}' or ')')) parts[^1] += "\n\n" + part;
            else parts.Add(part);
        }
        var head = parts.TakeWhile(p => NamesOf(p).Length == 0).ToList();
        _head = string.Join("\n\n", head);
        Declarations = [.. parts.Skip(head.Count).Select(p => new SourceDeclaration(NamesOf(p), p))];
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>Its declarations in their order.</summary>
    public IReadOnlyList<SourceDeclaration> Declarations { get; }

    /// <summary>The names that a text uses: <c>.name</c> for one behind a dot, but the plain one behind <c>C.</c>.</summary>
    public static IEnumerable<string> NamesIn(string text)
        => Word().Matches(Comment().Replace(text, "")).Select(m => m.Groups["c"].Success ? m.Groups["name"].Value : m.Groups["dot"].Value + m.Groups["name"].Value);

    /// <summary>The file as one of a main package with those declarations alone; null when there is none.</summary>
    public string? Only(Func<string, bool> isNeeded)
    {
        var kept = Declarations.Where(d => d.Names.Any(isNeeded)).ToList();
        if (kept.Count == 0) return null;
        var body = string.Join("\n\n", kept.Select(d => d.Text)) + "\n";
        body = Trace().Replace(body, "");
        var head = OwnFlags().Replace(_head.Replace("package ops", "package main", StringComparison.Ordinal), "");
        if (Name.EndsWith(".go", StringComparison.Ordinal))
        {
            if (!body.Contains("C.", StringComparison.Ordinal)) head = Cgo().Replace(head, "");
            head = Import().Replace(head, m => m.Groups["last"].Value == "C" || Regex.IsMatch(body, $@"\b{m.Groups["last"].Value}\.[A-Z]") ? m.Value : "");
            head = head.Replace("import (\n)", "", StringComparison.Ordinal);
        }
        return Empty().Replace($"{head.TrimEnd()}\n\n{body}", "\n\n");
    }

    private static string[] NamesOf(string part)
    {
        foreach (var line in part.Split('\n'))
        {
            if (line.StartsWith("//", StringComparison.Ordinal)) continue;
            if (Method().Match(line) is { Success: true } method) return ["." + method.Groups[1].Value];
            if (Func().Match(line) is { Success: true } func) return [func.Groups[1].Value];
            if (Names().Match(line) is { Success: true } names) return names.Groups[1].Value.Split(", ");
            if (Block().IsMatch(line)) return [.. Member().Matches(part).Select(m => m.Groups[1].Value)];
            if (CFunction().Match(line) is { Success: true } c) return [c.Groups[1].Value];
        }
        return [];
    }

    [GeneratedRegex(@"(?:(?<c>\bC)\.|(?<dot>\.))?\b(?<name>[A-Za-z_]\w*)")]
    private static partial Regex Word();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^func \(\w+ \*?\w+\) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"^func (\w+)\(")]
    private static partial Regex Func();

    [GeneratedRegex(@"^(?:var|const|type) (\w+(?:, \w+)*)")]
    private static partial Regex Names();

    [GeneratedRegex(@"^(?:var|const) \($")]
    private static partial Regex Block();

    [GeneratedRegex(@"^\t(\w+)", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex(@"^(?!func|package|import|#)\w.*?(\w+)\(.*\)$")]
    private static partial Regex CFunction();

    /// <summary>The trace that programs of their own do not have.</summary>
    [GeneratedRegex(@"^\tout +bytes\.Buffer\n", RegexOptions.Multiline)]
    private static partial Regex Trace();

    /// <summary>Flags for C stand in main.go.</summary>
    [GeneratedRegex("^// (?:#cgo|// ISO).*\n", RegexOptions.Multiline)]
    private static partial Regex OwnFlags();

    [GeneratedRegex("(?:^// .*\n)*^import \"C\"\n", RegexOptions.Multiline)]
    private static partial Regex Cgo();

    [GeneratedRegex("^(?:import |\t)\"(?:[^\"\n]*/)?(?<last>[^\"/\n]+)\"(?:\n|$)", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex Empty();
}
