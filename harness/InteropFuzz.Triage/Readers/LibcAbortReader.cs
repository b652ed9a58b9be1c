namespace InteropFuzz.Triage.Readers;

/// <summary>
/// The last words of the C library before abort(): malloc's checks, the stack protector, assert(), C++'s terminate. The
/// texts are in libc-aborts.tsv. They count only where the process did not end well.
/// </summary>
internal sealed class LibcAbortReader : IReportReader
{
    private static readonly TextTable s_table = new("libc-aborts.tsv");
    private static readonly Symptom s_assertion = Symptom.Parse("libc-abort/assertion");
    private static readonly Symptom s_doubleFree = Symptom.Parse("libc-abort/double-free");
    private static readonly Symptom s_invalidPointer = Symptom.Parse("libc-abort/invalid-pointer");
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

        // musl: "Assertion failed: EXPRESSION (FILE: FUNCTION: LINE)"; macOS: "Assertion failed: (EXPRESSION), function F, file F, line N."
        if (line.StartsWith("Assertion failed: ", StringComparison.Ordinal)
            && (line.EndsWith(')') || line.Contains(", line ", StringComparison.Ordinal)) && char.IsAsciiDigit(line.TrimEnd('.', ')')[^1]))
        {
            return s_assertion;
        }

        // malloc of macOS: "PROGRAM(PID,THREAD) malloc: *** error for object ADDRESS: WORDS"
        int malloc = line.IndexOf(" malloc: *** error for object 0x", StringComparison.Ordinal);
        if (malloc > 0)
        {
            return line.EndsWith("pointer being freed was not allocated", StringComparison.Ordinal) ? s_invalidPointer
                : line.Contains(": double free", StringComparison.Ordinal) ? s_doubleFree
                : s_other;
        }

        // __fortify_fail and __libc_fatal: "*** WORDS ***: terminated"
        return line.StartsWith("*** ", StringComparison.Ordinal) && line.EndsWith(" ***: terminated", StringComparison.Ordinal)
            ? s_other
            : null;
    }
}
