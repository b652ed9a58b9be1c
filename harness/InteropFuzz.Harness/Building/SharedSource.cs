using System.Text;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Cases;

namespace InteropFuzz.Harness.Building;

/// <summary>
/// Turns programs into packages of one multi-call binary. Only words are replaced, never lines, so that every file:line in a
/// report is the case's own. Pure.
/// </summary>
public static partial class SharedSource
{
    /// <summary>Why a case needs a binary of its own; null when it can share one.</summary>
    public static string? WhyApart(Case c)
    {
        var text = c.Main.Text;
        return c.BuildApart ? "its head says 'Build: apart'"
            : c.Files.Count > 1 ? "it has more files than main.go"
            : ExportDirective().IsMatch(text) ? "it exports a Go function to C, and C names are global to a binary"
            : LinkFlags().IsMatch(text) ? "its #cgo LDFLAGS would link into every case"
            : LinknameDirective().IsMatch(text) ? "it uses go:linkname"
            : BuildConstraint().IsMatch(text) ? "it has a build constraint"
            : InitFunction().IsMatch(text) ? "its init would run in every case"
            : MainFunction().Count(text) != 1 ? "it has no 'func main() {' on a line of its own"
            : null;
    }

    /// <summary>The case's main.go as a package with an exported Main.</summary>
    public static string AsPackage(Case c)
        => MainFunction().Replace(PackageClause().Replace(c.Main.Text, "package shared", 1), "func Main() {", 1);

    /// <summary>The main.go of a program of its own, with the sampler's call in front of its first statement and every line where it was.</summary>
    public static string Sampled(Case c) => MainFunction().Replace(c.Main.Text, $"func main() {{ {Sampler.AtEnd};", 1);

    /// <summary>The main package that picks a case by its id in os.Args[1].</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="sampled">Whether the sampler's files stand beside it.</param>
    public static string MainFor(IReadOnlyList<Case> cases, bool sampled = false)
    {
        var text = new StringBuilder("package main\n\nimport (\n\t\"os\"\n\n");
        for (var i = 0; i < cases.Count; i++) text.Append($"\tc{i} \"{CaseSet.Module}/{cases[i].Id}\"\n");
        text.Append(")\n\nfunc main() {\n");
        if (sampled) text.Append($"\t{Sampler.AtEnd}\n");
        text.Append("\tid := os.Args[1]\n\tos.Args = os.Args[:1]\n\tswitch id {\n");
        for (var i = 0; i < cases.Count; i++) text.Append($"\tcase \"{cases[i].Id}\":\n\t\tc{i}.Main()\n");
        return text.Append("\tdefault:\n\t\tpanic(\"no such case: \" + id)\n\t}\n}\n").ToString();
    }

    [GeneratedRegex(@"^//export ", RegexOptions.Multiline)]
    private static partial Regex ExportDirective();

    [GeneratedRegex(@"#cgo[^\n]*LDFLAGS")]
    private static partial Regex LinkFlags();

    [GeneratedRegex(@"^//go:linkname ", RegexOptions.Multiline)]
    private static partial Regex LinknameDirective();

    [GeneratedRegex(@"^//go:build ", RegexOptions.Multiline)]
    private static partial Regex BuildConstraint();

    [GeneratedRegex(@"^func init\(\)", RegexOptions.Multiline)]
    private static partial Regex InitFunction();

    [GeneratedRegex(@"^func main\(\) \{", RegexOptions.Multiline)]
    private static partial Regex MainFunction();

    [GeneratedRegex(@"^package main\b", RegexOptions.Multiline)]
    private static partial Regex PackageClause();
}
