namespace InteropFuzz.Triage;

/// <summary>
/// A table that maps texts to symptoms: <c>starts</c> or <c>has</c> TAB text TAB symptom. Of the <c>starts</c> rows the
/// longest that fits wins; only when none fits, the first <c>has</c> row does.
/// </summary>
internal sealed class TextTable
{
    // By their first character: most lines begin with none of them, and every reader asks for every line.
    private readonly Dictionary<char, List<(string Text, Symptom Symptom)>> _starts = [];
    private readonly List<(string Text, Symptom Symptom)> _has = [];

    /// <summary>Loads the embedded table.</summary>
    /// <exception cref="InvalidDataException">A row is malformed or names no symptom.</exception>
    internal TextTable(string resource)
    {
        foreach (string[] row in Table.Rows(resource, 3))
        {
            if (!Symptom.TryParse(row[2], out Symptom symptom))
            {
                throw new InvalidDataException($"{resource}: '{row[2]}' is not a symptom");
            }

            switch (row[0])
            {
                case "starts":
                    if (!_starts.TryGetValue(row[1][0], out List<(string, Symptom)>? rows))
                    {
                        _starts.Add(row[1][0], rows = []);
                    }

                    rows.Add((row[1], symptom));
                    break;
                case "has":
                    _has.Add((row[1], symptom));
                    break;
                default:
                    throw new InvalidDataException($"{resource}: '{row[0]}' is neither starts nor has");
            }
        }

        foreach (List<(string Text, Symptom Symptom)> rows in _starts.Values)
        {
            rows.Sort((a, b) => b.Text.Length - a.Text.Length);
        }
    }

    /// <summary>The symptom that the text stands for, or null when no row fits.</summary>
    internal Symptom? Find(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && _starts.TryGetValue(text[0], out List<(string Text, Symptom Symptom)>? rows))
        {
            foreach ((string start, Symptom symptom) in rows)
            {
                if (text.StartsWith(start, StringComparison.Ordinal))
                {
                    return symptom;
                }
            }
        }

        foreach ((string part, Symptom symptom) in _has)
        {
            if (text.Contains(part, StringComparison.Ordinal))
            {
                return symptom;
            }
        }

        return null;
    }
}
