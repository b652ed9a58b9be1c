using System.CommandLine;
using InteropFuzz.Cli.Submitting;
using InteropFuzz.Harness.Batches;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz submit</c>: a run that a batch system spreads over its machines.</summary>
public static class SubmitVerb
{
    private const string Help = """
        Spread a run over the machines of a batch system: one job array for each architecture, one shard for each task; wait, and merge.

        Examples:
          interopfuzz submit --engine slurm --shards 8                       the default matrix, each architecture in eight shards
          interopfuzz submit --engine slurm --arch amd64,arm64 --shards 4 -- --go all --filter 'late-release/*'
          interopfuzz submit --engine slurm --partition long --sbatch --time=2:00:00 --sbatch --mem=8G
          interopfuzz submit --engine slurm --constraint arm64=graviton --arch arm64     machines of another name
          interopfuzz submit --engine slurm --dry-run                        show the scripts, submit nothing
          interopfuzz submit --engine slurm --write /shared/nightly          only write them
          interopfuzz submit --resume last                                   wait again, after Ctrl-C, and merge

        What stands behind -- are options of 'interopfuzz run'. Scripts, logs and shards are kept in artifacts/submissions/TIME, which every machine
        must see under the same path. A task that is killed goes back into the queue and on where it was. See docs/slurm.md.

        Exit codes: as of merge: 0 all as expected, 1 something unexpected, 2 usage, 3 a shard is missing, 4 build failures, 130 interrupted: the
        tasks go on.
        """;

    /// <summary>Options of run that a submission sets itself.</summary>
    private static readonly string[] s_own = ["--arch", "--emulated", "--shard", "--durations", "--artifacts", "--resume", "--jobs", "-j", "--list", "--update"];

    /// <summary>What was asked for; no architectures for those that run has of itself.</summary>
    private sealed record Asked(IBatchEngine Engine, int Shards, IReadOnlyList<string> Archs, IReadOnlyDictionary<string, string> Constraints, int Cpus, IReadOnlyList<string> Directives, IReadOnlyList<string> Run, string? Durations, string Artifacts);

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Option<string> engine = new("--engine") { Description = "The batch system", DefaultValueFactory = _ => BatchEngines.All[0].Name };
        engine.AcceptOnlyFromAmong([.. BatchEngines.All.Select(e => e.Name)]);
        Option<int> shards = new("--shards") { Description = "Into how many tasks the matrix of each architecture is cut", HelpName = "N", DefaultValueFactory = _ => 4 };
        Option<string[]> arch = new("--arch") { Description = "Architectures, separated by commas: amd64, arm64 (default: both, the emulated one on the newest of the releases)", HelpName = "ARCH" };
        Option<string[]> constraint = new("--constraint") { Description = "What machines for an architecture are called (default: amd64=amd64 and arm64=arm64-qemu on an amd64 machine)", HelpName = "ARCH=FEATURE" };
        Option<int> cpus = new("--cpus") { Description = "How many processors a task asks for, and uses", HelpName = "N", DefaultValueFactory = _ => 2 };
        Option<string?> partition = new("--partition", "-p") { Description = "Where to submit to", HelpName = "NAME" };
        Option<string[]> sbatch = new("--sbatch") { Description = "Another option for the script, such as --sbatch --time=2:00:00; may be given more than once", HelpName = "OPTION" };
        Option<string?> durations = new("--durations") { Description = "Cut shards by what cells cost in this run (its name or folder)", HelpName = "RUN" };
        Option<string?> artifacts = new("--artifacts") { Description = "Where runs are kept (default: artifacts/ in the repository)", HelpName = "DIR" };
        Option<string?> into = new("--into") { Description = "The folder of the merged run (default: a new one beside the others)", HelpName = "DIR" };
        Option<bool> dryRun = new("--dry-run") { Description = "Print the scripts, and do nothing" };
        Option<string?> write = new("--write") { Description = "Only write the submission, into this new folder", HelpName = "DIR" };
        Option<string?> resume = new("--resume") { Description = "Submit what is written, or wait for what is submitted: a name, a folder, or 'last'", HelpName = "SUBMISSION" };
        Argument<string[]> run = new("RUN-OPTION") { Description = "Options of 'interopfuzz run', behind --", Arity = ArgumentArity.ZeroOrMore };
        foreach (var number in new[] { shards, cpus })
            number.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError($"{number.Name} takes a number from 1 up"); });
        var verb = new Verb("submit", Help) { run, engine, shards, arch, constraint, cpus, partition, sbatch, durations, artifacts, into, dryRun, write, resume };
        verb.SetAction(async (parsed, cancel) =>
        {
            var home = Path.GetFullPath(parsed.GetValue(artifacts) ?? Installation.Find().Artifacts);
            var target = parsed.GetValue(into);
            if (parsed.GetValue(resume) is { } earlier) return await FollowAsync(Open(home, earlier), home, target, cancel);
            var asked = new Asked(
                BatchEngines.Find(parsed.GetValue(engine)!)!,
                parsed.GetValue(shards),
                Selection.Words(parsed.GetValue(arch)),
                Constraints(parsed.GetValue(constraint) ?? []),
                parsed.GetValue(cpus),
                [.. parsed.GetValue(partition) is { } name ? [$"--partition={name}"] : (string[])[], .. parsed.GetValue(sbatch) ?? []],
                parsed.GetValue(run) ?? [],
                parsed.GetValue(durations),
                home);
            if (parsed.GetValue(dryRun)) return Show(asked);
            if (parsed.GetValue(write) is { } folder) return Write(asked, NewFolder(folder));
            if (asked.Engine.WhyNotHere is { } why) throw new UsageException($"{why}; --write DIR writes the scripts all the same", ExitCode.Missing);
            var submission = Describe(asked);
            var place = SubmissionFolder.Create(Submissions(home), DateTimeOffset.UtcNow);
            WriteFiles(asked.Engine, place, submission);
            return await FollowAsync(place, home, target, cancel);
        });
        return verb;
    }

    private static string Submissions(string home) => Path.Combine(home, "submissions");

    private static Dictionary<string, string> Constraints(IReadOnlyList<string> pairs)
    {
        var constraints = Enum.GetValues<Arch>().ToDictionary(a => a.Name(), a => a == PlanWords.HostArch ? a.Name() : a.Name() + "-qemu");
        foreach (var pair in pairs)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || at == pair.Length - 1 || !constraints.ContainsKey(pair[..at])) throw new UsageException($"--constraint takes an architecture and a feature, such as arm64=arm64-qemu, not '{pair}'");
            constraints[pair[..at]] = pair[(at + 1)..];
        }
        return constraints;
    }

    private static SubmissionFolder Open(string home, string name)
    {
        var submissions = Submissions(home);
        var found = name == "last" && Directory.Exists(submissions)
            ? Directory.GetDirectories(submissions).Where(d => File.Exists(new SubmissionFolder(d).Description)).Max(StringComparer.Ordinal)
            : new[] { Path.Combine(submissions, name), name }.FirstOrDefault(d => File.Exists(new SubmissionFolder(d).Description));
        return found is null ? throw new UsageException($"there is no submission '{name}' in {submissions}") : new(Path.GetFullPath(found).TrimEnd('/'));
    }

    private static SubmissionFolder NewFolder(string folder)
    {
        var place = new SubmissionFolder(Path.GetFullPath(folder).TrimEnd('/'));
        if (Directory.Exists(place.Root) && Directory.EnumerateFileSystemEntries(place.Root).Any()) throw new UsageException($"{folder} is not empty; --write takes a new folder");
        return place;
    }

    /// <summary>What is to be submitted, checked here rather than by every task.</summary>
    private static Submission Describe(Asked asked)
    {
        foreach (var word in asked.Run)
            if (s_own.FirstOrDefault(o => word == o || word.StartsWith(o + "=", StringComparison.Ordinal)) is { } own) throw new UsageException($"{own} does not go behind --: a submission sets it itself ('interopfuzz submit --help')");
        if (RunVerb.Make().Parse([.. asked.Run]).Errors is [var error, ..]) throw new UsageException($"behind --: {error.Message}");
        var installation = Installation.Find();
        var tools = HostTools.Probe(installation.Launcher);
        var isNamed = asked.Archs.Count > 0;
        string[] run = [.. asked.Run, .. isNamed ? (string[])[] : ["--emulated", Selection.Newest]];
        var durations = asked.Durations is { } recorded ? RunFolder.Open(asked.Artifacts, recorded).Root : null;
        return new()
        {
            Engine = asked.Engine.Name,
            Written = DateTimeOffset.UtcNow,
            WorkingFolder = Environment.CurrentDirectory,
            Command = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "interopfuzz.dll")] : [Environment.ProcessPath!],
            Options = [.. run, .. durations is null ? (string[])[] : ["--durations", durations]],
            Cpus = asked.Cpus,
            Directives = asked.Directives,
            Arrays = [.. (isNamed ? asked.Archs : Enum.GetValues<Arch>().Select(a => a.Name())).Select(a => new BatchArray(a, asked.Shards, asked.Constraints.GetValueOrDefault(a, a), Cells(run, a, installation, tools)))],
        };
    }

    /// <summary>How many cells the matrix of an architecture has.</summary>
    /// <exception cref="UsageException">It cannot be run: a broken case, an unknown word, a missing toolchain.</exception>
    private static int Cells(IReadOnlyList<string> run, string arch, Installation installation, HostTools tools)
    {
        var selection = new Selection();
        var verb = new Command("run") { TreatUnmatchedTokensAsErrors = false };
        selection.AddTo(verb);
        return Selection.Plan(selection.Read(verb.Parse([.. run, "--arch", arch]), installation), CacheFolder.Default(), tools).Cells.Count;
    }

    private static int Show(Asked asked)
    {
        var submission = Describe(asked);
        var folder = new SubmissionFolder(Path.Combine(Submissions(asked.Artifacts), "TIME"));
        foreach (var array in submission.Arrays)
        {
            Console.WriteLine($"# {folder.Script(array)}: {array.Cells} cells in {array.Shards} shards");
            Console.WriteLine(asked.Engine.Script(folder, submission, array));
        }
        return ExitCode.Expected;
    }

    private static int Write(Asked asked, SubmissionFolder folder)
    {
        var submission = Describe(asked);
        WriteFiles(asked.Engine, folder, submission);
        foreach (var array in submission.Arrays) Console.WriteLine($"{Terminal.ShortPath(folder.Script(array))}: {array.Cells} cells in {array.Shards} shards");
        Console.WriteLine($"submit, wait and merge: {Shell.Line(["interopfuzz", "submit", "--resume", Terminal.ShortPath(folder.Root)])}");
        foreach (var array in submission.Arrays) Console.WriteLine($"by hand: {asked.Engine.SubmitCommand(Terminal.ShortPath(folder.Script(array)))}");
        Console.WriteLine($"and then: interopfuzz merge {Shell.Quote(Terminal.ShortPath(folder.Shards))}/*/*");
        return ExitCode.Expected;
    }

    private static void WriteFiles(IBatchEngine engine, SubmissionFolder folder, Submission submission)
    {
        Directory.CreateDirectory(folder.Logs);
        foreach (var array in submission.Arrays) AtomicFile.Write(folder.Script(array), engine.Script(folder, submission, array));
        folder.Write(submission);
    }

    /// <summary>Submits what is not submitted yet, waits for all of it, merges.</summary>
    private static async Task<int> FollowAsync(SubmissionFolder folder, string home, string? into, CancellationToken cancel)
    {
        var submission = folder.Read();
        var engine = BatchEngines.Find(submission.Engine) ?? throw new UsageException($"{folder.Description}: '{submission.Engine}' is no engine");
        if (engine.WhyNotHere is { } why) throw new UsageException(why, ExitCode.Missing);
        var shown = Terminal.ShortPath(folder.Root);
        var waiting = submission.Arrays.Where(a => a.Job is null).ToList();
        // All or none: of two arrays one would run that nobody waits for.
        foreach (var array in waiting) Ask(engine, folder, array, engine.Check);
        foreach (var array in waiting)
        {
            var job = "";
            Ask(engine, folder, array, script => job = engine.Submit(script));
            submission = submission.With(array with { Job = job });
            folder.Write(submission);
            Console.WriteLine($"{array.Arch}: {array.Cells} cells in {array.Shards} shards as job {job}, on machines with {array.Constraint}; kept in {shown}");
        }
        try
        {
            var lost = await new SubmissionWatch(engine, folder, line => Console.WriteLine(Hostile.ForTerminal(line))).WaitAsync(cancel);
            return Merge(folder, submission, lost, home, into);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"interrupted: the tasks go on; wait again with: {Shell.Line(["interopfuzz", "submit", "--resume", shown])}; or end them: {engine.CancelCommand(submission.Arrays.Select(a => a.Job!))}");
            return ExitCode.Interrupted;
        }
    }

    private static void Ask(IBatchEngine engine, SubmissionFolder folder, BatchArray array, Action<string> ask)
    {
        try
        {
            ask(folder.Script(array));
        }
        catch (BatchException e)
        {
            var way = e.Message.Contains("feature", StringComparison.OrdinalIgnoreCase)
                ? $": no machine offers {array.Constraint}; --constraint {array.Arch}=FEATURE names another (sinfo -o %f shows them), --arch other architectures only" : "";
            throw new UsageException($"{engine.Name} does not take {Terminal.ShortPath(folder.Script(array))}: {e.Message}{way}", ExitCode.Missing);
        }
    }

    private static int Merge(SubmissionFolder folder, Submission submission, IReadOnlyList<LostShard> lost, string home, string? into)
    {
        foreach (var (array, shard, why) in lost) Console.Error.WriteLine($"interopfuzz: {Hostile.ForTerminal($"{array.Label(shard)} is missing: {why}")}");
        var runs = submission.Arrays.SelectMany(a => Enumerable.Range(1, a.Shards).Select(n => folder.Run(a, n))).OfType<RunFolder>().ToList();
        if (runs.Count == 0) throw new UsageException("no shard has a result", ExitCode.Missing);
        var code = MergeVerb.Merge(runs, into, home);
        return code == ExitCode.Expected && lost.Count > 0 ? ExitCode.Missing : code;
    }
}
