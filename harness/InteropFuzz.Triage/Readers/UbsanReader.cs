namespace InteropFuzz.Triage.Readers;

/// <summary>
/// UndefinedBehaviorSanitizer: <c>FILE:LINE:COLUMN: runtime error: …</c>. It goes on after a report unless told otherwise, so
/// that the exit code says nothing. The texts are in ubsan.tsv.
/// </summary>
internal sealed class UbsanReader : IReportReader
{
    private const string Mark = "runtime error: ";

    private static readonly TextTable s_table = new("ubsan.tsv");
    private static readonly Symptom s_other = Symptom.Parse("ubsan/other");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending) => text.FoundLines(Classify);

    private static Symptom? Classify(string line) =>
        Position.TrySplit(line, out _, out ReadOnlySpan<char> message) && message.StartsWith(Mark, StringComparison.Ordinal)
            ? s_table.Find(message[Mark.Length..]) ?? s_other
            : null;
}
