namespace InteropFuzz.Reporting.Crashes;

/// <summary>A group of duplicates in a few lines.</summary>
/// <param name="width">The longest line; at most 100 columns are used.</param>
/// <param name="all">Whether every file and every variant is named.</param>
public sealed class GroupScreen(int width, bool all = false)
{
    private const int MostFiles = 4;
    private const int MostVariants = 3;
    private readonly int _width = Math.Clamp(width, 60, 100);

    /// <summary>The lines of one group.</summary>
    public IEnumerable<ScreenLine> Of(CrashGroup group)
    {
        var first = group.First.Crash;
        yield return new(
            new Piece($"{group.Count,5} × ", Ink.Strong), new Piece(first.Symptom.Name, Ink.Warn),
            new Piece(group.Frame is { } frame ? "  " + Words.Cut(Words.OneLine(Words.FrameInLine(frame)), _width - 12 - first.Symptom.Name.Length) : ""));
        if (Words.IsRated(group.Severity)) yield return Line(Words.Rated(group.Severity), CrashScreen.InkOf(group.Severity));
        foreach (var said in Hostile.ForTerminal(first.FirstLine).Split('\n').Take(1).Where(l => l.Length > 0)) yield return Line(said);
        yield return Line($"signature {group.Id}", Ink.Faint);
        foreach (var variant in group.Variants.Skip(1).Take(all ? int.MaxValue : MostVariants))
            yield return Line(
                $"probably the same ({Words.Percent(variant.Similarity)}): {Words.Count(variant.Count, "crash", "crashes")} with signature {CrashGroups.Key(variant.Signature)}"
                + $", {variant.Sightings[0].Crash.Symptom}, in {variant.Sightings[0].Place}", Ink.Faint);
        if (!all && group.Variants.Count > MostVariants + 1)
            yield return Line($"… {Words.Count(group.Variants.Count - MostVariants - 1, "further signature")} like it", Ink.Faint);
        foreach (var file in group.Sightings.Select(s => s.Place).Take(all ? int.MaxValue : MostFiles)) yield return new(new Piece("        " + Words.CutLeft(Words.OneLine(file), _width - 8)));
        var left = group.Sightings.Count() - MostFiles;
        if (!all && left > 0) yield return Line($"… {left} more", Ink.Faint);
    }

    private ScreenLine Line(string text, Ink ink = Ink.Plain) => new(new Piece("        " + Words.Cut(Words.OneLine(text), _width - 8), ink));
}
