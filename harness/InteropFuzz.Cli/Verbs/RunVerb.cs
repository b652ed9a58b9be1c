using System.CommandLine;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using Spectre.Console;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz run</c>: the matrix.</summary>
public static class RunVerb
{
    private const string Help = """
        Build every reproducer, run it under every instrument, and compare what happened with what the case expects.

        Examples:
          interopfuzz run                                       the whole matrix on Go 1.24 and 1.27
          interopfuzz run --filter 'late-release/*' --go 1.27   one fault class on one release
          interopfuzz run --instrument asan,race --list         what would run
          interopfuzz run --tampering --filter 'runtime-*'      with the cases that falsify the runtime's own state
          interopfuzz run --resume last                         go on where the last run was broken off
          interopfuzz run --filter my-case --update             write what was seen into the case, then review the diff
          interopfuzz run --filter my-case --instrument plain --collect all    with collections, memory, map, code and locals at the fault
          interopfuzz run --filter '*leak*' --collect growth    which kind of leak it is
          interopfuzz run --shard 2/5                           a fifth of it, on one of five machines; then 'interopfuzz merge'
          interopfuzz run --shard 2/5 --durations last-night    the same, cut by what cells cost in an earlier run
          interopfuzz run --runner board --go 1.27              on another machine over ssh (runners.yaml; docs/runners.md)
          interopfuzz run --runner board,vm --arch amd64,arm64  amd64 here, arm64 on both machines

        In the table each field has a mark for each Go release. Results: artifacts/RUN/results.jsonl (a line for each cell), run.json,
        report.md, report.html, report.sarif, junit.xml, log.json, output/.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var selection = new Selection();
        var collect = new CollectOption();
        var runners = new RunnerOption();
        Option<bool> list = new("--list") { Description = "Only show what would run" };
        Option<bool> update = new("--update") { Description = "Rewrite the Expect lines of cases that are not as expected" };
        Option<string?> resume = new("--resume") { Description = "Go on with an earlier run and its selection: its name, its folder, or 'last'", HelpName = "RUN" };
        Option<int> jobs = new("--jobs", "-j") { Description = "How many processors to use", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<string> sandbox = new("--sandbox") { Description = "auto: bubblewrap where it works; required: refuse to run without it; off", DefaultValueFactory = _ => "auto" };
        sandbox.AcceptOnlyFromAmong("auto", "required", "off");
        Option<string?> artifacts = new("--artifacts") { Description = "Where runs are kept (default: artifacts/ in the repository)", HelpName = "DIR" };
        Option<string?> shard = new("--shard") { Description = "Only part I of N parts of about the same cost; together they are the whole run", HelpName = "I/N" };
        Option<string?> durations = new("--durations") { Description = "Cut shards by what cells cost in this run (its name or folder); the same for every shard", HelpName = "RUN" };
        Option<bool> noGdb = new("--no-gdb") { Description = "Do not run programs that die in C once more under gdb for their C frames" };
        Option<bool> verbose = new("--verbose") { Description = "Log every step to stderr" };
        jobs.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--jobs takes a number from 1 up"); });

        shard.Validators.Add(r => { if (r.GetValueOrDefault<string>() is { } word && !Shard.TryParse(word, out _)) r.AddError($"--shard takes a part such as 2/5, not '{word}'"); });
        var verb = new Verb("run", Help) { list, update, resume, jobs, sandbox, artifacts, shard, durations, noGdb, verbose };
        selection.AddTo(verb);
        runners.AddTo(verb);
        collect.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var installation = Installation.Find();
            var folder = Path.GetFullPath(parsed.GetValue(artifacts) ?? installation.Artifacts);
            if (parsed.GetValue(durations) is not null && parsed.GetValue(shard) is null) throw new UsageException("--durations is for --shard");
            var costs = parsed.GetValue(durations) is { } recorded ? Harness.Campaigns.Rows.Costs(ResultsLog.Read(RunFolder.Open(folder, recorded).Results)) : CellCosts.None;
            var far = runners.Read(parsed);
            var options = new Options(
                selection.Read(parsed, installation, far?.Archs) with { Runners = far?.Names, RunnersFile = far?.File, Collect = collect.Read(parsed), Shard = parsed.GetValue(shard), Costs = costs.Digest is { Length: > 0 } digest ? digest : null },
                costs,
                folder,
                parsed.GetValue(resume),
                parsed.GetValue(jobs),
                parsed.GetValue(verbose),
                parsed.GetValue(update));
            var tools = HostTools.Probe(installation.Launcher);
            if (parsed.GetValue(sandbox) == "required" && tools.SandboxProblem is { } problem)
                throw new UsageException($"--sandbox=required: {problem}", ExitCode.Missing);
            if (parsed.GetValue(sandbox) == "off") tools = tools with { Bubblewrap = null, SandboxProblem = "switched off by --sandbox=off" };
            if (parsed.GetValue(noGdb)) tools = tools with { Gdb = null };
            else if (tools.Gdb is null) Console.Error.WriteLine("no gdb: crashes in C show no C frames; mend: apt-get install gdb");
            return await RunAsync(options, tools, parsed.GetValue(sandbox)!, parsed.GetValue(list), cancel);
        });
        return verb;
    }

    private sealed record Options(RunSelection Selection, CellCosts Costs, string Artifacts, string? Resume, int Jobs, bool Verbose, bool Update);

    private static async Task<int> RunAsync(Options options, HostTools tools, string sandbox, bool onlyList, CancellationToken cancel)
    {
        var cache = CacheFolder.Default();
        var earlier = options.Resume is { } name ? RunFolder.Open(options.Artifacts, name) : null;
        var info = earlier?.ReadInfo();
        var selection = info?.Selection ?? options.Selection;
        await using var fleet = await RunnerOption.ConnectAsync(selection, tools, sandbox, cancel);
        if (fleet is not null) tools = tools with { Far = fleet.Tools };
        var plan = Plan(selection, earlier?.ReadCosts() ?? options.Costs, cache, tools);
        if (onlyList)
        {
            List(plan, tools);
            return ExitCode.Expected;
        }

        var folder = earlier ?? RunFolder.Create(options.Artifacts, DateTimeOffset.UtcNow);
        if (earlier is null && options.Costs.Seconds.Count > 0) folder.WriteCosts(options.Costs);
        using var log = Workshop.Log(folder.Log, options.Verbose);
        if (fleet is not null) fleet.Log = log;
        var run = Workshop.Make(selection, cache, tools, options.Jobs, log, fleet);
        var session = new RunSession(folder, info is null ? Workshop.Describe(folder, selection, plan, tools, DateTimeOffset.UtcNow, fleet) : info with { Runners = Workshop.Describe(fleet) ?? info.Runners });
        var console = Terminal.Out();
        var left = session.Remaining(plan);
        console.WriteLine($"{left.Cells.Count} cells{(earlier is null ? "" : $" of {plan.Cells.Count}")} to go in run {folder.Run}{(selection.Shard is { } part ? $", shard {part}" : "")}");
        if (plan.LeftOut is var leftOut and > 0)
            console.WriteLine($"{leftOut} {(leftOut == 1 ? "case tampers" : "cases tamper")} with the runtime's own state and {(leftOut == 1 ? "is" : "are")} left out; --tampering takes {(leftOut == 1 ? "it" : "them")} in");
        foreach (var (runner, facts) in fleet?.Runners ?? [])
            if (facts.SandboxProblem is { } why) console.MarkupLine($"[yellow]{Markup.Escape($"{runner.Label}: no sandbox there: {Hostile.ForTerminal(why)}; programs are held by limits only")}[/]");
        if (tools.SandboxProblem is { } problem && plan.Cells.Any(p => p.Cell.Runner != RunnerKind.Ssh)) console.MarkupLine($"[yellow]no sandbox: {Markup.Escape(problem)}; programs are held by limits only[/]");
        log.Information("Run {Run}: {Cells} cells, {Jobs} jobs, sandbox {Sandbox}", folder.Run, left.Cells.Count, options.Jobs, session.Info.Sandbox);
        try
        {
            await new RunProgress(console, left, tools).FollowAsync(session.RunAsync(run, plan, cancel));
        }
        catch (OperationCanceledException)
        {
            console.WriteLine($"interrupted: {session.Rows.Count} of {plan.Cells.Count} cells are kept; go on with: interopfuzz run --resume {folder.Run}");
            return ExitCode.Interrupted;
        }

        catch (IOException e)
        {
            throw new UsageException($"{e.Message}\n{session.Rows.Count} of {plan.Cells.Count} cells are kept; then go on with: interopfuzz run --resume {folder.Run}");
        }

        var model = Model(session, plan);
        RunReports.Write(folder, model);
        new TerminalReport(console).Write(model, Terminal.ShortPath(folder.Root));
        if (options.Update) Update(plan, model, console);
        return RunReports.Code(model, plan.Cells.Any(p => p.IsMissingTool));
    }

    /// <summary>What is to be run: of a shard, its part of the whole.</summary>
    private static Plan Plan(RunSelection selection, CellCosts costs, CacheFolder cache, HostTools tools)
    {
        var whole = Selection.Plan(selection, cache, tools);
        return selection.Shard is { } word && Shard.TryParse(word, out var shard) ? Sharding.Take(whole, shard, costs, tools) : whole;
    }

    /// <summary>The rows in the order of the plan; rows of cases that are gone or changed since are left out.</summary>
    private static RunModel Model(RunSession session, Plan plan)
    {
        var rows = session.Rows.ToDictionary(r => r.Key);
        return new(session.Info, [.. plan.Cells.Select(Harness.Campaigns.Rows.Key).Where(rows.ContainsKey).Select(k => rows[k])]);
    }

    private static void Update(Plan plan, RunModel model, IAnsiConsole console)
    {
        foreach (var file in CaseUpdates.Write(plan, model.Rows)) console.WriteLine($"rewritten: {Terminal.ShortPath(file)}");
        console.WriteLine("review the change with git diff: an expectation that only follows what was seen proves nothing");
    }

    private static void List(Plan plan, HostTools tools)
    {
        foreach (var p in plan.Cells)
            Console.WriteLine($"{p.Case.Id} {p.Cell} {(p.NotAvailable is { } why ? $"n/a: {why}" : $"{p.Tries(tools)}x expects {string.Join(" | ", p.Expectation.Symptoms)}")}");
    }
}
