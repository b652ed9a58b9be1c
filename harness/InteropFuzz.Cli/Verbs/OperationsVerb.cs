using System.CommandLine;
using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Storage;
using Spectre.Console;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz operations</c>: the operations that programs are made of.</summary>
public static class OperationsVerb
{
    private const string Help = """
        List the operations that programs for 'interopfuzz diff' are made of.

        Examples:
          interopfuzz operations
          interopfuzz operations --write   make the tables of the interpreters and of docs/operations.md from native/ops/operations.tsv

        After a change of operations.tsv build once, write, and build again: each compiler then refuses an interpreter that lacks an operation.
        """;

    private const string Page = "docs/operations.md";
    private static readonly MarkedTable s_table = new("operations");

    /// <summary>The verb with its option.</summary>
    public static Command Make()
    {
        Option<bool> write = new("--write") { Description = "Write the tables that are made from operations.tsv" };
        var verb = new Verb("operations", Help) { write };
        verb.SetAction(parsed =>
        {
            if (parsed.GetValue(write)) Write(Installation.Find().Root);
            else Show();
        });
        return verb;
    }

    /// <summary>By path in the repository, all files that hold a table made from operations.tsv.</summary>
    /// <param name="root">The repository; the page around its table is read there.</param>
    public static IReadOnlyDictionary<string, string> Files(string root)
        => new Dictionary<string, string>(OperationSources.Make(OperationTable.Current))
        {
            [Page] = s_table.Put(File.ReadAllText(Path.Combine(root, Page)), Markdown(OperationTable.Current), Page),
        };

    private static void Write(string root)
    {
        foreach (var (path, text) in Files(root))
        {
            AtomicFile.Write(Path.Combine(root, path), text);
            Console.WriteLine($"written: {path}");
        }
    }

    private static void Show()
    {
        var table = new Table().AddColumns("", "surface", "operation", "arguments", "what it does").Border(TableBorder.Minimal);
        foreach (var o in OperationTable.Current.Operations)
            table.AddRow(new[] { o.Number.ToString(CultureInfo.InvariantCulture), o.Surface, o.Name, Arguments(o), o.IsLegal ? o.Text : $"{o.Breaks}: {o.Text}" }.Select(Markup.Escape).ToArray());
        Terminal.Out().Write(table);
    }

    private static string Markdown(OperationTable table)
    {
        var text = new StringBuilder($"Version {table.Version}. Kinds of arguments: value = first + byte mod count × step.\n\n| kind | first | count | step |\n|---|---|---|---|\n");
        foreach (var k in table.Kinds) text.Append(CultureInfo.InvariantCulture, $"| {k.Name} | {k.First} | {k.Count} | {k.Step} |\n");
        foreach (var legal in (bool[])[true, false])
        {
            text.Append(legal ? "\nLegal:\n\n| | surface | operation | arguments | what it does |\n|--:|---|---|---|---|\n" : "\nIllegal:\n\n| | surface | operation | arguments | what it breaks |\n|--:|---|---|---|---|\n");
            foreach (var o in table.Operations.Where(o => o.IsLegal == legal))
                text.Append(CultureInfo.InvariantCulture, $"| {o.Number} | {o.Surface} | {o.Name} | {Arguments(o)} | {(o.IsLegal ? "" : o.Breaks + ": ")}{o.Text} |\n");
        }
        return text.ToString();
    }

    private static string Arguments(Operation o) => string.Join(' ', o.Arguments.Select(a => a.Name == a.Kind.Name ? a.Name : $"{a.Name}:{a.Kind.Name}"));
}
