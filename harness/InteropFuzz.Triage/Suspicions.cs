namespace InteropFuzz.Triage;

/// <summary>
/// Looks for words that belong to a crash but that no reader took. A text with such words is never clean: it is unknown, so
/// that a person sees it and a reader can be written.
/// </summary>
internal static class Suspicions
{
    private static readonly List<string> s_starts = [];
    private static readonly List<string> s_parts = [];

    static Suspicions()
    {
        foreach (string[] row in Table.Rows("suspicious.tsv", 2))
        {
            (row[0] == "starts" ? s_starts : s_parts).Add(row[1]);
        }
    }

    /// <summary>The first suspicious line, or null when some reader found a fault or nothing is suspicious.</summary>
    internal static Finding? Find(ReportText text, Ending ending, List<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            // An exit code says that it went wrong, not what.
            if (finding.Symptom != Symptom.Clean && finding.Symptom != Symptom.Silent && finding.Symptom.Family != "exit")
            {
                return null;
            }
        }

        for (int i = 0; i < text.Count; i++)
        {
            // A dump that the deadline asked for is not a crash.
            if (IsSuspicious(text[i]) && !(ending.Kind == EndingKind.TimedOut && text[i].StartsWith("SIGQUIT: ", StringComparison.Ordinal)))
            {
                return text.Found(Symptom.Unknown, i);
            }
        }

        return null;
    }

    private static bool IsSuspicious(string line)
    {
        ReadOnlySpan<char> trimmed = line.AsSpan().TrimStart();
        if (trimmed.StartsWith(Readers.SelfCheckReader.Mark, StringComparison.Ordinal))
        {
            return false;
        }

        foreach (string start in s_starts)
        {
            if (trimmed.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        foreach (string part in s_parts)
        {
            if (trimmed.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
