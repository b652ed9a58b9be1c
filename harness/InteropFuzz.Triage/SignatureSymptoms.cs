namespace InteropFuzz.Triage;

/// <summary>What a symptom counts as in a signature (signature-symptoms.tsv).</summary>
internal static class SignatureSymptoms
{
    private const string Resource = "signature-symptoms.tsv";

    /// <summary>The object that the collector dumps above its fatal error has at most this many words.</summary>
    private const int LinesAbove = 9000;

    private static readonly List<(string Symptom, string Words, string Kind)> s_rows = [];

    static SignatureSymptoms()
    {
        foreach (string[] row in Table.Rows(Resource, 3))
        {
            if (row[0][^1] != '*')
            {
                _ = Symptom.Parse(row[0]);
            }

            s_rows.Add((row[0], row[1] == "-" ? "" : row[1], row[2]));
        }
    }

    /// <summary>The kind of a symptom.</summary>
    /// <param name="symptom">The symptom.</param>
    /// <param name="text">The text it was seen in, or null where only the symptom is known.</param>
    /// <param name="from">The first line that belongs to the crash.</param>
    /// <param name="header">The line that names the fault.</param>
    internal static string Kind(Symptom symptom, ReportText? text = null, int from = 0, int header = 0)
    {
        foreach ((string name, string words, string kind) in s_rows)
        {
            bool isStart = name[^1] == '*';
            bool fits = isStart ? symptom.Name.StartsWith(name[..^1], StringComparison.Ordinal) : symptom.Name == name;
            if (fits && (words.Length == 0 || (text is not null && HasAbove(text, Math.Max(from, header - LinesAbove), header, words))))
            {
                return kind[^1] == '*' ? string.Concat(kind.AsSpan(0, kind.Length - 1), symptom.Name.AsSpan(name.Length - 1)) : kind;
            }
        }

        return symptom.Name;
    }

    private static bool HasAbove(ReportText text, int from, int header, string words)
    {
        for (int i = header - 1; i >= from; i--)
        {
            if (text[i].StartsWith("runtime: ", StringComparison.Ordinal) && text[i].Contains(words, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
