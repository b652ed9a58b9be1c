using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Claims;

/// <summary>Holds predictions against the rows of a run. Pure but for the outputs it is given.</summary>
/// <param name="rows">The rows, one for each cell.</param>
/// <param name="reach">What could run here.</param>
/// <param name="outputOf">The kept output of a row; null when none was kept, as of a clean program.</param>
public sealed class CaseFindings(IReadOnlyList<ResultRow> rows, Reach reach, Func<ResultRow, string?> outputOf)
{
    private readonly ILookup<string, ResultRow> _rows = rows.ToLookup(r => r.Case);

    /// <summary>What became of each prediction.</summary>
    public Finding Of(Claim claim, Prediction prediction, Case c)
    {
        var fitting = _rows[prediction.Case].Where(prediction.Fits).ToList();
        var measured = fitting.Where(r => !r.IsNotAvailable && r.Symptoms.Count > 0).ToList();
        if (measured.Count > 0)
        {
            var seen = measured.ConvertAll(r => new Sighting(r.Go, r.Instrument, r.Symptoms, r.FirstLine, Agrees(prediction, r)));
            return Make(Judge(prediction, seen), null, seen);
        }
        if (reach.WhyNever(prediction, c) is { } never) return Make(Outcome.NotReproducible, never, []);
        if (fitting.FirstOrDefault(r => r.IsNotAvailable) is { } na) return Make(Outcome.NotReproducible, na.Reason ?? "n/a", []);
        return Make(Outcome.NotMeasured, reach.HowTo(prediction, c), []);

        Finding Make(Outcome outcome, string? reason, IReadOnlyList<Sighting> seen) => new(claim.Id, prediction.Part, prediction.Case, outcome, reason, seen);
    }

    private static Outcome Judge(Prediction prediction, List<Sighting> seen)
        => prediction.OnceIsEnough
            ? seen.Any(s => s.Agrees) ? Outcome.Holds : Outcome.Fails
            : Finding.Join(seen.GroupBy(s => s.Go).Select(g => g.All(s => s.Agrees) ? Outcome.Holds : Outcome.Fails));

    private bool Agrees(Prediction prediction, ResultRow row)
    {
        bool Meant(string symptom) => prediction.Shows.Any(p => p.Matches(symptom));
        var shown = prediction.Shows.Count == 0 || (prediction.OnceIsEnough ? row.Symptoms.Keys.Any(Meant) : row.Symptoms.Keys.All(Meant));
        return shown && (prediction.Prints is not { } text
            || row.FirstLine?.Contains(text, StringComparison.Ordinal) == true
            || outputOf(row)?.Contains(text, StringComparison.Ordinal) == true);
    }
}
