using System.CommandLine;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Configuring;
using InteropFuzz.Harness.Checking.Suppressing;

namespace InteropFuzz.Cli.Checking;

/// <summary>The options of <c>check</c> for its configuration, its baseline, its suppressions and its reports.</summary>
internal sealed class CheckReportOptions
{
    private readonly Option<string?> _config = new("--config") { Description = $"The configuration (default: the nearest {CheckConfigurationFile.Name} up to the root of the repository; 'none' for none)", HelpName = "FILE" };
    private readonly Option<string?> _baseline = new("--baseline") { Description = $"Known findings, which do not fail the build (default: {BaselineFile.Name} beside the configuration, where it is; 'none' for none)", HelpName = "FILE" };
    private readonly Option<bool> _update = new("--update-baseline") { Description = "Write the baseline: in with what is new, out with what is fixed; then nothing is new" };
    private readonly Option<string?> _suppressions = new("--suppressions") { Description = $"Findings that are not to fail the build, why, and until when (default: {SuppressionFile.Name} beside the configuration, where it is; 'none' for none)", HelpName = "FILE" };
    private readonly Option<string?> _json = Report("--json", "All of it, for programs");
    private readonly Option<string?> _junit = Report("--junit", "A suite for each cell, for build servers");
    private readonly Option<string?> _sarif = Report("--sarif", "SARIF 2.1.0, for code scanning");
    private readonly Option<string?> _markdown = Report("--markdown", "A summary for people");
    private readonly Option<string?> _html = Report("--html", "A page that needs nothing else, with stacks and history");
    private readonly Option<bool> _github = new("--github") { Description = "Annotations and a job summary for GitHub Actions (default: where GITHUB_ACTIONS says so)" };

    /// <summary>Nothing of the kind, on the command line.</summary>
    private const string None = "none";

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _config, _baseline, _update, _suppressions, _json, _junit, _sarif, _markdown, _html, _github }) verb.Add(option);
    }

    /// <summary>The configuration of what is to be checked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The first folder to be checked.</param>
    /// <exception cref="FileErrorsException">The file is wrong.</exception>
    /// <exception cref="UsageException">There is no such file.</exception>
    public CheckConfiguration Configuration(ParseResult parsed, string folder)
    {
        var file = parsed.GetValue(_config) is not { } named ? CheckConfigurationFile.Find(folder) : named == None ? null : Existing("--config", named);
        return file is null ? new(CheckRoot.Of(Path.GetFullPath(folder))) : CheckConfigurationFile.Read(Terminal.ShortPath(Path.GetFullPath(file)));
    }

    /// <summary>Reads the two files and makes sure that reports can be written, before anything runs.</summary>
    /// <exception cref="FileErrorsException">One of the files is wrong.</exception>
    /// <exception cref="UsageException">There is no such file; two reports for one place.</exception>
    public CheckDesk Read(ParseResult parsed, CheckConfiguration configuration)
    {
        var outputs = new CheckOutputs
        {
            Json = Full(parsed.GetValue(_json)),
            JUnit = Full(parsed.GetValue(_junit)),
            Sarif = Full(parsed.GetValue(_sarif)),
            Markdown = Full(parsed.GetValue(_markdown)),
            Html = Full(parsed.GetValue(_html)),
            Github = parsed.GetResult(_github) is { Implicit: false } ? parsed.GetValue(_github) : null,
        }.Else(configuration.Outputs);
        if (outputs.Files.GroupBy(f => f.Path).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UsageException($"{string.Join(" and ", twice.Select(f => "--" + f.Name))} would both go to {Terminal.ShortPath(twice.Key)}");
        foreach (var (name, path) in outputs.Files)
            if (Directory.Exists(path)) throw new UsageException($"--{name} {Terminal.ShortPath(path)}: this is a folder; name a file");
        var baseline = parsed.GetValue(_baseline) ?? configuration.Baseline ?? Path.Combine(configuration.Folder, BaselineFile.Name);
        var update = parsed.GetValue(_update);
        if (baseline == None && update) throw new UsageException("--update-baseline needs a baseline to write");
        if (parsed.GetValue(_baseline) is { } named && named != None && !update && !File.Exists(named)) throw new UsageException($"--baseline: there is no file '{named}'; --update-baseline makes it");
        return new(outputs)
        {
            BaselinePath = baseline == None ? null : Path.GetFullPath(baseline),
            // A wrong baseline stops an update too: it may hold what somebody wants to keep.
            Baseline = baseline != None && File.Exists(baseline) ? BaselineFile.Read(Terminal.ShortPath(Path.GetFullPath(baseline))) : null,
            Update = update,
            Suppressions = Suppressions(parsed.GetValue(_suppressions), configuration),
        };
    }

    private static IReadOnlyList<Suppression> Suppressions(string? option, CheckConfiguration configuration)
    {
        if (option == None) return [];
        if (option is not null) return SuppressionFile.Read(Existing("--suppressions", option));
        var file = configuration.Suppressions ?? Path.Combine(configuration.Folder, SuppressionFile.Name);
        return File.Exists(file) ? SuppressionFile.Read(Terminal.ShortPath(file)) : [];
    }

    private static string Existing(string option, string path) => File.Exists(path) ? path : throw new UsageException($"{option}: there is no file '{path}'");

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    private static Option<string?> Report(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
