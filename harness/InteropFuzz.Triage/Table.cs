using System.Reflection;

namespace InteropFuzz.Triage;

/// <summary>
/// Reads the embedded tables: one row per line, cells parted by tabs. Empty lines and lines that begin with <c>#</c>
/// are notes for the reader of the file.
/// </summary>
internal static class Table
{
    /// <summary>The rows of a table.</summary>
    /// <param name="resource">The file's name, such as <c>symptoms.tsv</c>.</param>
    /// <param name="columns">How many cells every row must have.</param>
    /// <exception cref="InvalidDataException">The file does not exist or a row has another number of cells.</exception>
    internal static IEnumerable<string[]> Rows(string resource, int columns)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"{resource}: there is no such table");
        using StreamReader reader = new(stream);
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] cells = line.Split('\t');
            if (cells.Length != columns)
            {
                throw new InvalidDataException($"{resource}:{number}: {cells.Length} cells where {columns} are due");
            }

            yield return cells;
        }
    }
}
