using System.Text;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Cases;

namespace InteropFuzz.Harness.Building;

/// <summary>
/// Turns programs of .NET into namespaces of one assembly. Nothing moves to another line, so that every file:line in a report is the
/// case's own. Pure.
/// </summary>
public static partial class NetSource
{
    /// <summary>The file that picks a case by its id.</summary>
    public const string EntryFile = "Entry.cs";

    /// <summary>Why a case needs an assembly of its own; null when it can share one.</summary>
    public static string? WhyApart(Case c)
        => c.BuildApart ? "its head says 'Build: apart'"
            : AssemblyAttribute().IsMatch(c.Main.Text) ? "it has attributes of the assembly"
            : GlobalUsing().IsMatch(c.Main.Text) ? "it has global usings"
            : null;

    /// <summary>Whether a file of a case is C, which becomes the case's shared library.</summary>
    public static bool IsC(CaseFile file) => file.Name.EndsWith(".c", StringComparison.Ordinal);

    /// <summary>The case's Program.cs inside a namespace; lines that only <c>dotnet run</c> understands (<c>#:property</c>) become comments.</summary>
    public static string InNamespace(Case c)
        => $"namespace {Namespace(c)} {{ {RunDirective().Replace(c.Main.Text, "//:")}\n}}\n";

    /// <summary>The case's Program.cs as it is, for an assembly of its own.</summary>
    public static string Alone(Case c) => RunDirective().Replace(c.Main.Text, "//:");

    /// <summary>The entry point of an assembly with many cases: the first argument is a case's id.</summary>
    public static string EntryFor(IReadOnlyList<Case> cases)
    {
        var text = new StringBuilder("""
            internal static class Entry
            {
                private static int Run(System.Action main) { main(); return 0; }

                private static int Run(System.Func<int> main) => main();

                private static int Main(string[] args) => args[0] switch
                {

            """);
        foreach (var c in cases) text.Append($"        \"{c.Id}\" => Run({Namespace(c)}.Program.Main),\n");
        return text.Append("        _ => throw new System.ArgumentException(\"no such case: \" + args[0]),\n    };\n}\n").ToString();
    }

    /// <summary><c>late_release.collected_delegate</c>: the id, so that names in a report say which case they are of.</summary>
    private static string Namespace(Case c) => NoName().Replace(c.Id, "_").Replace('/', '.');

    [GeneratedRegex(@"^#:", RegexOptions.Multiline)]
    private static partial Regex RunDirective();

    [GeneratedRegex(@"^\[(assembly|module):", RegexOptions.Multiline)]
    private static partial Regex AssemblyAttribute();

    [GeneratedRegex(@"^global using ", RegexOptions.Multiline)]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(@"[^A-Za-z0-9/]")]
    private static partial Regex NoName();
}
