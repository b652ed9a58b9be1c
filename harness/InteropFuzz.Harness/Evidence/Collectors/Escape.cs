using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Harness.Evidence.Collectors;

/// <summary>
/// What the compiler decided (-gcflags=-m) about the faulty statement and the variables on it: does this value live on the stack or
/// in the heap, does this argument escape?
/// </summary>
public sealed partial class Escape : ICollector
{
    private const int MostLines = 24;

    /// <inheritdoc/>
    public string Name => "escape";

    /// <inheritdoc/>
    public int Order => 30;

    /// <inheritdoc/>
    public string Purpose => "escape analysis (-gcflags=-m) of the guilty line, the lines of the crash, and the variables on them";

    /// <summary>The sources are compiled whatever the instrument.</summary>
    public string? WhyNotIn(in Planning.Cell cell) => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> AskCompiler { get; } = ["-gcflags=-m"];

    /// <inheritdoc/>
    public EvidencePart Read(Material material)
    {
        if (material.Compiler is not { } words) return EvidencePart.Nothing(material.WhyNoCompiler ?? "the compiler was not asked");
        var source = material.Planned.Case.Main.Text.Split('\n');
        var faulty = Faulty(source.Length, material);
        if (faulty.Count == 0) return EvidencePart.Nothing("no line is marked // GUILTY, and the crash shows none of the program's Go code");
        var names = faulty.SelectMany(l => Identifier().Matches(Code(source[l - 1])).Select(m => m.Value)).Where(n => !s_words.Contains(n)).ToHashSet();
        var all = words.Split('\n').Select(l => Decision().Match(l)).Where(m => m.Success)
            .Select(m => (Line: int.Parse(m.Groups["line"].ValueSpan, CultureInfo.InvariantCulture), Says: m.Groups["says"].Value, Text: m.Value)).ToList();
        // A variable's fate is told where it is declared, that of its value where it is set.
        var set = Enumerable.Range(1, source.Length).Where(l => Assigned().Match(Code(source[l - 1])) is { Success: true } a && names.Contains(a.Groups["name"].Value)).ToHashSet();
        var fitting = all.Where(d => faulty.Contains(d.Line) || set.Contains(d.Line) || (Variable().Match(d.Says) is { Success: true } v && names.Contains(v.Groups["name"].Value)))
            .Distinct().Take(MostLines).ToList();
        if (fitting.Count == 0) return EvidencePart.Nothing($"the compiler decides nothing about line {string.Join(", ", faulty)} of main.go ({all.Count} decisions elsewhere)");
        return new()
        {
            Says = [.. fitting.Select(d => $"main.go:{d.Line}: {d.Says}{(faulty.Contains(d.Line) ? "" : "   (a variable of the faulty line)")}")],
            Figures = new()
            {
                ["lines"] = new JsonArray([.. faulty.Select(l => (JsonNode?)l)]),
                ["decisions"] = new JsonArray([.. fitting.Select(d => (JsonNode)new JsonObject { ["line"] = d.Line, ["says"] = d.Says })]),
            },
        };
    }

    /// <summary>The lines of main.go that are marked, and those of the crash's own frames.</summary>
    private static SortedSet<int> Faulty(int length, Material material)
    {
        var lines = new SortedSet<int>(material.Planned.Case.Main.GuiltyLines);
        foreach (var frame in material.Crash?.Frames ?? [])
            if (frame is { IsUser: true, Side: FrameSide.Go, File: { } file, Line: > 0 } && frame.Line <= length && file.EndsWith(material.Planned.Case.Id + "/main.go", StringComparison.Ordinal))
                lines.Add(frame.Line);
        return lines;
    }

    private static string Code(string line) => line.Split("//")[0];

    private static readonly HashSet<string> s_words =
    [
        "func", "go", "defer", "return", "for", "if", "range", "var", "make", "new", "append", "len", "cap", "nil", "true", "false", "int", "byte", "string", "uintptr", "unsafe", "C", "Pointer",
        "i", "n", "err",
    ];

    [GeneratedRegex(@"^(?:\S*/)?main\.go:(?<line>\d{1,6}):\d+: (?<says>.+)$")]
    private static partial Regex Decision();

    [GeneratedRegex(@"^(?:moved to heap: |leaking param(?: content)?: |parameter )?&?(?<name>[\p{L}_]\w*)\b")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*(?:var )?(?<name>[\p{L}_]\w*)(?:, [\p{L}_]\w*)*(?: [^=]*)? :?= ")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"(?<![.\w])[\p{L}_]\w*")]
    private static partial Regex Identifier();
}
