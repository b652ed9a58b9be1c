using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Triage;

/// <summary>A usual cause of a symptom.</summary>
/// <param name="Class">The fault class.</param>
/// <param name="Confidence">Its share, from 0 to 1, when nothing but the symptom is known.</param>
/// <param name="Mistake">The mistake in one line.</param>
/// <param name="Cure">What cures it.</param>
public sealed record Cause(FaultClass Class, double Confidence, string Mistake, string Cure)
{
    private static readonly Lazy<Dictionary<string, (string Mistake, string Cure)>> s_rows =
        new(() => Table.Rows("class-causes.tsv", 3).ToDictionary(row => row[0], row => (row[1], row[2])));

    internal static Cause Of(Candidate candidate)
    {
        (string mistake, string cure) = s_rows.Value[FaultClasses.Name(candidate.Class)];
        return new(candidate.Class, candidate.Confidence, mistake, cure);
    }
}
