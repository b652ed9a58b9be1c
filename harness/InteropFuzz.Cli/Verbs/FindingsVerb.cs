using System.CommandLine;
using InteropFuzz.Cli.Findings;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Reporting.Findings;
using Serilog;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz findings</c>: what fuzzing found.</summary>
public static class FindingsVerb
{
    private const string Help = """
        What fuzzing found: a folder for each fault, with its report, its input, a program that reproduces it, and what became of it.

        Examples:
          interopfuzz findings                              all findings
          interopfuzz findings --state open --symptom 'asan/*' --since 24h
          interopfuzz findings show 3f2a                    one of them, with its stack and the commands; so many letters as tell it apart
          interopfuzz findings show 3f2a --adopt            and make a case of it, which 'run' then expects
          interopfuzz findings close 3f2a --reason 'fixed in 1.4.2'
          interopfuzz findings reopen 3f2a --reason 'not on arm64'
          interopfuzz findings replay 3f2a                  perform its input again
          interopfuzz findings minimise 3f2a                and make it smaller

        Exit codes: 0 done, 1 a replay that does not show it any more, 2 usage, or a finding that cannot be read. docs/fuzzing/findings.md.
        """;

    private const int FewestLetters = 2;

    private readonly record struct Common(Option<string> Folder, Option<bool> Json);

    /// <summary>The verb with its verbs.</summary>
    public static Command Make()
    {
        var common = new Common(
            new("--findings") { Description = "The folder with the findings", HelpName = "DIR", DefaultValueFactory = _ => FindingWorkshop.DefaultFolder, Recursive = true },
            new("--json") { Description = "For programs", Recursive = true });
        var verb = new Verb("findings", Help) { common.Folder, common.Json };
        AddList(verb, common);
        var list = new Verb("list", "List findings");
        AddList(list, common);
        verb.Add(list);
        verb.Add(Show(common));
        verb.Add(Change("close", "Close findings: nobody needs to look at them any more, until they are seen again", FindingState.Closed, common));
        verb.Add(Change("reopen", "Open closed findings again", FindingState.Open, common));
        verb.Add(Adopt(common));
        verb.Add(Replay(common));
        verb.Add(Minimise(common));
        return verb;
    }

    private static void AddList(Command verb, Common common)
    {
        var filters = new FindingFilters();
        filters.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var fits = filters.Read(parsed, DateTimeOffset.UtcNow);
            var folder = parsed.GetValue(common.Folder)!;
            if (!Directory.Exists(folder) && folder != FindingWorkshop.DefaultFolder) throw new UsageException($"there is no folder '{folder}'");
            var all = FindingWorkshop.Store(folder).All(out var problems);
            var shown = all.Where(fits).OrderByDescending(f => f.Last).ToList();
            if (parsed.GetValue(common.Json)) Console.Write(FindingJsonReport.Write(shown));
            else Print(shown, all.Count, folder);
            foreach (var problem in problems) Console.Error.WriteLine($"interopfuzz: {Hostile.ForTerminal(problem)}");
            return problems.Count > 0 ? ExitCode.Usage : ExitCode.Expected;
        });
    }

    private static void Print(List<StoredFinding> shown, int all, string folder)
    {
        if (shown.Count > 0 && Terminal.IsPlain) FindingTable.Write(Console.Out, shown);
        else if (shown.Count > 0) FindingTable.Write(Terminal.Out(), shown);
        var left = all - shown.Count;
        Console.WriteLine(all == 0 ? $"no findings in {Hostile.ForTerminal(folder)}"
            : $"{Words.Count(shown.Count, "finding")}, {shown.Count(f => f.State == FindingState.Open)} open{(left > 0 ? $"; {left} not shown" : "")}");
    }

    private static Verb Show(Common common)
    {
        Argument<string> id = new("FINDING") { Description = "Its name, or as much of it as tells it apart" };
        Option<bool> all = new("--all") { Description = "Fold nothing and leave nothing out" };
        Option<bool> adopt = new("--adopt") { Description = "Make a case of it" };
        var options = new AdoptOptions();
        var verb = new Verb("show", "Show a finding with its stack and the commands") { id, all, adopt };
        options.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var store = FindingWorkshop.Store(parsed.GetValue(common.Folder)!);
            var stored = Find(store, parsed.GetValue(id)!);
            if (parsed.GetValue(common.Json)) Console.Write(FindingJsonReport.Write(stored));
            else
            {
                var console = Terminal.Out();
                var lines = new FindingScreen(console.Profile.Width, parsed.GetValue(all)).Of(stored, Terminal.ShortPath(store.FolderOf(stored.Finding.Id).Root));
                if (Terminal.IsPlain) CrashText.Write(Console.Out, lines);
                else CrashText.Write(console, lines);
            }
            if (!parsed.GetValue(adopt)) return ExitCode.Expected;
            Console.WriteLine();
            return MakeCase(store, stored, options, parsed);
        });
        return verb;
    }

    private static Verb Change(string name, string help, FindingState state, Common common)
    {
        Argument<string[]> ids = new("FINDING") { Description = "Their names, or as much of them as tells them apart", Arity = ArgumentArity.OneOrMore };
        Option<string> reason = new("--reason") { Description = "Why; kept with the finding", HelpName = "TEXT", Required = true };
        Option<string> who = new("--who") { Description = "Who says so", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName };
        var verb = new Verb(name, help) { ids, reason, who };
        verb.SetAction(parsed =>
        {
            var why = Words.OneLine(parsed.GetValue(reason)!).Trim();
            if (why.Length == 0) throw new UsageException("--reason is empty");
            var store = FindingWorkshop.Store(parsed.GetValue(common.Folder)!);
            // All are looked up first: a wrong name changes nothing.
            foreach (var stored in parsed.GetValue(ids)!.Select(id => Find(store, id)).DistinctBy(f => f.Finding.Id).ToList())
            {
                var now = state == FindingState.Closed ? "closed" : "open";
                if (stored.State == state)
                {
                    Console.WriteLine($"{stored.Finding.Id} is {now} already");
                    continue;
                }
                store.Change(stored.Finding.Id, state, Words.OneLine(parsed.GetValue(who)!), why);
                Console.WriteLine($"{stored.Finding.Id} is {now}");
            }
            return ExitCode.Expected;
        });
        return verb;
    }

    /// <summary>The options of a case to be.</summary>
    private sealed class AdoptOptions
    {
        public Option<string?> Name { get; } = new("--as") { Description = "The new case (default: the likeliest class, and a name made of symptom and function)", HelpName = "CLASS/NAME" };
        public Option<string?> Title { get; } = new("--title") { Description = "What is wrong, in one line", HelpName = "TEXT" };
        public Option<string?> Cases { get; } = new("--cases") { Description = "The cases folder (default: the one that comes with InteropFuzz)", HelpName = "DIR" };

        public void AddTo(Command verb)
        {
            verb.Add(Name);
            verb.Add(Title);
            verb.Add(Cases);
        }
    }

    private static Verb Adopt(Common common)
    {
        Argument<string> id = new("FINDING") { Description = "Its name, or as much of it as tells it apart" };
        var options = new AdoptOptions();
        var verb = new Verb("adopt", "Make a case of a finding: its program, with what was measured of it as expectations") { id };
        options.AddTo(verb);
        verb.SetAction(parsed =>
        {
            var store = FindingWorkshop.Store(parsed.GetValue(common.Folder)!);
            return MakeCase(store, Find(store, parsed.GetValue(id)!), options, parsed);
        });
        return verb;
    }

    private static int MakeCase(FindingStore store, StoredFinding stored, AdoptOptions options, ParseResult parsed)
    {
        var cases = Path.GetFullPath(parsed.GetValue(options.Cases) ?? Installation.Find().Cases);
        var (id, files) = FindingAdoption.Write(store, stored, cases, parsed.GetValue(options.Name), parsed.GetValue(options.Title) is { } title ? Words.OneLine(title) : null);
        foreach (var file in files) Console.WriteLine($"written: {Terminal.ShortPath(file)}");
        var errors = CaseSet.Load(cases).Errors.Where(e => e.Path.StartsWith(id + "/", StringComparison.Ordinal)).ToList();
        foreach (var error in errors) Console.Error.WriteLine($"interopfuzz: {error}");
        Console.WriteLine($"\nIts expectations are what was measured; it has no twin until you write {id}{Case.TwinSuffix}. Next:");
        Console.WriteLine($"  interopfuzz run --filter '{id}'");
        return errors.Count > 0 ? ExitCode.Usage : ExitCode.Expected;
    }

    private static Verb Replay(Common common)
    {
        Argument<string> id = new("FINDING") { Description = "Its name, or as much of it as tells it apart" };
        var verb = new Verb("replay", "Perform the input of a finding again") { id };
        verb.SetAction(async (parsed, cancel) =>
        {
            var store = FindingWorkshop.Store(parsed.GetValue(common.Folder)!);
            var stored = Find(store, parsed.GetValue(id)!);
            using var log = Log();
            var (shown, replays) = await FindingWorkshop.WithTargetAsync(stored, store, null, log, (desk, target, source) => desk.ReplayAsync(target, source, stored.Finding.Id, cancel), cancel);
            if (shown is not null) Console.Write(Hostile.ForTerminal(shown.Observation.Output));
            Console.WriteLine($"{stored.Finding.Id}: {replays}");
            return replays.Hits > 0 ? ExitCode.Expected : ExitCode.Unexpected;
        });
        return verb;
    }

    private static Verb Minimise(Common common)
    {
        Argument<string> id = new("FINDING") { Description = "Its name, or as much of it as tells it apart" };
        var verb = new Verb("minimise", "Make the input of a finding smaller, and confirm it again") { id };
        var limits = new FindingLimitOptions();
        limits.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var store = FindingWorkshop.Store(parsed.GetValue(common.Folder)!);
            var stored = Find(store, parsed.GetValue(id)!);
            using var log = Log();
            var taken = await FindingWorkshop.WithTargetAsync(stored, store, limits.Read(parsed), log, (desk, target, source) => desk.AgainAsync(target, source, stored.Finding.Id, cancel), cancel);
            foreach (var (finding, news, _) in taken.All)
                Console.WriteLine($"{finding.Id}: {finding.Symptom}, {finding.Replays}{(finding.Minimised is { } m ? $", {m.From} to {Words.Count(m.To, "byte")}" : "")}{(news == News.New ? "; new, met on the way" : "")}");
            Console.WriteLine($"interopfuzz findings show {stored.Finding.Id}");
            return taken.Finding.Replays.Hits > 0 ? ExitCode.Expected : ExitCode.Unexpected;
        });
        return verb;
    }

    private static Serilog.Core.Logger Log() => new LoggerConfiguration()
        .WriteTo.Console(standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        .CreateLogger();

    private static StoredFinding Find(FindingStore store, string id)
    {
        if (store.Find(id) is { } exact) return exact;
        var fitting = id.Length < FewestLetters ? [] : store.All(out _).Where(f => f.Finding.Id.StartsWith(id, StringComparison.Ordinal)).ToList();
        return fitting switch
        {
            [var only] => only,
            [] => throw new UsageException($"there is no finding '{id}'; 'interopfuzz findings' lists them"),
            _ => throw new UsageException($"'{id}' may be {string.Join(", ", fitting.Select(f => f.Finding.Id))}"),
        };
    }
}
