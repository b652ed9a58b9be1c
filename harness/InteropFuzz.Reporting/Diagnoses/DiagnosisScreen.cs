using InteropFuzz.Harness.Diagnosing;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Reporting.Diagnoses;

/// <summary>A diagnosis for people: the guilty statement, then the chain that leads to it, then what to do. Harmless for a terminal.</summary>
/// <param name="width">The longest line; at most 110 columns are used.</param>
/// <param name="sources">Where the lines of the program are.</param>
public sealed class DiagnosisScreen(int width, SourceTree sources)
{
    private const int Widest = 110, Narrowest = 60, Label = 11, MostClasses = 3, MostEvidence = 2, MostSteps = 3, Around = 1;
    private readonly int _width = Math.Clamp(width, Narrowest, Widest);

    /// <summary>All lines.</summary>
    public IEnumerable<ScreenLine> Of(Diagnosis d)
    {
        foreach (var line in Answer(d)) yield return line;
        yield return new();
        yield return new(new Piece("how it was found", Ink.Strong), new Piece($"  (Go {d.Go}, {Duration.Say(d.Seconds)})", Ink.Faint));
        foreach (var step in d.Steps)
            foreach (var line in Chain(step)) yield return line;
        foreach (var line in Classes(d)) yield return line;
        foreach (var line in Next(d)) yield return line;
    }

    private IEnumerable<ScreenLine> Answer(Diagnosis d)
    {
        var name = Words.OneLine(d.Subject);
        if (d.First is not { } first)
        {
            yield return new(new Piece(name, Ink.Strong), new Piece(": nothing found", Ink.Good));
            foreach (var line in Text("No instrument that ran sees a fault. That proves little: see below what was left out, and try the program with the input that goes wrong.")) yield return line;
            yield break;
        }
        if (d.Guilty is not { Accusation: { } guilty } step)
        {
            yield return new(new Piece(name, Ink.Strong), new Piece(": " + first.Crash!.Symptom, Ink.Bad), new Piece(", and no line of its own that explains it"));
            yield break;
        }
        var how = guilty.Weight == Weight.Damage ? "the damage shows at" : guilty.Weight == Weight.Suspects ? "suspected" : "guilty";
        yield return new(new Piece(name, Ink.Strong), new Piece(": " + first.Crash!.Symptom, Ink.Bad), new Piece($", {how} "), new Piece(Words.OneLine(Short(guilty.Place)), Ink.Strong));
        foreach (var line in Source(guilty.Place)) yield return line;
        var by = guilty.IsNamed ? $"named by {step.Instrument}" : $"read off the source, from what {step.Instrument} saw";
        foreach (var line in Text($"{guilty.Why} ({by})")) yield return line;
        foreach (var other in d.Others.Take(MostSteps))
            yield return new(new Piece(Words.Cut($"  also    {Words.OneLine(Short(other.Accusation!.Place))}: {other.Accusation.Why} ({other.Instrument})", _width), Ink.Faint));
    }

    private IEnumerable<ScreenLine> Source(Place place)
    {
        for (var line = place.Line - Around; line <= place.Line + Around; line++)
            if (sources.TextOf(place with { Line = line }) is { Length: > 0 } text)
                yield return new(new Piece(Words.Cut($"  {(line == place.Line ? "→" : " ")} {line,4}  {Words.OneLine(text.Replace("\t", "    ", StringComparison.Ordinal)).TrimEnd()}", _width), line == place.Line ? Ink.Strong : Ink.Faint));
    }

    private IEnumerable<ScreenLine> Chain(Step step)
    {
        if (step.Skipped is { } why)
        {
            yield return new(new Piece(Words.Cut($"  {step.Instrument,-Label}–        {Words.OneLine(why)}", _width), Ink.Faint));
            yield break;
        }
        var seen = string.Join(" or ", step.Symptoms.OrderByDescending(s => s.Value).Select(s => step.Tries > 1 && step.IsFlaky ? $"{s.Key} ({s.Value} of {step.Tries})" : s.Key));
        yield return new(
            new Piece($"  {step.Instrument,-Label}"), new Piece($"{Duration.Say(step.Seconds),-9}", Ink.Faint),
            new Piece(Words.Cut(seen, _width - 2 - Label - 9), step.SawFault ? Ink.Bad : Ink.Good), new Piece(step.Tries > 1 && !step.IsFlaky ? $", {step.Tries} times" : "", Ink.Faint));
        if (!step.SawFault) yield break;
        const int Indent = 2 + Label + 9;
        var pad = new string(' ', Indent);
        if (step.Crash!.FirstLine is { Length: > 0 } line) yield return new(new Piece(Words.Cut(pad + Words.OneLine(line.Split('\n')[0]), _width)));
        foreach (var frame in step.Crash.Frames.Where(f => f.IsUser).Take(MostSteps))
            yield return new(new Piece(Words.Cut($"{pad}  at {Words.OneLine(Words.FrameInLine(frame))}", _width), Ink.Faint));
        if (step.Accusation is { } a) yield return new(new Piece(Words.Cut($"{pad}→ {Words.OneLine(Short(a.Place))}", _width)));
        if (step.Then.Length > 0) yield return new(new Piece(Words.Cut($"{pad}  {Words.OneLine(step.Then)}", _width), Ink.Faint));
    }

    private IEnumerable<ScreenLine> Classes(Diagnosis d)
    {
        if (d.Consensus.Classes.Count == 0) yield break;
        yield return new();
        yield return new(new Piece("fault classes", Ink.Strong), new Piece(d.Consensus.Guilty == GuiltySide.Unknown ? "" : $"  (guilty side: {Words.Guilty(d.Consensus.Guilty)})", Ink.Faint));
        foreach (var candidate in d.Consensus.Classes.Take(MostClasses))
        {
            yield return new(new Piece($"  {FaultClasses.Name(candidate.Class)} {Words.Percent(candidate.Confidence)}"));
            foreach (var evidence in candidate.Evidence.Take(MostEvidence))
                yield return new(new Piece(Words.Cut($"    {evidence.Source}: {Words.OneLine(evidence.Why)}", _width), Ink.Faint));
        }
    }

    private IEnumerable<ScreenLine> Next(Diagnosis d)
    {
        yield return new();
        if (d.Next.Count > 0) yield return new(new Piece("next", Ink.Strong));
        foreach (var next in d.Next.Where(n => n.Instrument is null || d.Steps.All(s => s.Instrument != n.Instrument || s.Skipped is not null)).Take(MostSteps))
            foreach (var line in Text(next.Instrument is { } i ? $"{i}: {next.Text}" : next.Text)) yield return line;
        if ((d.Guilty ?? d.First) is { ByHand.Length: > 0 } step)
        {
            yield return new(new Piece($"the same by hand ({step.Instrument})", Ink.Strong));
            // A command is copied whole.
            yield return new(new Piece("  " + Words.OneLine(step.ByHand)));
        }
    }

    private IEnumerable<ScreenLine> Text(string text) => Words.Wrap(Words.OneLine(text), _width - 2, 4).Select(l => new ScreenLine(new Piece("  " + l)));

    private static string Short(Place place)
        => Path.GetRelativePath(Environment.CurrentDirectory, place.File) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) && Path.IsPathRooted(place.File) ? $"{relative}:{place.Line}" : place.ToString();
}
