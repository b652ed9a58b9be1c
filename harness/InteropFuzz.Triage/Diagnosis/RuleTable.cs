namespace InteropFuzz.Triage.Diagnosis;

/// <summary>A table whose first column is a condition in the names of clues (see <see cref="Clues.Meets"/>).</summary>
internal sealed class RuleTable
{
    private readonly List<(string[] Condition, string[] Cells)> _rows = [];

    /// <summary>Loads the embedded table.</summary>
    /// <param name="resource">Its name.</param>
    /// <param name="columns">How many cells a row has, the condition included.</param>
    internal RuleTable(string resource, int columns)
    {
        foreach (string[] row in Table.Rows(resource, columns))
        {
            _rows.Add((row[0].Split(' '), row[1..]));
        }
    }

    /// <summary>The cells behind the condition of the first row that fits, or null.</summary>
    internal string[]? First(Clues clues)
    {
        foreach ((string[] condition, string[] cells) in _rows)
        {
            if (clues.Meets(condition) is not null)
            {
                return cells;
            }
        }

        return null;
    }

    /// <summary>The cells of every row that fits, in the order of the table.</summary>
    internal IEnumerable<string[]> All(Clues clues)
    {
        foreach ((string[] condition, string[] cells) in _rows)
        {
            if (clues.Meets(condition) is not null)
            {
                yield return cells;
            }
        }
    }
}
