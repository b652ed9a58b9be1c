using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>A crash as it fits one screen: what was seen, where, how bad, why, what next. Everything in it is harmless for a terminal.</summary>
/// <param name="width">The longest line; at most 100 columns are used.</param>
/// <param name="all">Whether nothing is folded or left out.</param>
public sealed class CrashScreen(int width, bool all = false)
{
    private const int Narrowest = 60;
    private const int Label = 13;
    private const int MostClasses = 3;
    private const int MostEvidence = 3;
    private const int MostSteps = 3;
    private readonly int _width = Math.Clamp(width, Narrowest, 100);

    /// <summary>The lines of one crash.</summary>
    public IEnumerable<ScreenLine> Of(Sighting sighting)
    {
        var crash = sighting.Crash;
        yield return Title(sighting);
        var meaning = crash.Symptom == Symptom.Clean ? "no crash in here" : SymptomCatalog.Find(crash.Symptom).Meaning;
        foreach (var line in Words.Wrap(Words.OneLine(meaning), _width - 2, 2)) yield return Indented(line);
        if (!sighting.IsCrash) yield break;
        foreach (var said in Hostile.ForTerminal(crash.FirstLine).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            foreach (var line in Words.Wrap(Words.OneLine(said), _width - 2, 3)) yield return Indented(line, Ink.Strong);
        var others = crash.Findings.Where(f => !ReferenceEquals(f, crash.Primary) && f.Symptom != crash.Symptom).DistinctBy(f => f.Symptom).ToList();
        foreach (var finding in others.Take(all ? int.MaxValue : 2))
            yield return Indented(Words.Cut($"also line {finding.Line}: {finding.Symptom}: {Words.OneLine(finding.Text)}", _width - 2), Ink.Faint);

        var stacks = new StackLines(_width - 2, all).Of(crash).ToList();
        if (stacks.Count > 0) yield return new();
        foreach (var line in stacks) yield return new([new Piece("  "), .. line.Pieces]);
        yield return new();
        foreach (var line in Facts(crash)) yield return line;
    }

    /// <summary>Only the stacks of a crash.</summary>
    public static IEnumerable<ScreenLine> Stack(Crash crash, int width) => new StackLines(width, all: false).Of(crash);

    /// <summary>The line of an input that could not be read.</summary>
    public static ScreenLine Unreadable(TriagedInput input)
        => new(new Piece(Words.OneLine(input.Name), Ink.Strong), new Piece(": "), new Piece("could not read", Ink.Warn), new Piece(": " + Words.OneLine(input.Problem ?? "")));

    /// <summary>The colour of a severity.</summary>
    internal static Ink InkOf(Severity severity) => severity.Level switch
    {
        SeverityLevel.Critical or SeverityLevel.High => Ink.Bad,
        SeverityLevel.Medium => Ink.Warn,
        _ => Ink.Plain,
    };

    private static ScreenLine Title(Sighting sighting)
    {
        var crash = sighting.Crash;
        var ink = !sighting.IsCrash ? Ink.Good : crash.Severity.Level is SeverityLevel.None or SeverityLevel.Low ? Ink.Warn : Ink.Bad;
        return new(
            new Piece(Words.OneLine(sighting.Place), Ink.Strong), new Piece(": "), new Piece(crash.Symptom.Name, ink),
            new Piece(crash.Times > 1 ? $", {crash.Times} times" : ""));
    }

    private IEnumerable<ScreenLine> Facts(Crash crash)
    {
        if (crash.Recoverable is { } recoverable) yield return Fact("recoverable", recoverable ? "yes" : "no");
        yield return Fact("guilty", Words.Guilty(crash.Guilty));
        if (Words.IsRated(crash.Severity))
            foreach (var line in Fact("severity", Words.Rated(crash.Severity), 3, InkOf(crash.Severity))) yield return line;
        var label = "cause";
        var said = new HashSet<string>();
        foreach (var candidate in crash.Classes.Take(all ? int.MaxValue : MostClasses))
        {
            yield return Fact(label, $"{FaultClasses.Name(candidate.Class)} {Words.Percent(candidate.Confidence)}");
            // The likeliest one has to show what it rests on; of the others a line is enough.
            foreach (var evidence in candidate.Evidence.Take(all ? int.MaxValue : label.Length > 0 ? MostEvidence : 1))
                if (Said(evidence, crash.FirstLine) is var what && said.Add(what)) yield return Fact("", Words.Cut("  " + what, _width - Label - 2), Ink.Faint);
            label = "";
        }
        if (crash.Signature.Id.Length > 0) yield return Fact("signature", crash.Signature.Id);
        label = "next";
        foreach (var step in crash.Next.Take(all ? int.MaxValue : MostSteps))
        {
            foreach (var line in Fact(label, Step(step), 2)) yield return line;
            label = "";
        }
        yield return Fact("more", $"interopfuzz explain {crash.Symptom}", Ink.Faint);
    }

    /// <summary>What speaks for a class: the meaning first, because a long line is cut.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="shown">The line that the reader has seen already.</param>
    internal static string Said(Evidence evidence, string shown)
    {
        var said = evidence.Line > 0 ? $"line {evidence.Line}: {evidence.Why}" : evidence.Why;
        return Words.OneLine(evidence.Text.Length == 0 || evidence.Text == shown ? said : $"{said}: {evidence.Text}");
    }

    /// <summary>What to do, with the instrument before it.</summary>
    internal static string Step(NextStep step) => Words.OneLine(step.Instrument is { } instrument ? $"{instrument}: {step.Text}" : step.Text);

    private static ScreenLine Fact(string label, string text, Ink ink = Ink.Plain)
        => new(new Piece("  " + (label.Length > 0 ? label + ":" : "").PadRight(Label), Ink.Faint), new Piece(text, ink));

    private IEnumerable<ScreenLine> Fact(string label, string text, int most, Ink ink = Ink.Plain)
    {
        const string Continued = "  ";
        var indent = "";
        foreach (var line in Words.Wrap(Words.OneLine(text), _width - Label - 2 - Continued.Length, all ? int.MaxValue : most))
        {
            yield return Fact(label, indent + line, ink);
            (label, indent) = ("", Continued);
        }
    }

    private static ScreenLine Indented(string text, Ink ink = Ink.Plain) => new(new Piece("  " + text, ink));
}
