using System.CommandLine;
using InteropFuzz.Cli.Fuzzing;
using InteropFuzz.Harness.Campaigns;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz fuzz</c>: a campaign of one target, without a file.</summary>
public static class FuzzVerb
{
    private const string Help = """
        Fuzz one target: the shim, a fuzz function of a Go package, or a C header. Coverage of Go and C guides it; each fault is replayed,
        recognised or made into a finding.

        Examples:
          interopfuzz fuzz shim --time 2m                        legal operation programs: any report is a fault
          interopfuzz fuzz shim --illegal bad-double-free        how an illegal operation is detected
          interopfuzz fuzz ./parser FuzzParse --time 1h          a package's own fuzz function, C code included
          interopfuzz fuzz --header zstd.h --link -lzstd         targets made from a header's declarations
          interopfuzz fuzz shim --go 1.24,1.27 --instrument asan,cgocheck2 --jobs 4
          interopfuzz fuzz ./parser FuzzParse --engine go-test   where the C code cannot be built again
          interopfuzz fuzz shim --arch amd64,arm64               what amd64 finds is performed under qemu-user too
          interopfuzz fuzz shim --runner board                   and here on an ARM64 machine of runners.yaml

        The corpus and the findings stay in artifacts/fuzz/TARGET (or --into DIR): the next run goes on with them.
        Without --time and --executions it fuzzes until Ctrl-C.

        Exit codes: 0 nothing new, 1 new findings or artifacts that wait for triage, 2 usage, 3 something is missing, 4 something does not compile, 130 interrupted.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string[]> target = new("TARGET") { Description = "shim, or a package and its fuzz function", Arity = new(0, 2) };
        Option<string?> header = new("--header") { Description = "Fuzz the functions that a C header declares", HelpName = "FILE" };
        Option<string[]> link = new("--link") { Description = "What the header's library is linked with, such as -lzstd", HelpName = "FLAG" };
        Option<string[]> include = new("--include") { Description = "A folder of further headers", HelpName = "DIR" };
        Option<string[]> define = new("--define") { Description = "A macro for the header's compiler", HelpName = "NAME[=VALUE]" };
        Option<bool> outOfRange = new("--out-of-range") { Description = "The header's enums may be numbers that are none of their constants" };
        Option<string?> annotations = new("--annotations") { Description = "A file that says what the header cannot (docs/fuzzing/headers.md)", HelpName = "FILE" };
        Option<string?> library = new("--library") { Description = "A file that says how the C library is built from source (docs/fuzzing/campaigns.md)", HelpName = "FILE" };
        Option<string?> illegal = new("--illegal") { Description = "Let the shim's programs hold this illegal operation", HelpName = "OP" };
        var time = FuzzOptions.Time("--time", "How long to fuzz, such as 90s, 20m or 8h");
        var executions = FuzzOptions.Count<long>("--executions", "How many inputs to perform");
        Option<string[]> go = new("--go") { Description = "Go releases, separated by commas, or 'all' (default: the newest of those that 'run' uses)", HelpName = "VERSION" };
        Option<string[]> instrument = new("--instrument") { Description = $"Instruments, separated by commas; several at once joined by '+' (default: {FuzzCampaign.DefaultInstrument})", HelpName = "NAME" };
        Option<string[]> arch = new("--arch") { Description = "Architectures: amd64, arm64 (default: this machine's)", HelpName = "ARCH" };
        Option<string?> engine = new("--engine") { Description = $"libfuzzer, go-test or batch (default: {FuzzCampaign.DefaultEngine}; batch for another architecture)", HelpName = "NAME" };
        var jobs = FuzzOptions.Count<int>("--jobs", "How many fuzzing processes at once (default: one a processor)", "-j");
        var memory = FuzzOptions.Size("--memory", $"Resident memory of one fuzzing process (default: {FuzzQuantity.Size(FuzzCampaign.DefaultMemory)})");
        var disk = FuzzOptions.Size("--disk", $"What corpus, findings and logs may take (default: {FuzzQuantity.Size(FuzzCampaign.DefaultDisk)})");
        Option<string?> dictionary = new("--dictionary") { Description = "A file with words for mutations, in libFuzzer's format", HelpName = "FILE" };
        Option<string?> into = new("--into") { Description = "The campaign's folder (default: artifacts/fuzz/TARGET in the repository)", HelpName = "DIR" };
        Option<string?> corpus = new("--corpus") { Description = "Where corpora are, a folder for each target (default: in the campaign's folder)", HelpName = "DIR" };
        Option<string?> findings = new("--findings") { Description = "Where findings are (default: in the campaign's folder)", HelpName = "DIR" };
        var runner = new RunnerOption("Perform the inputs of their architectures on these machines over ssh");
        Option<bool> adopt = new("--adopt") { Description = "Write each new finding as a case as well" };
        Option<bool> json = new("--json") { Description = "Print how it ended as JSON, and progress to stderr" };
        Option<bool> verbose = new("--verbose") { Description = "Log every step to stderr" };
        var verb = new Verb("fuzz", Help)
        {
            target, header, link, include, define, annotations, outOfRange, library, illegal, time, executions, go, instrument, arch, engine, jobs, memory, disk, dictionary, into, corpus, findings, adopt, json, verbose,
        };
        runner.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            var far = runner.Read(parsed);
            string? PathOf(Option<string?> option) => parsed.GetValue(option) is { } path ? Path.GetFullPath(path) : null;
            string? FileOf(Option<string?> option) => PathOf(option) is not { } path ? null : File.Exists(path) ? path : throw new UsageException($"{option.Name}: there is no file '{path}'");
            var words = Words(parsed.GetValue(target)!, parsed.GetValue(header)) with
            {
                Illegal = parsed.GetValue(illegal),
                Link = parsed.GetValue(link) ?? [],
                Include = [.. (parsed.GetValue(include) ?? []).Select(Path.GetFullPath)],
                Define = parsed.GetValue(define) ?? [],
                OutOfRange = parsed.GetValue(outOfRange),
                Annotations = FileOf(annotations),
                Library = FileOf(library) is { } file ? File.ReadAllText(file) : null,
                Folder = FileOf(library) is { } beside ? Path.GetDirectoryName(beside)! : "",
                Dictionary = FileOf(dictionary),
            };
            Check(words);
            var campaign = new FuzzCampaign
            {
                Targets = [words],
                Go = FuzzOptions.Words(parsed.GetValue(go)),
                Arch = FuzzOptions.Words(parsed.GetValue(arch)),
                Runners = far?.Names ?? [],
                RunnersFile = far?.File,
                Instruments = FuzzOptions.Words(parsed.GetValue(instrument)),
                Engine = parsed.GetValue(engine),
                Time = parsed.GetValue(time) ?? TimeSpan.Zero,
                Executions = parsed.GetValue(executions) ?? 0,
                Jobs = parsed.GetValue(jobs) ?? 0,
                MemoryBytes = parsed.GetValue(memory) ?? FuzzCampaign.DefaultMemory,
                DiskBytes = parsed.GetValue(disk) ?? FuzzCampaign.DefaultDisk,
                Corpus = PathOf(corpus),
                Findings = PathOf(findings),
                Adopt = parsed.GetValue(adopt),
            };
            var folder = new FuzzFolder(PathOf(into) ?? Path.Combine(Installation.Find().Artifacts, "fuzz", NameOf(words)));
            // Through the file and back: what the command line says is checked as a campaign.yaml is, and can be resumed as one.
            campaign = CampaignPlace.Checked(() => FuzzCampaignFile.Parse(FuzzCampaignFile.Write(campaign), "the command line", Environment.CurrentDirectory));
            var end = await CampaignRun.RunAsync(folder, campaign, resumes: false, new(parsed.GetValue(json), parsed.GetValue(verbose)), cancel);
            return CampaignRun.Code(end, cancel);
        });
        return verb;
    }

    private static FuzzTargetWords Words(string[] target, string? header)
    {
        const string place = "the command line";
        return (header, target) switch
        {
            ({ } file, []) => new(FuzzTargetKind.Header, place) { Header = File.Exists(file) ? Path.GetFullPath(file) : file },
            (null, ["shim"]) => new(FuzzTargetKind.Shim, place),
            (null, [var package, var function]) => new(FuzzTargetKind.Package, place) { Package = Directory.Exists(package) ? Path.GetFullPath(package) : package, Function = function },
            (null, [var package]) => throw new UsageException($"which fuzz function of {package}? interopfuzz fuzz {package} FuzzName"),
            (null, _) => throw new UsageException("what is to be fuzzed? 'shim', a package and its function, or --header FILE; 'interopfuzz fuzz --help' has examples"),
            _ => throw new UsageException("--header is a target of its own; name nothing else"),
        };
    }

    private static void Check(FuzzTargetWords words)
    {
        if (words.Illegal is not null && words.Kind != FuzzTargetKind.Shim) throw new UsageException("--illegal is for the shim: interopfuzz fuzz shim --illegal OP");
        if (words.Library is not null && words.Kind == FuzzTargetKind.Shim) throw new UsageException("--library is for packages and headers");
        if ((words.Link.Count + words.Include.Count + words.Define.Count > 0 || words.Annotations is not null || words.OutOfRange) && words.Kind != FuzzTargetKind.Header)
            throw new UsageException("--link, --include, --define, --annotations and --out-of-range are for --header");
    }

    /// <summary>The name of the campaign's folder.</summary>
    private static string NameOf(FuzzTargetWords words) => FuzzFolder.SafeName(words.Kind switch
    {
        FuzzTargetKind.Shim => words.Illegal is { } operation ? $"shim-{operation}" : "shim",
        FuzzTargetKind.Package => $"{Path.GetFileName(words.Package)}.{words.Function}",
        _ => Path.GetFileName(words.Header!),
    });
}
