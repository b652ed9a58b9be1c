using System.CommandLine;
using InteropFuzz.Cli.Checking;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Checks;
using InteropFuzz.Reporting.Crashes;
using Spectre.Console;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz check</c>: the tests of a package with cgo under every instrument.</summary>
public static class CheckVerb
{
    private static readonly TimeSpan s_unused = TimeSpan.FromDays(14);

    private const string Help = """
        Run the tests of Go packages that use cgo, and of those that import them, under every instrument that fits, and say what is wrong, each fault once.

        Examples:
          interopfuzz check                                     the module of the current folder
          interopfuzz check ./sqlite --go 1.24,1.27             a folder and all below it, on two releases
          interopfuzz check example.org/pkg/...                 by import path
          interopfuzz check --instrument asan,race -- -run 'TestRow' -short
          interopfuzz check --count 5 --shuffle on --cpu 1,4    what is flaky, or needs another order
          interopfuzz check --isolate                           every test in a process of its own
          interopfuzz check --list                              what would run
          interopfuzz check --resume last                       go on where the last check was broken off
          interopfuzz check --update-baseline                   what is found now is known from then on; only new findings fail
          interopfuzz check --sarif out.sarif --html out.html   reports beside the one on the terminal

        A test that dies does not hide those behind it. Tests run in the cage: a copy of the package's folder that they may write to, a private /tmp,
        no network (--network gives it), all else read-only. Seeds of fuzz targets run as tests. How to read the answer: docs/check.md.

        Exit codes: 0 nothing new was found; 1 something was; 2 wrong usage, no Go or no cgo there; 3 a tool or toolchain is missing; 4 nothing new was found,
        but something does not build; 130 interrupted, what was finished is kept.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var options = new CheckOptions();
        var reports = new CheckReportOptions();
        Option<bool> list = new("--list") { Description = "Only show what would run" };
        Option<string?> resume = new("--resume") { Description = "Go on with an earlier check as it was asked for: its name, its folder, or 'last'", HelpName = "RUN" };
        Option<int> jobs = new("--jobs", "-j") { Description = "How many processors to use", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<string> sandbox = new("--sandbox") { Description = "auto: bubblewrap where it works; required: refuse to run without it; off", DefaultValueFactory = _ => "auto" };
        sandbox.AcceptOnlyFromAmong("auto", "required", "off");
        Option<string?> artifacts = new("--artifacts") { Description = "Where results are kept (default: artifacts/ where InteropFuzz lies)", HelpName = "DIR" };
        Option<bool> noGdb = new("--no-gdb") { Description = "Do not run tests that die in C once more under gdb for their C frames" };
        Option<bool> verbose = new("--verbose") { Description = "Log every step to stderr" };
        jobs.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--jobs takes a number from 1 up"); });
        var verb = new Verb("check", Help) { list, resume, jobs, sandbox, artifacts, noGdb, verbose };
        options.AddTo(verb);
        reports.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var installation = Installation.Find();
            var tools = HostTools.Probe(installation.Launcher);
            if (parsed.GetValue(sandbox) == "required" && tools.SandboxProblem is { } problem) throw new UsageException($"--sandbox=required: {problem}", ExitCode.Missing);
            if (parsed.GetValue(sandbox) == "off") tools = tools with { Bubblewrap = null, SandboxProblem = "switched off by --sandbox=off" };
            if (parsed.GetValue(noGdb)) tools = tools with { Gdb = null };
            var workshop = new CheckWorkshop(tools, CacheFolder.Default(), Workshop.Launcher(tools));
            var checks = Path.Combine(Path.GetFullPath(parsed.GetValue(artifacts) ?? installation.Artifacts), CheckFolder.Below);
            var earlier = parsed.GetValue(resume) is { } name ? new CheckFolder(RunFolder.Open(checks, name)) : null;
            var info = earlier?.ReadInfo();
            var configuration = reports.Configuration(parsed, info?.Request.Folder ?? options.FolderOf(parsed, Environment.CurrentDirectory));
            var desk = reports.Read(parsed, configuration);
            var (request, flags) = options.Read(parsed, Environment.CurrentDirectory, configuration);
            if (info is not null) (request, flags) = (info.Request, CheckOptions.Flags(info.Request.GoFlags));
            var root = info?.Root ?? CheckRoot.Of(Start(request));
            var plan = await workshop.PlanAsync(request, flags, root, cancel);
            if (parsed.GetValue(list))
            {
                foreach (var p in plan.Cells) Console.WriteLine($"{p.Cell} {(p.NotAvailable is { } why ? $"n/a: {Hostile.ForTerminal(why)}" : "")}".TrimEnd());
                return ExitCode.Expected;
            }
            new UnitFolders(workshop.Cache).Prune(s_unused);
            var folder = earlier ?? NewFolder(checks);
            info ??= workshop.Describe(folder.Folder, request, plan, root, parsed.GetValue(jobs));
            using var log = Workshop.Log(folder.Folder.Log, parsed.GetValue(verbose));
            var session = workshop.Session(plan, folder, info, flags, parsed.GetValue(jobs), log);
            if (earlier is not null) session.Resume();
            return await RunAsync(session, plan, folder, desk, tools, cancel);
        });
        return verb;
    }

    /// <summary>InteropFuzz may lie where its user cannot write.</summary>
    private static CheckFolder NewFolder(string checks)
    {
        try
        {
            return new(RunFolder.Create(checks, DateTimeOffset.UtcNow));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UsageException($"{e.Message.TrimEnd('.')}: name a folder for results with --artifacts DIR");
        }
    }

    /// <summary>The folder that a request is about.</summary>
    private static string Start(CheckRequest request)
        => request.Packages is [var only] && Directory.Exists(Path.Combine(request.Folder, only)) ? Path.GetFullPath(Path.Combine(request.Folder, only)) : request.Folder;

    private static async Task<int> RunAsync(CheckSession session, CheckPlan plan, CheckFolder folder, CheckDesk desk, HostTools tools, CancellationToken cancel)
    {
        desk.Begin(Console.Out);
        var console = Terminal.Out();
        var left = session.Remaining.ToList();
        console.WriteLine($"{Words.Count(plan.Packages.Count, "package")}, {Words.Count(left.Count, "cell")}{(session.Done > 0 ? $" of {plan.Cells.Count}" : "")} to go in check {folder.Folder.Run}");
        if (tools.SandboxProblem is { } problem) console.MarkupLine($"[yellow]no sandbox: {Markup.Escape(problem)}; tests are held by limits only, and write into the package's own folder[/]");
        var interrupted = false;
        try
        {
            await new CheckProgress(console, left, tools).FollowAsync(session.RunAsync(cancel));
        }
        catch (OperationCanceledException)
        {
            interrupted = true;
        }
        catch (IOException e)
        {
            throw new UsageException($"{e.Message}\n{session.Done} of {plan.Cells.Count} cells are kept; then go on with: interopfuzz check --resume {folder.Folder.Run}");
        }
        var run = session.Result();
        var review = desk.Review(run, DateOnly.FromDateTime(DateTime.UtcNow));
        if (!interrupted) new CheckTerminal(console).Write(new(run, review), Terminal.ShortPath(folder.Folder.Root));
        desk.Finish(run, review, Path.GetDirectoryName(folder.Folder.Root)!, Console.Out);
        if (!interrupted) return Code(run, review, plan, desk.Update);
        console.WriteLine($"interrupted: {session.Done} of {plan.Cells.Count} cells are kept; go on with: interopfuzz check --resume {folder.Folder.Run}");
        return ExitCode.Interrupted;
    }

    private static int Code(CheckRun run, CheckReview review, CheckPlan plan, bool updated)
        => review.HasNew && !updated ? ExitCode.Unexpected
            : plan.Cells.Any(p => p.IsMissingTool) ? ExitCode.Missing
            : run.Cells.Any(c => c.State == CellState.BuildFailed) ? ExitCode.BuildFailed
            : ExitCode.Expected;
}
