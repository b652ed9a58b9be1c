using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Verdicts;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli;

/// <summary>What a finished run leaves for people and for other tools, and what its exit code says.</summary>
internal static class RunReports
{
    /// <summary>Writes report.md, report.html, junit.xml and report.sarif into the run's folder.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public static void Write(RunFolder folder, RunModel model)
    {
        AtomicFile.Write(Path.Combine(folder.Root, "report.md"), MarkdownReport.Write(model));
        AtomicFile.Write(Path.Combine(folder.Root, "report.html"), HtmlReport.Write(model));
        AtomicFile.Write(Path.Combine(folder.Root, "junit.xml"), JUnitReport.Write(model));
        AtomicFile.Write(Path.Combine(folder.Root, "report.sarif"), SarifReport.Write(model));
    }

    /// <summary>The exit code.</summary>
    /// <param name="model">The run.</param>
    /// <param name="isSomethingMissing">Whether further cells that were asked for could not run for want of something.</param>
    public static int Code(RunModel model, bool isSomethingMissing)
    {
        var bad = model.Bad.ToList();
        return bad.Exists(r => r.Verdict != VerdictKind.BuildFailed.Name()) ? ExitCode.Unexpected
            : bad.Count > 0 ? ExitCode.BuildFailed
            : isSomethingMissing || model.Lost.Any() ? ExitCode.Missing
            : ExitCode.Expected;
    }
}
