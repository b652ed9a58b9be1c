namespace InteropFuzz.Triage.Readers;

/// <summary>
/// UndefinedBehaviorSanitizer: <c>FILE:LINE:COLUMN: runtime error: …</c>. It goes on after a report unless told otherwise, so
/// that the exit code says nothing. The texts are in ubsan.tsv; the minimal runtime's <c>ubsan: add-overflow by 0x…</c> in
/// ubsan-minimal.tsv.
/// </summary>
internal sealed class UbsanReader : IReportReader
{
    private const string Mark = "runtime error: ";

    private const string MinimalMark = "ubsan: ";

    private static readonly TextTable s_table = new("ubsan.tsv");
    private static readonly TextTable s_minimal = new("ubsan-minimal.tsv");
    private static readonly Symptom s_other = Symptom.Parse("ubsan/other");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending) => text.FoundLines(Classify);

    private static Symptom? Classify(string line)
    {
        if (line.StartsWith(MinimalMark, StringComparison.Ordinal))
        {
            return s_minimal.Find(line.AsSpan(MinimalMark.Length));
        }

        return Position.TrySplit(line, out _, out ReadOnlySpan<char> message) && message.StartsWith(Mark, StringComparison.Ordinal)
            ? s_table.Find(message[Mark.Length..]) ?? s_other
            : null;
    }
}
