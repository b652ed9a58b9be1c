using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Checks;

/// <summary>
/// Workflow commands of GitHub Actions (docs: "Workflow commands for GitHub Actions"): an annotation at the line of each new finding. The runner
/// shows ten of each kind for a step, so the worst come first.
/// </summary>
public static class CheckAnnotations
{
    private const int MostOfAKind = 10;

    /// <summary>All commands, a line for each.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="prefix">The root's folder within the repository, which the runner's paths are relative to; empty for the repository itself.</param>
    public static string Write(CheckReport report, string prefix = "")
    {
        var text = new StringBuilder();
        var fresh = report.Review.New.ToList();
        foreach (var reviewed in Room(fresh)) text.Append(Of("error", reviewed, prefix));
        if (fresh.Count > MostOfAKind) text.Append(Command("error", [], $"{fresh.Count - MostOfAKind + 1} further new findings: see the job's summary"));
        foreach (var warning in Room(report.Warnings)) text.Append(Command("warning", [("title", "interopfuzz check")], warning));
        foreach (var entry in report.Review.Fixed.Take(MostOfAKind)) text.Append(Command("notice", [("title", "fixed")], $"{entry.Symptom} {entry.Signature}: {entry.Title}; take it out of the baseline with --update-baseline"));
        return text.ToString();
    }

    /// <summary>Makes the runner deaf to commands until <see cref="Resume"/>: what tests print may look like some.</summary>
    /// <param name="token">Something that no test can guess.</param>
    public static string Stop(string token) => $"::stop-commands::{token}\n";

    /// <summary>Ends what <see cref="Stop"/> began.</summary>
    public static string Resume(string token) => $"::{token}::\n";

    private static IEnumerable<T> Room<T>(IReadOnlyList<T> all) => all.Take(all.Count > MostOfAKind ? MostOfAKind - 1 : MostOfAKind);

    private static string Of(string kind, ReviewedFinding reviewed, string prefix)
    {
        var finding = reviewed.Finding;
        var properties = new List<(string Name, string Value)>();
        if (finding.Mark is (string file, var line) && !Path.IsPathRooted(file))
        {
            properties.Add(("file", prefix.Length > 0 ? $"{prefix}/{file}" : file));
            if (line > 0) properties.Add(("line", line.ToString(CultureInfo.InvariantCulture)));
        }
        properties.Add(("title", finding.Symptom));
        var tests = finding.Tests.Count > 0 ? $"\nin {string.Join(", ", finding.Tests.Take(3))}" : "";
        return Command(kind, properties, $"{finding.Title}{tests}\n{string.Join(", ", finding.Cells.Select(c => c.Column).Distinct())}\nsignature {finding.Signature}");
    }

    private static string Command(string kind, List<(string Name, string Value)> properties, string message)
        => $"::{kind}{(properties.Count > 0 ? " " : "")}{string.Join(',', properties.Select(p => $"{p.Name}={Property(p.Value)}"))}::{Data(message)}\n";

    // The order matters: a per cent sign that escaping made must not be escaped again.
    private static string Data(string text) => Hostile.ForTerminal(text).Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(Words.OneLine(text)).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
