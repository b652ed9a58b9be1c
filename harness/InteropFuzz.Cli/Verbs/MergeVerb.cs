using System.CommandLine;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz merge</c>: several runs as one.</summary>
public static class MergeVerb
{
    private const string Help = """
        Put the shards of a run together, or runs of several machines. The result is a run like any other: matrix, claims and --durations read it.

        Examples:
          interopfuzz merge shard-*/20261121-*                 a new run in artifacts/
          interopfuzz merge 20261121-010203 20261121-010204    by name, from artifacts/
          interopfuzz merge --into merged amd64/* arm64/*      two architectures side by side

        The order of the runs does not matter. A shard that is missing or was broken off is named, and the exit code is 3: what is there is merged
        all the same. Runs of different states of the same case do not merge.

        Exit codes: 0 all as expected, 1 something unexpected, 2 usage, 3 a shard is missing, 4 build failures.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string[]> runs = new("RUN") { Description = "Runs: their names or folders", Arity = ArgumentArity.OneOrMore };
        Option<string?> into = new("--into") { Description = "The folder of the merged run (default: a new one beside the others)", HelpName = "DIR" };
        Option<string?> artifacts = new("--artifacts") { Description = "Where runs are kept (default: artifacts/ in the repository)", HelpName = "DIR" };
        var verb = new Verb("merge", Help) { runs, into, artifacts };
        verb.SetAction(parsed =>
        {
            var home = Path.GetFullPath(parsed.GetValue(artifacts) ?? Installation.Find().Artifacts);
            return Merge(parsed.GetValue(runs)!.Select(r => RunFolder.Open(home, r)), parsed.GetValue(into), home);
        });
        return verb;
    }

    /// <summary>Merges runs, reports on the result, and gives the exit code.</summary>
    /// <param name="runs">The parts.</param>
    /// <param name="into">The folder of the merged run; null for a new one.</param>
    /// <param name="home">Where a new one is made.</param>
    internal static int Merge(IEnumerable<RunFolder> runs, string? into, string home)
    {
        var parts = runs.DistinctBy(f => f.Root).Select(f => new RunPart(f, f.ReadInfo(), ResultsLog.Read(f.Results))).ToList();
        return Write(parts, Target(into, home));
    }

    private static RunFolder Target(string? into, string home)
    {
        if (into is null) return RunFolder.Create(home, DateTimeOffset.UtcNow);
        var folder = new RunFolder(Path.GetFullPath(into).TrimEnd('/'));
        if (Directory.Exists(folder.Root) && Directory.EnumerateFileSystemEntries(folder.Root).Any()) throw new UsageException($"{into} is not empty; --into takes a new folder");
        Directory.CreateDirectory(folder.Root);
        return folder;
    }

    private static int Write(IReadOnlyList<RunPart> parts, RunFolder folder)
    {
        var merged = Merging.Merge(folder.Run, parts);
        using (var log = new ResultsLog(folder.Results))
            foreach (var (row, from) in merged.Rows)
            {
                Copy(from.Folder, folder, row.Output);
                Copy(from.Folder, folder, row.EvidenceOutput);
                log.Add(row);
            }
        folder.WriteInfo(merged.Info);
        var model = new RunModel(merged.Info, [.. merged.Rows.Select(r => r.Row)]);
        RunReports.Write(folder, model);
        new TerminalReport(Terminal.Out()).Write(model, Terminal.ShortPath(folder.Root));
        foreach (var note in merged.Notes) Console.WriteLine($"note: {Hostile.ForTerminal(note)}");
        foreach (var what in merged.Missing) Console.Error.WriteLine($"interopfuzz: {Hostile.ForTerminal(what)}");
        return RunReports.Code(model, merged.Missing.Count > 0);
    }

    /// <summary>Raw output goes along; a part that has lost it still has its row.</summary>
    private static void Copy(RunFolder from, RunFolder to, string? relative)
    {
        if (relative is null || Path.GetFullPath(Path.Combine(to.Root, relative)) is var target && !target.StartsWith(to.Root + "/", StringComparison.Ordinal)) return;
        var source = Path.Combine(from.Root, relative);
        if (!File.Exists(source)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target, overwrite: true);
    }
}
