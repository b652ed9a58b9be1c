using System.CommandLine;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Configuring;
using InteropFuzz.Harness.Checking.Suppressing;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Checks;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz config</c>: the configuration of <c>check</c>.</summary>
public static class ConfigVerb
{
    private const string VerifyHelp = """
        Read interopfuzz.yaml, and the baseline and the suppressions that it uses, and say what is wrong with them. Nothing runs.

        Examples:
          interopfuzz config verify                     the file of this folder, or of the nearest one above it
          interopfuzz config verify ci/interopfuzz.yaml

        Exit codes: 0 all is good, 2 something is wrong: a line for each mistake, with file and line. All keys: docs/check/configuration.md.
        """;

    /// <summary>The verb.</summary>
    public static Command Make()
    {
        Argument<string?> file = new("FILE") { Description = $"The configuration (default: the nearest {CheckConfigurationFile.Name})", Arity = ArgumentArity.ZeroOrOne };
        var verify = new Verb("verify", VerifyHelp) { file };
        verify.SetAction(parsed => Verify(parsed.GetValue(file) ?? CheckConfigurationFile.Find(Environment.CurrentDirectory)
            ?? throw new UsageException($"there is no {CheckConfigurationFile.Name} here or above; 'interopfuzz init' writes one")));
        return new Verb("config", "The configuration of check: interopfuzz.yaml") { verify };
    }

    private static int Verify(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file '{path}'");
        var errors = new List<string>();
        var shown = Terminal.ShortPath(path);
        var configuration = Read(shown, CheckConfigurationFile.Read);
        var folder = configuration?.Folder ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        var suppressions = Read(configuration?.Suppressions ?? Path.Combine(folder, SuppressionFile.Name), SuppressionFile.Read);
        var baseline = Read(configuration?.Baseline ?? Path.Combine(folder, BaselineFile.Name), BaselineFile.Read);
        foreach (var error in errors) Console.Error.WriteLine(Hostile.ForTerminal(error));
        if (errors.Count > 0) return ExitCode.Usage;

        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        foreach (var expired in (suppressions ?? []).Where(s => s.IsExpired(today)))
            Console.Error.WriteLine(Hostile.ForTerminal($"{expired.Place}: this suppression expired on {CheckReport.Day(expired.Expires)} and counts no more"));
        var also = new[] { suppressions is null ? null : Words.Count(suppressions.Count, "suppression"), baseline is null ? null : $"{Words.Count(baseline.Findings.Count, "finding")} in the baseline" }.OfType<string>();
        Console.WriteLine(string.Join(", ", also.Prepend($"{Hostile.ForTerminal(shown)} is good")));
        return ExitCode.Expected;

        T? Read<T>(string file, Func<string, T> read) where T : class
        {
            try
            {
                return File.Exists(file) ? read(Terminal.ShortPath(file)) : null;
            }
            catch (FileErrorsException e)
            {
                errors.AddRange(e.Errors);
                return null;
            }
        }
    }
}
