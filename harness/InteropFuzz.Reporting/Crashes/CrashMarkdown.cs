using System.Text;
using InteropFuzz.Triage;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>The report for an issue tracker or a job summary.</summary>
public static class CrashMarkdown
{
    private const int Width = 100;
    private const int MostFiles = 5;

    /// <summary>The whole document.</summary>
    /// <param name="model">What was found.</param>
    /// <param name="all">Whether nothing is folded or left out.</param>
    public static string Write(TriageModel model, bool all = false)
    {
        var text = new StringBuilder();
        if (model.Groups is { } groups) WriteGroups(text, groups);
        else
            foreach (var sighting in model.Crashes) WriteCrash(text, sighting, all);
        foreach (var input in model.Unreadable) text.Append($"- could not read {Safe(input.Name)}: {Safe(input.Problem ?? "")}\n");
        if (model.Unreadable.Any()) text.Append('\n');
        return text.Append($"{Safe(model.Summary)}\n").ToString();
    }

    /// <summary>One crash, below a heading of its own.</summary>
    internal static void WriteCrash(StringBuilder text, Sighting sighting, bool all)
    {
        var crash = sighting.Crash;
        text.Append($"## {crash.Symptom}{(crash.Frame is { } frame ? $" in {Safe(Words.Function(frame))}" : "")}\n\n");
        text.Append($"{Safe(SymptomCatalog.Find(crash.Symptom).Meaning)} ({Safe(sighting.Place)}{(crash.Times > 1 ? $", {crash.Times} times" : "")})\n\n");
        var lines = crash.FirstLine.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        var stacks = new StackLines(Width, all).Of(crash).Select(l => l.ToString()).ToList();
        if (stacks.Count > 0) lines.AddRange(["", .. stacks]);
        if (lines.Count > 0) Fence(text, string.Join('\n', lines));
        text.Append("| | |\n|---|---|\n");
        if (crash.Recoverable is { } recoverable) Row(text, "recoverable", recoverable ? "yes" : "no");
        Row(text, "guilty", Words.Guilty(crash.Guilty));
        if (Words.IsRated(crash.Severity)) Row(text, "severity", Words.Rated(crash.Severity));
        foreach (var candidate in crash.Classes)
            Row(text, $"cause {Words.Percent(candidate.Confidence)}", $"{FaultClasses.Name(candidate.Class)}: {string.Join("; ", candidate.Evidence.Select(e => CrashScreen.Said(e, crash.FirstLine)))}");
        if (crash.Signature.Id.Length > 0) Row(text, "signature", crash.Signature.Id);
        foreach (var step in crash.Next) Row(text, "next", CrashScreen.Step(step));
        text.Append('\n');
    }

    private static void WriteGroups(StringBuilder text, IReadOnlyList<CrashGroup> groups)
    {
        text.Append("| times | symptom | frame that matters | severity | signature | probably the same | where |\n|---:|---|---|---|---|---|---|\n");
        foreach (var group in groups)
        {
            var where = group.Sightings.Take(MostFiles).Select(s => s.Place).ToList();
            var more = group.Sightings.Count() - where.Count;
            var alike = group.Variants.Skip(1).Select(v => $"{CrashGroups.Key(v.Signature)} ({Words.Percent(v.Similarity)})");
            text.Append($"| {group.Count} | {group.First.Crash.Symptom} | {Safe(group.Frame is { } f ? Words.FrameInLine(f) : "")} | {Words.Level(group.Severity)} | {Safe(group.Id)} ");
            text.Append($"| {Safe(string.Join(", ", alike))} | {Safe(string.Join(", ", where) + (more > 0 ? $" and {more} more" : ""))} |\n");
        }
        text.Append('\n');
    }

    private static void Row(StringBuilder text, string name, string value) => text.Append($"| {name} | {Safe(value)} |\n");

    private static string Safe(string text) => Hostile.ForMarkdown(text);

    /// <summary>A code block that its text cannot end: the fence is longer than any run of backticks in it.</summary>
    internal static void Fence(StringBuilder text, string code)
    {
        var (longest, run) = (0, 0);
        foreach (var c in code)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        var fence = new string('`', Math.Max(longest + 1, 3));
        text.Append($"{fence}text\n{Hostile.ForTerminal(code)}\n{fence}\n\n");
    }
}
