namespace InteropFuzz.Triage.Readers;

/// <summary>Go's race detector: <c>WARNING: DATA RACE</c> at the start of a line (runtime/race, tsan_report of compiler-rt's Go build).</summary>
internal sealed class GoRaceReader : IReportReader
{
    private static readonly Symptom s_dataRace = Symptom.Parse("tsan/data-race");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        for (int i = 0; i < text.Count; i++)
        {
            if (text[i].StartsWith("WARNING: DATA RACE", StringComparison.Ordinal))
            {
                yield return text.Found(s_dataRace, i);
            }
        }
    }
}
