using System.CommandLine;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Claims;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting.Claims;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz claims</c>: the claims ledger.</summary>
public static class ClaimsVerb
{
    private static readonly string s_help = $"""
        Say of each claim in cases/{ClaimTable.FileName} whether it is true, by the results of a run and by the experiments in cases/{Experiments.FolderName}.

        Examples:
          interopfuzz run --go all --tampering && interopfuzz claims
          interopfuzz claims 20260101-120000 20260102-120000    of two rows of one cell the later run's counts
          interopfuzz claims --verdict refuted
          interopfuzz claims --id S2-06,S3-11                   with all evidence
          interopfuzz claims --markdown docs/claims.md --json claims.json

        The experiments run with each Go release of the run (--go names others) and are kept in RUN/{Experiments.FolderName}/, so that a second
        call is quick; a change of their files runs them again. Exit codes: 0 every claim has its answer, 1 a claim was not measured in this
        run, a truth in the table does not fit its verdict, or an experiment failed; 2 the table is broken.
        """;

    /// <summary>How much of a failure's output is shown, from its end.</summary>
    private const int MostShown = 2000;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string[]> runs = new("RUN") { Description = "Names or folders of runs", DefaultValueFactory = _ => ["last"], Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> go = new("--go") { Description = "Go releases for the experiments, separated by commas (default: those of the run)", HelpName = "VERSION" };
        Option<string[]> id = new("--id") { Description = "Only these claims, with all evidence", HelpName = "ID" };
        Option<string[]> verdict = new("--verdict") { Description = $"Only claims with this verdict: {string.Join(", ", Ledger.Verdicts)}", HelpName = "VERDICT" };
        Option<string?> markdown = new("--markdown") { Description = "Write the ledger as Markdown", HelpName = "FILE" };
        Option<string?> json = new("--json") { Description = "Write the ledger as JSON", HelpName = "FILE" };
        Option<string?> cases = new("--cases") { Description = "The cases folder (default: the one that comes with InteropFuzz)", HelpName = "DIR" };
        Option<string?> artifacts = new("--artifacts") { Description = "Where runs are kept (default: artifacts/ in the repository)", HelpName = "DIR" };
        var verb = new Verb("claims", s_help) { runs, go, id, verdict, markdown, json, cases, artifacts };
        verb.SetAction(async (parsed, cancel) =>
        {
            var installation = Installation.Find();
            var kept = parsed.GetValue(artifacts) ?? installation.Artifacts;
            var folders = (parsed.GetValue(runs) is { Length: > 0 } named ? named : ["last"]).Select(r => RunFolder.Open(kept, r)).ToList();
            var casesFolder = Path.GetFullPath(parsed.GetValue(cases) ?? installation.Cases);
            var (table, set, experiments) = Read(casesFolder);
            var (ids, verdicts) = (Known(parsed.GetValue(id), [.. table.Claims.Select(c => c.Id)], "claim"), Known(parsed.GetValue(verdict), Ledger.Verdicts, "verdict"));

            var rows = Rows(folders);
            var toolchains = GoToolchains.Find(CacheFolder.Default());
            var outputs = await ExperimentsAsync(casesFolder, folders[^1], experiments, Releases(parsed.GetValue(go), rows), toolchains, cancel);
            var reach = new Reach([.. toolchains.Select(t => t.Version)], DebianGo.Carries, PlanWords.HostArch);
            var ledger = Ledger.Make(table, set.Cases, new CaseFindings([.. rows.Keys], reach, row => Output(rows[row], row)), ExperimentFindings.Read(experiments, outputs));

            var console = new ClaimsTerminal(Terminal.Out());
            var shown = ledger.Where(r => (ids.Count == 0 || ids.Contains(r.Claim.Id)) && (verdicts.Count == 0 || (r.Verdict is { } v && verdicts.Contains(v)))).ToList();
            if (ids.Count > 0) console.WriteWhole(shown);
            else console.Write(shown);
            if (parsed.GetValue(markdown) is { } md) AtomicFile.Write(md, ClaimsMarkdown.Write(ledger, folders.Select(f => f.Run)));
            if (parsed.GetValue(json) is { } js) AtomicFile.Write(js, ClaimsJson.Write(ledger));
            return Complain(ledger, outputs, casesFolder) ? ExitCode.Unexpected : ExitCode.Expected;
        });
        return verb;
    }

    private static (ClaimTable Table, CaseSet Set, Experiments Experiments) Read(string casesFolder)
    {
        try
        {
            var (table, set, experiments) = (ClaimTable.Load(casesFolder), CaseSet.Load(casesFolder), Experiments.Load(casesFolder));
            IReadOnlyList<CaseError> errors = [.. set.Errors, .. ClaimChecks.Check(table, set.Cases, experiments)];
            return errors.Count == 0 ? (table, set, experiments)
                : throw new UsageException($"the claims have {errors.Count} error(s)\n{Lines(casesFolder, errors)}");
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            throw new UsageException(e.Message);
        }
    }

    private static string Lines(string casesFolder, IEnumerable<CaseError> errors)
        => string.Join('\n', errors.Select(e => $"  {Path.Combine(Terminal.ShortPath(casesFolder), e.ToString())}"));

    private static HashSet<string> Known(string[]? words, IReadOnlyList<string> known, string what)
    {
        var asked = Selection.Words(words).ToHashSet();
        return asked.FirstOrDefault(w => !known.Contains(w)) is { } unknown
            ? throw new UsageException($"there is no {what} '{unknown}'; there are {string.Join(", ", known)}")
            : asked;
    }

    /// <summary>The rows of all runs with the run that each is from; of two of one cell the last counts.</summary>
    private static Dictionary<ResultRow, RunFolder> Rows(List<RunFolder> folders)
    {
        var rows = folders.SelectMany(f => ResultsLog.Read(f.Results).Select(row => (row, f)))
            .GroupBy(r => (r.row.Case, r.row.Go, r.row.Arch, r.row.Instrument, r.row.Runner)).ToDictionary(g => g.Last().row, g => g.Last().f);
        return rows.Count > 0 ? rows : throw new UsageException($"{folders[0].Results} holds no results");
    }

    private static string? Output(RunFolder folder, ResultRow row)
    {
        if (row.Output is null) return null;
        var path = Path.Combine(folder.Root, row.Output);
        return File.Exists(path) ? File.ReadAllText(path) : throw new UsageException($"{path} is missing: a claim is about what stands in it, so run {row.Case} again");
    }

    private static List<string> Releases(string[]? asked, Dictionary<ResultRow, RunFolder> rows)
        => Selection.Words(asked) is { Count: > 0 } named ? named : [.. rows.Keys.Where(r => r.Net is null).Select(r => r.Go).Distinct()];

    private static async Task<IReadOnlyList<ExperimentOutput>> ExperimentsAsync(
        string casesFolder, RunFolder folder, Experiments experiments, List<string> releases, IReadOnlyList<GoToolchain> toolchains, CancellationToken cancel)
    {
        if (experiments.All.Count == 0) return [];
        var run = new ExperimentRun(casesFolder, folder, CacheFolder.Default(), Workshop.Launcher(HostTools.Probe(Installation.Find().Launcher)));
        List<ExperimentOutput> outputs = [];
        foreach (var word in releases.OrderBy(Selection.Release))
        {
            var toolchain = GoToolchains.Pick(toolchains, Selection.Release(word));
            var go = toolchain?.Version.ToString() ?? word;
            if (run.Kept(go, experiments.Hash) is { } kept) outputs.Add(kept);
            else if (toolchain is null) Console.Error.WriteLine($"Go {word} is not here, and its experiments are left out: interopfuzz toolchain install {Selection.Release(word).Release}");
            else
            {
                Console.Error.WriteLine($"running the experiments with Go {go} …");
                outputs.Add(await run.RunAsync(toolchain, experiments.Hash, cancel));
            }
        }
        return outputs;
    }

    /// <summary>Says what keeps the ledger from being whole; whether there was anything.</summary>
    private static bool Complain(IReadOnlyList<LedgerRow> ledger, IReadOnlyList<ExperimentOutput> outputs, string casesFolder)
    {
        var missing = ledger.Where(r => r.Outcome is Outcome.NotMeasured).ToList();
        if (missing.Count > 0) Console.Error.WriteLine($"not measured in this run: {string.Join(" ", missing.Select(r => r.Claim.Id))}");
        foreach (var how in missing.Select(r => r.Reason).Distinct()) Console.Error.WriteLine($"  {Hostile(how)}");
        var wrong = ClaimChecks.CheckTruths(ledger);
        if (wrong.Count > 0) Console.Error.WriteLine(Lines(casesFolder, wrong));
        var failed = outputs.SelectMany(o => ExperimentFindings.Failures(o).Select(f => $"{f} on Go {o.Go}")).ToList();
        if (failed.Count > 0) Console.Error.WriteLine($"experiments that failed: {Hostile(string.Join(", ", failed))}; see 'go test -v ./{Experiments.FolderName}' in {Terminal.ShortPath(casesFolder)}");
        var cut = outputs.Where(o => !o.Ended).ToList();
        foreach (var o in cut) Console.Error.WriteLine($"the experiments do not run to their end with Go {o.Go}:\n{Hostile(o.Output.Length > MostShown ? o.Output[^MostShown..] : o.Output)}");
        return missing.Count + wrong.Count + failed.Count + cut.Count > 0;
    }

    private static string Hostile(string text) => Reporting.Hostile.ForTerminal(text);
}
