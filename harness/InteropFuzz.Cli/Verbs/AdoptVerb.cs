using System.CommandLine;
using System.Text;
using InteropFuzz.Cli.Adoption;
using InteropFuzz.Cli.Inputs;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz adopt</c>: makes a case from a crash report.</summary>
public static class AdoptVerb
{
    private const string Help = """
        Make a case from a crash report: the head with its expectation, a program to fill in, the passing twin, and the report beside them.

        Examples:
          interopfuzz adopt crash.txt --as c-heap-ownership/close-twice
          interopfuzz adopt crash.txt --as late-release/early-free --program repro/main.go
          interopfuzz adopt issue.md --as forged-view/long-slice --see https://example.org/issues/1

        A report in Markdown with the whole program in a code block needs no --program. Nothing is ever overwritten, and nothing is run.
        """;

    private const int MostBytes = 4 << 20;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string> report = new("REPORT") { Description = "The report; '-' for standard input" };
        Option<string> name = new("--as") { Description = "The new case", HelpName = "CLASS/NAME", Required = true };
        Option<string?> program = new("--program") { Description = "The program that crashed: its main.go or its folder", HelpName = "PATH" };
        Option<string?> title = new("--title") { Description = "What is wrong, in one line", HelpName = "TEXT" };
        Option<string?> see = new("--see") { Description = "The address of the public report", HelpName = "URL" };
        Option<string?> cases = new("--cases") { Description = "The cases folder (default: the one that comes with InteropFuzz)", HelpName = "DIR" };
        var verb = new Verb("adopt", Help) { report, name, program, title, see, cases };
        verb.SetAction(parsed => Adopt(
            parsed.GetValue(report)!, parsed.GetValue(name)!, parsed.GetValue(program), parsed.GetValue(title), parsed.GetValue(see),
            parsed.GetValue(cases) ?? Installation.Find().Cases));
        return verb;
    }

    private static int Adopt(string report, string id, string? program, string? title, string? see, string cases)
    {
        if (!File.Exists(Path.Combine(cases, "go.mod"))) throw new UsageException($"'{cases}' is no cases folder: it has no go.mod");
        var (faultClass, name) = CaseId.Read(id);
        var text = ReadReport(report);
        var found = ProgramText.InMarkdown(text, out var rest);
        var crashes = CrashReader.ReadAll(new StringReader(rest)).Where(c => c.Symptom != Symptom.Clean).ToList();
        if (crashes.Count == 0) throw new UsageException($"there is no crash in {report}");
        if (crashes[0].Symptom.Family == "build") throw new UsageException($"{report} is a compiler's report: a case must compile");
        if (crashes.Count > 1) Console.Error.WriteLine($"interopfuzz: {report} holds {crashes.Count} crashes; the first is adopted");

        IReadOnlyList<CaseFile> sources = program is not null ? ProgramText.Load(program) : found is not null ? [new("main.go", found)] : [];
        var skeleton = new CaseSkeleton(faultClass, name, crashes[0], OneLine(title), OneLine(see));
        var files = skeleton.Files(sources, text).ToDictionary(f => Path.Combine(cases, f.Key), f => f.Value);
        NewFiles.Write(files);

        foreach (var file in files.Keys) Console.WriteLine($"written: {Terminal.ShortPath(file)}");
        var errors = CaseSet.Load(cases).Errors.Where(e => e.Path.StartsWith(skeleton.Id, StringComparison.Ordinal)).ToList();
        foreach (var error in errors) Console.Error.WriteLine($"interopfuzz: {error}");
        Console.WriteLine(sources.Count > 0 ? "\nThe program is in the case; the twin is to be filled in. Next:" : "\nFill in the program and its twin where they say FILL IN. Next:");
        Console.WriteLine($"  interopfuzz run --filter '{skeleton.Id}*'            # what every instrument says of it");
        Console.WriteLine($"  interopfuzz run --filter '{skeleton.Id}*' --update   # take that into the Expect lines, then review the diff");
        return errors.Count > 0 ? ExitCode.Usage : ExitCode.Expected;
    }

    private static string ReadReport(string path)
    {
        if (path != "-" && !File.Exists(path)) throw new UsageException($"there is no file '{path}'");
        using var text = ReportEncoding.Open(path == "-" ? Console.OpenStandardInput() : File.OpenRead(path));
        var report = new StringBuilder();
        var buffer = new char[1 << 16];
        while (text.Read(buffer) is var n and > 0)
            if (report.Append(buffer, 0, n).Length > MostBytes) throw new UsageException($"{path} is longer than {MostBytes >> 20} million characters; cut it to the crash first");
        return report.ToString();
    }

    private static string? OneLine(string? text) => text is null ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line ? line : null;
}
