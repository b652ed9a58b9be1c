using System.CommandLine;
using System.Diagnostics;
using InteropFuzz.Cli.Fuzzing;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Nights;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Nights;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz nightly</c>: the matrix and a campaign within a time budget, compared with the nights before.</summary>
public static class NightlyVerb
{
    private const string Help = """
        Run the matrix and a fuzz campaign within a time budget, and say what is new, gone, flakier and slower since last night.

        Examples:
          interopfuzz nightly                                     two hours: the matrix, then the shim is fuzzed
          interopfuzz nightly --budget 8h --campaign campaign.yaml
          interopfuzz nightly --budget 30m --filter 'late-release/*' --no-campaign
          interopfuzz nightly --into /var/lib/interopfuzz          where the history is (default: artifacts/nightly)

        DIR/nights/NIGHT/ has report.md, report.html and night.json, and the run; DIR/campaign/ the corpora and findings of all nights.
        What counts as new, flakier and slower: docs/fuzzing/campaigns.md, which also has a workflow for GitHub Actions and a systemd timer.

        Exit codes: 0 nothing new, 1 something new, 2 usage, 3 something is missing, 130 interrupted.
        """;

    /// <summary>The matrix may take so much of the budget when there is a campaign too.</summary>
    private const double MatrixShare = 0.7;

    private static readonly TimeSpan s_budget = TimeSpan.FromHours(2), s_shortest = TimeSpan.FromSeconds(10);

    private sealed record Options(NightHistory History, TimeSpan Budget, RunSelection? Matrix, FuzzCampaign? Campaign, int Jobs, bool Verbose);

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var selection = new Selection();
        var budget = FuzzOptions.Time("--budget", $"How long it may take in all (default: {FuzzQuantity.Time(s_budget)})");
        Option<string?> into = new("--into") { Description = "Where the history is (default: artifacts/nightly in the repository)", HelpName = "DIR" };
        Option<string?> campaign = new("--campaign") { Description = "What is fuzzed (default: the shim); its 'time' is what the budget leaves", HelpName = "FILE" };
        Option<bool> noCampaign = new("--no-campaign") { Description = "The matrix only" };
        Option<bool> noMatrix = new("--no-matrix") { Description = "The campaign only" };
        var jobs = FuzzOptions.Count<int>("--jobs", "How many processors to use", "-j");
        Option<bool> verbose = new("--verbose") { Description = "Log every step to stderr" };
        var verb = new Verb("nightly", Help) { budget, into, campaign, noCampaign, noMatrix, jobs, verbose };
        selection.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var installation = Installation.Find();
            if (parsed.GetValue(noCampaign) && parsed.GetValue(noMatrix)) throw new UsageException("--no-campaign and --no-matrix leave nothing to do");
            var asked = parsed.GetValue(noCampaign) ? null
                : parsed.GetValue(campaign) is { } file ? CampaignPlace.Checked(() => FuzzCampaignFile.Read(Path.GetFullPath(file)))
                : new FuzzCampaign { Targets = [new(FuzzTargetKind.Shim, "the nightly campaign")] };
            return await RunAsync(new(
                new(Path.GetFullPath(parsed.GetValue(into) ?? Path.Combine(installation.Artifacts, "nightly"))),
                parsed.GetValue(budget) ?? s_budget,
                parsed.GetValue(noMatrix) ? null : selection.Read(parsed, installation),
                asked,
                parsed.GetValue(jobs) ?? Environment.ProcessorCount,
                parsed.GetValue(verbose)), cancel);
        });
        return verb;
    }

    private static async Task<int> RunAsync(Options options, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var started = DateTimeOffset.UtcNow;
        var tools = HostTools.Probe(Installation.Find().Launcher);
        var plan = options.Matrix is { } matrix ? Selection.Plan(matrix, CacheFolder.Default(), tools) : null;
        var before = options.History.Read(Console.Error.WriteLine);
        var name = options.History.Begin(started);
        var problems = new List<string>();
        var rows = plan is null ? [] : await MatrixAsync(options, plan, tools, name, problems, cancel);
        if (cancel.IsCancellationRequested) return Interrupted(options, name);
        var left = options.Budget - clock.Elapsed;
        FuzzStatus? fuzzed = null;
        if (options.Campaign is not null && left < s_shortest) problems.Add($"nothing was fuzzed: the matrix took all of the {Duration.Say(options.Budget.TotalSeconds)}");
        else if (options.Campaign is not null) fuzzed = await FuzzAsync(options, left, problems, cancel);
        if (cancel.IsCancellationRequested) return Interrupted(options, name);
        var night = new Night
        {
            Name = name,
            Started = started,
            WallS = clock.Elapsed.TotalSeconds,
            Cpu = HostFacts.Cpu,
            Cores = Environment.ProcessorCount,
            GitCommit = options.Matrix is null ? null : HostFacts.GitCommit(options.Matrix.CasesFolder),
            Cells = NightRows.Cells(rows),
            Planned = plan?.Cells.Count(c => c.NotAvailable is null) ?? 0,
            Lanes = fuzzed is null ? [] : NightRows.Lanes(fuzzed),
            Findings = fuzzed is null ? [] : NightRows.Findings(fuzzed),
            Problems = problems,
        };
        return Report(options.History, night, before);
    }

    private static int Report(NightHistory history, Night night, IReadOnlyList<Night> before)
    {
        var comparison = NightComparison.Of(night, before);
        var folder = history.Of(night.Name);
        AtomicFile.Write(Path.Combine(folder, "report.md"), NightMarkdown.Write(comparison));
        AtomicFile.Write(Path.Combine(folder, "report.html"), NightHtml.Write(comparison));
        history.Keep(night);
        Console.WriteLine();
        foreach (var section in NightView.Sections(comparison))
        {
            if (section.Title is "Lanes") continue;
            Console.WriteLine($"{section.Title}:");
            foreach (var row in section.Rows) Console.WriteLine($"  {Hostile.ForTerminal(string.Join("  ", row.Where(f => f.Length > 0))).ReplaceLineEndings(" ")}");
        }
        Console.WriteLine($"{NightView.Verdict(comparison)}: {Terminal.ShortPath(Path.Combine(folder, "report.html"))}");
        return comparison.HasNews ? ExitCode.Unexpected : ExitCode.Expected;
    }

    private static int Interrupted(Options options, string name)
    {
        Console.WriteLine($"interrupted: this night does not count; what it left is in {Terminal.ShortPath(options.History.Of(name))}, corpora and findings in {Terminal.ShortPath(options.History.Campaign)}");
        return ExitCode.Interrupted;
    }

    /// <summary>The matrix, as far as its part of the budget goes.</summary>
    private static async Task<IReadOnlyList<ResultRow>> MatrixAsync(Options options, Plan plan, HostTools tools, string name, List<string> problems, CancellationToken cancel)
    {
        var folder = RunFolder.Create(options.History.Of(name), DateTimeOffset.UtcNow);
        using var log = Workshop.Log(folder.Log, options.Verbose);
        var session = new RunSession(folder, Workshop.Describe(folder, options.Matrix!, plan, tools, DateTimeOffset.UtcNow));
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ends.CancelAfter(options.Budget * (options.Campaign is null ? 1 : MatrixShare));
        Console.WriteLine($"{plan.Cells.Count} {(plan.Cells.Count == 1 ? "cell" : "cells")}, in {Terminal.ShortPath(folder.Root)}");
        try
        {
            await new RunProgress(Terminal.Out(), plan, tools).FollowAsync(session.RunAsync(Workshop.Make(options.Matrix!, CacheFolder.Default(), tools, options.Jobs, log), plan, ends.Token));
        }
        catch (OperationCanceledException)
        {
            if (!cancel.IsCancellationRequested) problems.Add($"the matrix did not come to its end within its part of the budget: {session.Rows.Count} of {plan.Cells.Count} cells; raise --budget");
        }
        IReadOnlyList<ResultRow> rows = [.. session.Rows];
        RunReports.Write(folder, new(session.Info, rows));
        return rows;
    }

    /// <summary>The campaign, for what is left. What it cannot do is a problem of the night, not its end.</summary>
    private static async Task<FuzzStatus?> FuzzAsync(Options options, TimeSpan left, List<string> problems, CancellationToken cancel)
    {
        try
        {
            var end = await CampaignRun.RunAsync(
                new(options.History.Campaign), options.Campaign! with { Time = left, Executions = 0, Jobs = options.Jobs }, resumes: false, new(Json: false, options.Verbose), cancel);
            problems.AddRange(end.Lanes.Where(l => l.Problem is not null).Select(l => $"{l.Lane}: {l.Problem}"));
            if (end.Unfinished) problems.Add($"the campaign ended early: {end.EndedBy}");
            return end;
        }
        catch (UsageException e)
        {
            problems.Add($"nothing was fuzzed: {e.Message}");
            return null;
        }
    }
}
