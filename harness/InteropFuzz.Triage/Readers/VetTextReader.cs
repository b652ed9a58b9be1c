namespace InteropFuzz.Triage.Readers;

/// <summary>
/// What <c>go vet</c> prints: <c>FILE:LINE:COLUMN: message</c>. The analyzer's name is not there; vet.tsv knows the messages.
/// </summary>
internal sealed class VetTextReader : IReportReader
{
    private static readonly TextTable s_table = new("vet.tsv");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending) => ending.IsSuccess ? [] : text.FoundLines(Classify);

    /// <summary>The analyzer that wrote the line, or null when it is not a line of go vet.</summary>
    internal static Symptom? Classify(string line) =>
        Position.TrySplit(line, out ReadOnlySpan<char> file, out ReadOnlySpan<char> message) && IsSource(file)
            ? s_table.Find(message)
            : null;

    private static bool IsSource(ReadOnlySpan<char> file) =>
        file.EndsWith(".go", StringComparison.Ordinal) || file.EndsWith(".s", StringComparison.Ordinal);
}
