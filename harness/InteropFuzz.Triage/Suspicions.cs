using InteropFuzz.Triage.Intake;

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
            bool isSuspicious = IsSuspicious(text[i]) || (ending.Kind == EndingKind.Unknown && IsDump(text, i));
            if (isSuspicious && !(ending.Kind == EndingKind.TimedOut && text[i].StartsWith("SIGQUIT: ", StringComparison.Ordinal)))
            {
                return text.Found(Symptom.Unknown, i);
            }
        }

        return null;
    }

    /// <summary>A stack dump of Go in a bare log: the line that would say why may have been cut off.</summary>
    private static bool IsDump(ReportText text, int index) =>
        GoroutineShape.IsHeader(text[index]) && text[index + 1].EndsWith(')');

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
