using System.Text;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Findings;

/// <summary>report.md: a finding for people, with nothing needed but a text viewer.</summary>
public static class FindingMarkdown
{
    /// <summary>The whole document.</summary>
    public static string Write(StoredFinding stored)
    {
        var finding = stored.Finding;
        var text = new StringBuilder();
        text.Append($"# Finding {finding.Id}\n\n| | |\n|---|---|\n");
        Row(text, "state", FindingWords.State(stored));
        Row(text, "target", finding.Target);
        Row(text, "seen", $"{FindingWords.Seen(stored)} (when this page was written; sightings.jsonl has all)");
        Row(text, "found with", $"Go {finding.Go}, {finding.Arch}, {finding.Instrument}");
        Row(text, "replays", FindingWords.Replays(finding));
        if (finding.Minimised is { } minimised) Row(text, "input", FindingWords.Minimised(minimised));
        if (finding.Program is { } program) Row(text, "program", FindingWords.Program(program));
        if (FindingWords.First(finding) is { } first) Row(text, "shows", first);
        foreach (var alike in finding.Alike) Row(text, "probably the same", $"{alike.Id}, {Words.Percent(alike.Similarity)} alike");
        foreach (var problem in finding.Problems) Row(text, "problem", problem);
        text.Append('\n');
        CrashMarkdown.WriteCrash(text, new("artifacts/output.txt", 1, stored.Crash), all: false);
        if (finding.Steps.Length > 0)
        {
            text.Append("## What the input does\n\n");
            CrashMarkdown.Fence(text, finding.Steps.TrimEnd());
        }
        Commands(text, finding);
        Cells(text, finding);
        if (stored.States.Count == 0) return text.ToString();
        text.Append("## State\n\n");
        foreach (var change in stored.States) text.Append($"- {FindingWords.Time(change.At)} {(change.State == FindingState.Closed ? "closed" : "opened")} by {Safe(change.Who)}: {Safe(change.Reason)}\n");
        return text.ToString();
    }

    private static void Commands(StringBuilder text, Finding finding)
    {
        if (finding.Reproduce is { } reproduce)
        {
            text.Append($"## Reproduce\n\n{(finding.Program is { Verdict: ProgramVerdict.Reproduced } ? "In this folder; nothing of InteropFuzz is needed:" : "With InteropFuzz:")}\n\n");
            CrashMarkdown.Fence(text, reproduce);
        }
        if (finding.Minimise is not { } minimise) return;
        text.Append("## Minimise\n\n");
        CrashMarkdown.Fence(text, minimise);
    }

    private static void Cells(StringBuilder text, Finding finding)
    {
        if (finding.Cells.Count == 0) return;
        text.Append($"## Elsewhere\n\nWhat the {(finding.CellsOfProgram ? "standalone program" : "replayed input")} shows.\n\n| instrument | Go | shows | this finding |\n|---|---|---|---|\n");
        foreach (var (instrument, releases, shown, same) in FindingWords.Cells(finding)) text.Append($"| {Safe(instrument)} | {Safe(releases)} | {Safe(shown)} | {(same ? "yes" : "")} |\n");
        text.Append('\n');
    }

    private static void Row(StringBuilder text, string name, string value) => text.Append($"| {name} | {Safe(value)} |\n");

    private static string Safe(string text) => Hostile.ForMarkdown(text);
}
