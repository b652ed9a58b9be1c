namespace InteropFuzz.Triage.Readers;

/// <summary>
/// Valgrind's memcheck: lines that begin with <c>==PID== </c>; an error is a line of words followed by <c>   at 0x…</c> and
/// <c>   by 0x…</c>. The program goes on after an error. Errors of the Go runtime itself are left out (valgrind-frames.tsv).
/// </summary>
internal sealed class ValgrindReader : IReportReader
{
    private static readonly Symptom s_toolFailure = Symptom.Parse("valgrind/tool-failure");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        for (int i = 0; i < text.Count; i++)
        {
            if (Classify(text, i) is { } symptom && !ValgrindRules.IsNoise(Functions(text, i + 1), symptom))
            {
                yield return text.Found(symptom, i);
            }
        }
    }

    private static Symptom? Classify(ReportText text, int index)
    {
        if (text[index].EndsWith("the 'impossible' happened.", StringComparison.Ordinal) && char.IsAsciiLetter(text[index][0]))
        {
            return s_toolFailure;
        }

        return PidMark.TrySplit(text[index], out ReadOnlySpan<char> rest) && rest is [' ', not ' ', ..]
            ? ValgrindRules.Classify(rest[1..], Frame(text[index + 1]) is not null)
            : null;
    }

    private static IEnumerable<string> Functions(ReportText text, int first)
    {
        for (int i = first; Frame(text[i]) is { } function; i++)
        {
            yield return function;
        }
    }

    /// <summary>Reads <c>==PID==    at 0x4A632E: function (file:line)</c>.</summary>
    /// <returns>The function, or null when the line is no frame.</returns>
    private static string? Frame(string line)
    {
        if (!PidMark.TrySplit(line, out ReadOnlySpan<char> rest)
            || !(rest.StartsWith("    at 0x", StringComparison.Ordinal) || rest.StartsWith("    by 0x", StringComparison.Ordinal)))
        {
            return null;
        }

        int colon = rest.IndexOf(':');
        if (colon < 0 || colon + 2 > rest.Length)
        {
            return "";
        }

        ReadOnlySpan<char> function = rest[(colon + 2)..];
        int place = function.LastIndexOf(" (", StringComparison.Ordinal);
        return (place > 0 ? function[..place] : function).ToString();
    }
}
