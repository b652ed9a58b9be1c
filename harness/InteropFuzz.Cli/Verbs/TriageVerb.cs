using System.CommandLine;
using InteropFuzz.Cli.Inputs;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz triage</c>: what a crash log says.</summary>
public static class TriageVerb
{
    private const string Help = """
        Say what a crash report shows: its symptom, likely causes, the frame that matters, how bad it is, what to do next.

        Examples:
          interopfuzz triage crash.txt                              one report
          go test ./... 2>&1 | interopfuzz triage                   what comes through a pipe
          interopfuzz triage --cluster reports/                     groups of duplicates in a folder
          interopfuzz triage core.123 --binary ./prog               a core file
          interopfuzz triage logs/ --format sarif=out.sarif --format text --fail-on high

        Exit codes: 0 every input was read, whatever it held; 1 a crash at or above --fail-on; 2 wrong usage, or an input that could not be
        read (the others are still reported); 3 a tool is missing; 130 interrupted. All formats: docs/triage.md.
        """;

    private static readonly string[] s_levels = ["any", .. Enum.GetValues<SeverityLevel>().Where(l => l != SeverityLevel.None).Select(l => l.ToString().ToLowerInvariant())];

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string[]> files = new("FILE") { Description = "Reports, folders of reports, core files; '-' or nothing for standard input", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> format = new("--format") { Description = $"{string.Join(", ", FormatRequest.Names)}; with =FILE into a file; may be given more than once", HelpName = "FORMAT[=FILE]" };
        Option<bool> cluster = new("--cluster") { Description = "Put crashes that are the same, or probably the same, into groups" };
        Option<bool> all = new("--all") { Description = "Show every frame, goroutine and line of evidence; fold nothing" };
        Option<string?> binary = new("--binary") { Description = "The program that left the core file", HelpName = "PROGRAM" };
        Option<string?> failOn = new("--fail-on") { Description = "Answer 1 when a crash is at least this bad; 'any' for every crash", HelpName = "SEVERITY" };
        failOn.AcceptOnlyFromAmong(s_levels);
        var verb = new Verb("triage", Help) { files, format, cluster, all, binary, failOn };
        verb.SetAction((parsed, cancel) => RunAsync(
            new(parsed.GetValue(files) ?? [], FormatRequest.Read(parsed.GetValue(format) ?? []), parsed.GetValue(cluster), parsed.GetValue(all), parsed.GetValue(binary), parsed.GetValue(failOn)),
            cancel));
        return verb;
    }

    private sealed record Options(IReadOnlyList<string> Files, IReadOnlyList<FormatRequest> Formats, bool Cluster, bool All, string? Binary, string? FailOn);

    private static async Task<int> RunAsync(Options options, CancellationToken cancel)
    {
        if (options.Files.Count == 0 && !Console.IsInputRedirected)
            throw new UsageException("nothing to read: name a report or a folder, or pipe one in: go test ./... 2>&1 | interopfuzz triage");
        if (options.Binary is { } binary && !File.Exists(binary)) throw new UsageException($"there is no program '{binary}'");
        var inputs = new InputFinder(options.Binary, ReadCore).Find(options.Files.Count > 0 ? options.Files : ["-"]).ToList();
        InputReading.Outcome read;
        using (var progress = new CountProgress(inputs.Count, "read", elsewhere: false)) read = await InputReading.ReadAsync(inputs, progress, cancel);

        var model = new TriageModel(read.Inputs, options.Cluster);
        foreach (var format in options.Formats) format.Write(model, options.All);
        foreach (var input in model.Unreadable) Console.Error.WriteLine($"interopfuzz: could not read {Hostile.ForTerminal(input.Name)}: {Hostile.ForTerminal(input.Problem!)}");
        if (read.PassedOver.Count > 0) Console.Error.WriteLine($"interopfuzz: passed over {read.PassedOver.Count} binary file(s), such as {Hostile.ForTerminal(read.PassedOver[0])}");
        // As with grep, an answer that lacks an input is no answer, whatever the others hold.
        return model.Unreadable.Any() ? ExitCode.Usage : IsBad(model, options.FailOn) ? ExitCode.Unexpected : ExitCode.Expected;
    }

    private static bool IsBad(TriageModel model, string? failOn)
        => failOn is not null && model.Crashes.Any(s => failOn == "any" || s.Crash.Severity.Level >= Enum.Parse<SeverityLevel>(failOn, ignoreCase: true));

    private static readonly Lazy<CoreFile> s_cores = new(() =>
    {
        var tools = HostTools.Probe(Installation.Find().Launcher);
        return new(Workshop.Launcher(tools), tools);
    });

    /// <summary>Tools are asked for their versions only when there is a core file, and once for all of them.</summary>
    private static string ReadCore(string core, string binary, CancellationToken cancel)
        => s_cores.Value.ReadAsync(core, binary, cancel).GetAwaiter().GetResult();
}
