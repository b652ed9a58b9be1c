using System.CommandLine;
using InteropFuzz.Harness.Fuzzing.Trials;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting.Detection;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz matrix</c>: which instrument sees which fault class.</summary>
public static class MatrixVerb
{
    private static readonly MarkedTable s_table = new("detection matrix");

    private static readonly string s_help = $"""
        Say which instrument sees which fault class, by the results of a run: of the faulty cases, how many did it report, and how many sound
        ones did it wrongly accuse; the cheapest instrument for each case; what nothing sees.

        Examples:
          interopfuzz run --go all && interopfuzz matrix
          interopfuzz matrix 20260101-120000 --go 1.22
          interopfuzz matrix --runtime net                  the twin's: cases of .NET
          interopfuzz matrix --markdown matrix.md --json matrix.json --svg matrix.svg
          interopfuzz matrix --fuzz illegal.jsonl           with the shim's illegal operations, fuzzed
          interopfuzz matrix --into README.md      put the newest release's table between its two marks

        The marks are '{s_table.Begin}' and '{s_table.End}', each on a line of its own.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string> run = new("RUN") { Description = "A run's name or folder", DefaultValueFactory = _ => "last" };
        Option<string?> go = new("--go") { Description = "The Go release to show (default: the newest of the run)", HelpName = "VERSION" };
        Option<string> runtime = new("--runtime") { Description = "Whose cases: go or net", DefaultValueFactory = _ => ManagedRuntime.Go.Name() };
        runtime.AcceptOnlyFromAmong([.. Enum.GetValues<ManagedRuntime>().Select(r => r.Name())]);
        Option<string?> markdown = new("--markdown") { Description = "Write all releases as Markdown", HelpName = "FILE" };
        Option<string?> json = new("--json") { Description = "Write all numbers as JSON", HelpName = "FILE" };
        Option<string?> svg = new("--svg") { Description = "Draw a heat map", HelpName = "FILE" };
        Option<string?> into = new("--into") { Description = "Replace the table in a Markdown file", HelpName = "FILE" };
        Option<string?> fuzz = new("--fuzz") { Description = "Join what 'bench illegal --results FILE' measured, as instruments fuzz:NAME", HelpName = "FILE" };
        Option<string?> artifacts = new("--artifacts") { Description = "Where runs are kept (default: artifacts/ in the repository)", HelpName = "DIR" };
        var verb = new Verb("matrix", s_help) { run, go, runtime, markdown, json, svg, into, fuzz, artifacts };
        verb.SetAction(parsed =>
        {
            var folder = Open(parsed.GetValue(artifacts) ?? Installation.Find().Artifacts, parsed.GetValue(run)!);
            // A resumed run keeps the rows of a case that was changed since; the last one counts.
            var rows = ResultsLog.Read(folder.Results).GroupBy(r => (r.Case, r.Release, r.Arch, r.Instrument, r.Runner)).Select(g => g.Last()).ToList();
            if (rows.Count == 0) throw new UsageException($"{folder.Results} holds no results");
            if (parsed.GetValue(fuzz) is { } trials) rows.AddRange(new IllegalTable(IllegalTrial.Read(ReadAll(trials))).Rows());
            var wanted = Enum.GetValues<ManagedRuntime>().Single(r => r.Name() == parsed.GetValue(runtime));
            var matrix = new DetectionMatrix(rows, wanted);
            if (matrix.Go.Count == 0) throw new UsageException($"{folder.Results} holds no results of {wanted.Title()}; --runtime names another");
            var shown = Pick(matrix, parsed.GetValue(go));
            new DetectionTerminal(Terminal.Out()).Write(matrix, shown);
            if (parsed.GetValue(markdown) is { } md) AtomicFile.Write(md, DetectionMarkdown.Write(matrix, folder.Run));
            if (parsed.GetValue(json) is { } js) AtomicFile.Write(js, DetectionJson.Write(matrix, folder.Run));
            if (parsed.GetValue(svg) is { } picture) AtomicFile.Write(picture, HeatMap.Draw(matrix, shown));
            if (parsed.GetValue(into) is { } page) AtomicFile.Write(page, s_table.Put(File.ReadAllText(page), DetectionMarkdown.Table(matrix, shown), page));
        });
        return verb;
    }

    private static string ReadAll(string path) => File.Exists(path) ? File.ReadAllText(path) : throw new UsageException($"there is no file '{path}'");

    private static RunFolder Open(string artifacts, string run)
    {
        try
        {
            return RunFolder.Open(artifacts, run);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new UsageException($"{e.Message}; 'interopfuzz run' makes one");
        }
    }

    private static string Pick(DetectionMatrix matrix, string? go)
    {
        if (go is null || matrix.Runtime != ManagedRuntime.Go) return matrix.Go[^1];
        var release = Selection.Release(go);
        return matrix.Go.FirstOrDefault(g => Selection.Release(g).Release == release.Release)
            ?? throw new UsageException($"the run has no Go {go}; it has {string.Join(", ", matrix.Go)}");
    }
}
