namespace InteropFuzz.Triage.Readers;

/// <summary>
/// Go fatal errors: <c>fatal error: …</c> at the start of a line (runtime/panic.go, throw and fatal) and the lines of
/// go-lines.tsv. The texts are in go-fatals.tsv. A throw that only wraps a signal is left to <see cref="GoSignalReader"/>.
/// </summary>
internal sealed class GoFatalReader : IReportReader
{
    internal const string Start = "fatal error: ";

    private static readonly TextTable s_table = new("go-fatals.tsv");
    private static readonly Symptom s_other = Symptom.Parse("go-fatal/other");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        foreach (GoReport report in text.GoReports)
        {
            if (report.Kind == GoReportKind.Fatal && report.IsCredible(ending) && !GoSignalReader.IsSignal(text, report))
            {
                yield return text.Found(Classify(text[report.Header]), report.Header);
            }
        }
    }

    private static Symptom Classify(string line) => ClassifyTrimmed(line.TrimStart('\t'));

    private static Symptom ClassifyTrimmed(string line) =>
        line.StartsWith(Start, StringComparison.Ordinal)
            ? s_table.Find(line.AsSpan(Start.Length)) ?? s_other
            : GoReport.FatalLine(line) ?? s_other;
}
