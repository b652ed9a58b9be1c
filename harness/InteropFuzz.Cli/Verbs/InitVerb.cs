using System.CommandLine;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Configuring;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz init</c>: the configuration of <c>check</c> for a repository.</summary>
public static class InitVerb
{
    private const string Help = """
        Write interopfuzz.yaml for the Go packages of a folder, every key explained, and a workflow for GitHub Actions.

        Examples:
          interopfuzz init                   for this folder
          interopfuzz init ./db --no-workflow
          interopfuzz init --force           anew, over what is there

        Nothing is overwritten without --force, and nothing runs. Then: interopfuzz check.
        """;

    private const int MostFolders = 8;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string> folder = new("DIR") { Description = "The folder (default: this one)", DefaultValueFactory = _ => "." };
        Option<bool> force = new("--force") { Description = "Overwrite the files" };
        Option<bool> noWorkflow = new("--no-workflow") { Description = "Only interopfuzz.yaml" };
        var verb = new Verb("init", Help) { folder, force, noWorkflow };
        verb.SetAction(parsed => Init(parsed.GetValue(folder)!, parsed.GetValue(force), !parsed.GetValue(noWorkflow)));
        return verb;
    }

    private static int Init(string folder, bool force, bool workflow)
    {
        if (!Directory.Exists(folder)) throw new UsageException($"there is no folder '{folder}'");
        var full = Path.GetFullPath(folder);
        var survey = ProjectSurvey.Of(full);
        if (!survey.HasGo) throw new UsageException($"there are no Go files in {Terminal.ShortPath(full)}; name the folder of your module: interopfuzz init DIR");
        if (survey.CgoFolders.Count == 0) throw new UsageException($"no package in {Terminal.ShortPath(full)} imports \"C\": there is no boundary to check");

        var files = new Dictionary<string, string> { [Path.Combine(full, CheckConfigurationFile.Name)] = ProjectFiles.Configuration(survey) };
        if (workflow)
        {
            var home = CheckRoot.Of(full);
            var root = Path.Exists(Path.Combine(home, ".git")) ? home : full;
            files[Path.Combine(root, ProjectFiles.WorkflowPath)] = ProjectFiles.Workflow(survey, root == full ? "" : Path.GetRelativePath(root, full));
        }
        if (!force && files.Keys.Where(File.Exists).ToList() is { Count: > 0 } there)
            throw new UsageException($"{string.Join(" and ", there.Select(Terminal.ShortPath))} {(there.Count == 1 ? "is" : "are")} already there; --force overwrites {(there.Count == 1 ? "it" : "them")}");

        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, text);
        }
        Say(survey);
        foreach (var path in files.Keys) Console.WriteLine($"written: {Hostile.ForTerminal(Terminal.ShortPath(path))}");
        Console.WriteLine("\nNext:");
        Console.WriteLine("  interopfuzz check                      # every test under every instrument");
        Console.WriteLine("  interopfuzz check --update-baseline    # what is found now becomes known; from then on only new findings fail");
        if (workflow) Console.WriteLine($"  look through {ProjectFiles.WorkflowPath}, and set the repository variable INTEROPFUZZ_REPOSITORY");
        return ExitCode.Expected;
    }

    private static void Say(ProjectSurvey survey)
    {
        var folders = survey.CgoFolders;
        Console.WriteLine(Hostile.ForTerminal($"found: cgo in {Words.Count(folders.Count, "folder")}: {string.Join(", ", folders.Take(MostFolders))}{(folders.Count > MostFolders ? ", …" : "")}"));
        var also = new[]
        {
            survey.IsWorkspace ? "a workspace" : survey.Modules.Count == 0 ? "no go.mod (where this is no GOPATH tree, 'go mod init' comes first)" : Words.Count(survey.Modules.Count, "module"),
            survey.GoRelease is { } go ? $"Go {go} or later" : null,
            survey.FuzzFunctions > 0 ? Words.Count(survey.FuzzFunctions, "fuzz function") : null,
            survey.ToolSuppressions.Count > 0 ? $"suppressions of {string.Join(", ", survey.ToolSuppressions.Keys)}" : null,
        }.OfType<string>();
        Console.WriteLine($"       {string.Join("; ", also)}");
    }
}
