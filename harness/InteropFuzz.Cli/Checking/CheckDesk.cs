using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Configuring;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Harness.Checking.Suppressing;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting.Checks;

namespace InteropFuzz.Cli.Checking;

/// <summary>What a check is compared with, and where its reports go.</summary>
/// <param name="Outputs">The reports.</param>
internal sealed record CheckDesk(CheckOutputs Outputs)
{
    /// <summary>How many earlier runs a report shows, at most.</summary>
    private const int MostEarlier = 10;

    private const string StepSummary = "GITHUB_STEP_SUMMARY";

    /// <summary>Keeps annotations from being made of what tests print.</summary>
    private readonly string _token = $"interopfuzz-{Guid.NewGuid():N}";

    /// <summary>The baseline's file; null for none.</summary>
    public string? BaselinePath { get; init; }

    /// <summary>The baseline; null where there is none yet.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Whether the baseline is written.</summary>
    public bool Update { get; init; }

    /// <summary>The suppressions.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    private bool OnGithub => Outputs.Github ?? Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";

    /// <summary>To be written before anything that tests printed: on GitHub Actions it could be taken for commands.</summary>
    public void Begin(TextWriter output)
    {
        if (OnGithub) output.Write(CheckAnnotations.Stop(_token));
    }

    /// <summary>What is new, known, suppressed, fixed.</summary>
    public CheckReview Review(CheckRun run, DateOnly today) => CheckReview.Of(run, Baseline, Suppressions, today);

    /// <summary>Writes the reports and the baseline.</summary>
    /// <param name="run">What was found out.</param>
    /// <param name="review">What is new of it.</param>
    /// <param name="runs">The folder with a subfolder for each run: earlier ones are the history.</param>
    /// <param name="output">Standard output.</param>
    /// <exception cref="IOException">A report cannot be written; the others are.</exception>
    public void Finish(CheckRun run, CheckReview review, string runs, TextWriter output)
    {
        var report = new CheckReport(run, review, Outputs.Html is null ? [] : Earlier(runs, run));
        if (OnGithub) output.Write(CheckAnnotations.Resume(_token) + CheckAnnotations.Write(report, Prefix(run.Info.Root)));
        var failures = new List<string>();
        foreach (var (name, path) in Outputs.Files) Try($"--{name}", path, () => AtomicFile.Write(path, Text(name, report)));
        if (OnGithub && Environment.GetEnvironmentVariable(StepSummary) is { Length: > 0 } summary) Try(StepSummary, summary, () => File.AppendAllText(summary, CheckMarkdown.Write(report)));
        if (Update && BaselinePath is { } baseline) Try("--update-baseline", baseline, () => Write(baseline, run, review, output));
        if (failures.Count > 0) throw new IOException(string.Join('\n', failures));

        void Try(string what, string path, Action write)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                write();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add($"{what}: could not write {path}: {e.Message}");
            }
        }
    }

    /// <summary>The run itself is among those of the folder.</summary>
    private static IReadOnlyList<CheckRun> Earlier(string runs, CheckRun run)
        => [.. CheckFolder.History(runs, run.Info.Root, MostEarlier + 1).Where(r => r.Info.Run != run.Info.Run).Take(MostEarlier)];

    private static void Write(string path, CheckRun run, CheckReview review, TextWriter output)
    {
        BaselineFile.Write(path, review.Updated);
        output.WriteLine($"written: {Terminal.ShortPath(path)}: {review.Updated.Findings.Count} known, {review.New.Count()} of them new, {review.Missing.Count(m => m.Coverage != Coverage.NotRun)} taken out{(run.IsWhole ? "" : "; the run was broken off, so what it did not come to is not in it")}");
    }

    private static string Text(string format, CheckReport report) => format switch
    {
        "json" => CheckJsonReport.Write(report),
        "junit" => CheckJUnit.Write(report),
        "sarif" => CheckSarif.Write(report),
        "markdown" => CheckMarkdown.Write(report),
        _ => CheckHtml.Write(report),
    };

    /// <summary>The root's folder within the workspace of the job, which annotations are relative to.</summary>
    private static string Prefix(string root)
        => Environment.GetEnvironmentVariable("GITHUB_WORKSPACE") is { Length: > 0 } workspace && Path.GetRelativePath(workspace, root) is var relative && relative != "." && !relative.StartsWith("..", StringComparison.Ordinal)
            ? relative : "";
}
