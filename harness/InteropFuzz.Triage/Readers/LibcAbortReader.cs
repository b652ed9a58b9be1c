namespace InteropFuzz.Triage.Readers;

/// <summary>
/// The last words of the C library before abort(): glibc's malloc checks, the stack protector, assert(), C++'s terminate. The
/// texts are in libc-aborts.tsv. They count only where the process did not end well.
/// </summary>
internal sealed class LibcAbortReader : IReportReader
{
    private static readonly TextTable s_table = new("libc-aborts.tsv");
    private static readonly Symptom s_assertion = Symptom.Parse("libc-abort/assertion");
    private static readonly Symptom s_other = Symptom.Parse("libc-abort/other");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending) => ending.IsSuccess ? [] : text.FoundLines(Classify);

    private static Symptom? Classify(string line)
    {
        if (s_table.Find(line) is { } known)
        {
            return known;
        }

        // assert(3): "PROGRAM: FILE:LINE: FUNCTION: Assertion `EXPRESSION' failed."
        if (line.Length > 0 && line[0] is not (' ' or '\t' or '>') && line.EndsWith("' failed.", StringComparison.Ordinal) && line.Contains(": Assertion `", StringComparison.Ordinal))
        {
            return s_assertion;
        }

        // __fortify_fail and __libc_fatal: "*** WORDS ***: terminated"
        return line.StartsWith("*** ", StringComparison.Ordinal) && line.EndsWith(" ***: terminated", StringComparison.Ordinal)
            ? s_other
            : null;
    }
}
