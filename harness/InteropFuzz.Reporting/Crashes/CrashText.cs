using Spectre.Console;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>The report for people: every crash on a screen of its own, or the groups, and a summary when there was more than one input.</summary>
public static class CrashText
{
    /// <summary>All lines of the report.</summary>
    /// <param name="model">What was found.</param>
    /// <param name="width">How wide the reader's screen is.</param>
    /// <param name="all">Whether nothing is folded or left out.</param>
    /// <param name="unreadable">Whether inputs that could not be read are named; not where standard error names them.</param>
    public static IEnumerable<ScreenLine> Lines(TriageModel model, int width, bool all = false, bool unreadable = true)
    {
        var blocks = model.Groups is { } groups
            ? groups.Select(g => new GroupScreen(width, all).Of(g))
            : model.Inputs.SelectMany(i => Screens(i, width, all));
        if (unreadable) blocks = blocks.Concat(model.Unreadable.Select(i => Enumerable.Repeat(CrashScreen.Unreadable(i), 1)));
        var any = false;
        var tall = false;
        foreach (var block in blocks.Select(b => b.ToList()))
        {
            // Logs without a crash take one line each, without gaps.
            if (any && (tall || block.Count > 2)) yield return new();
            (any, tall) = (true, block.Count > 2);
            foreach (var line in block) yield return line;
        }
        if (model.Inputs.Count == 1 && model.Groups is null && model.Sightings.Count < 2) yield break;
        if (any) yield return new();
        yield return new(new Piece(model.Summary, Ink.Strong));
    }

    /// <summary>Plain lines.</summary>
    public static void Write(TextWriter writer, IEnumerable<ScreenLine> lines)
    {
        foreach (var line in lines) writer.Write(line + "\n");
    }

    /// <summary>Lines in colour.</summary>
    /// <param name="console">Where they go.</param>
    /// <param name="lines">The lines.</param>
    public static void Write(IAnsiConsole console, IEnumerable<ScreenLine> lines)
    {
        foreach (var line in lines) console.MarkupLine(string.Concat(line.Pieces.Select(p => p.Ink == Ink.Plain ? Markup.Escape(p.Text) : $"[{Style(p.Ink)}]{Markup.Escape(p.Text)}[/]")));
    }

    private static IEnumerable<IEnumerable<ScreenLine>> Screens(TriagedInput input, int width, bool all)
        => input.Crashes.Select((c, at) => new CrashScreen(width, all).Of(new(input.Name, at + 1, c)));

    private static string Style(Ink ink) => ink switch
    {
        Ink.Strong => "bold",
        Ink.Faint => "grey",
        Ink.Bad => "red",
        Ink.Warn => "yellow",
        Ink.Good => "green",
        _ => "cyan",
    };
}
