using InteropFuzz.Harness.Findings;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Reporting.Findings;

/// <summary>A finding for a terminal: where it stands, the crash with its merged stack, what shows it elsewhere, the commands. All of it is harmless there.</summary>
/// <param name="width">The longest line, but for commands, which can be copied.</param>
/// <param name="all">Whether nothing is folded or left out.</param>
public sealed class FindingScreen(int width, bool all = false)
{
    private const int Label = 13;
    private const int MostLines = 4;

    /// <summary>The lines of a finding.</summary>
    /// <param name="stored">The finding.</param>
    /// <param name="folder">Where it is, as a person would type it here.</param>
    public IEnumerable<ScreenLine> Of(StoredFinding stored, string folder)
    {
        var finding = stored.Finding;
        yield return new(new Piece($"finding {finding.Id}", Ink.Strong), new Piece(", "), new Piece(FindingWords.State(stored), stored.State == FindingState.Open ? Ink.Warn : Ink.Good), new Piece(" in " + Words.OneLine(finding.Target)));
        foreach (var line in Facts(stored)) yield return line;
        yield return new();
        foreach (var line in new CrashScreen(width, all).Of(new(Path.Combine(folder, "artifacts/output.txt"), 1, stored.Crash))) yield return line;
        if (finding.Steps.Length > 0)
        {
            yield return new();
            yield return new(new Piece($"what the {(finding.Minimised is null ? "" : "minimised ")}input does", Ink.Strong));
            var steps = Hostile.ForTerminal(finding.Steps.TrimEnd()).Split('\n');
            const int most = 20;
            foreach (var step in steps.Take(all ? int.MaxValue : most)) yield return new(new Piece("  " + Words.Cut(step, Math.Max(width - 2, Label))));
            if (!all && steps.Length > most) yield return new(new Piece($"  … {Words.Count(steps.Length - most, "further line")}", Ink.Faint));
        }
        if (finding.Cells.Count > 0)
        {
            yield return new();
            yield return new(new Piece($"what the {(finding.CellsOfProgram ? "standalone program" : "replayed input")} shows elsewhere", Ink.Strong), new Piece(" (→ this finding)", Ink.Faint));
            foreach (var (instrument, releases, shown, same) in FindingWords.Cells(finding))
                yield return new(new Piece(same ? "→ " : "  "), new Piece(Words.OneLine(instrument).PadRight(Label)), new Piece(Words.Cut(Words.OneLine($"{releases}: {shown}"), Math.Max(width - Label - 2, Label)), same ? Ink.Bad : Ink.Plain));
        }
        yield return new();
        if (finding.Reproduce is { } reproduce)
        {
            yield return new(new Piece("reproduce", Ink.Strong), new Piece(finding.Program is { Verdict: ProgramVerdict.Reproduced } ? $" (in {Words.OneLine(folder)})" : "", Ink.Faint));
            yield return new(new Piece("  " + Words.OneLine(FindingWords.Command(reproduce, folder))));
        }
        if (finding.Minimise is { } minimise)
        {
            yield return new(new Piece("minimise", Ink.Strong));
            yield return new(new Piece("  " + Words.OneLine(FindingWords.Command(minimise, folder))));
        }
        foreach (var change in stored.States)
            yield return new(new Piece(Words.OneLine($"{FindingWords.Time(change.At)} {(change.State == FindingState.Closed ? "closed" : "opened")} by {change.Who}: {change.Reason}"), Ink.Faint));
    }

    private IEnumerable<ScreenLine> Facts(StoredFinding stored)
    {
        var finding = stored.Finding;
        List<(string Label, string Text)> facts =
        [
            ("seen", FindingWords.Seen(stored)),
            ("found with", $"Go {finding.Go}, {finding.Arch}, {finding.Instrument}"),
            ("replays", FindingWords.Replays(finding)),
        ];
        if (finding.Minimised is { } minimised) facts.Add(("input", FindingWords.Minimised(minimised)));
        if (finding.Program is { } program) facts.Add(("program", FindingWords.Program(program)));
        if (FindingWords.First(finding) is { } first) facts.Add(("shows", first));
        if (finding.Stage != FindingStage.Done) facts.Add(("unfinished", "the work on it was broken off or could not be done; its next sighting, or 'findings minimise', goes on"));
        facts.AddRange(finding.Alike.Select(a => ("like", $"{a.Id}, {Words.Percent(a.Similarity)}: probably the same")));
        facts.AddRange(finding.Problems.Select(p => ("problem", p)));
        foreach (var (label, text) in facts)
        {
            var shown = label + ":";
            foreach (var line in Words.Wrap(Words.OneLine(text), Math.Max(width - Label - 2, 2 * Label), all ? int.MaxValue : MostLines))
            {
                yield return new(new Piece("  " + shown.PadRight(Label), Ink.Faint), new Piece(line));
                shown = "";
            }
        }
    }
}
