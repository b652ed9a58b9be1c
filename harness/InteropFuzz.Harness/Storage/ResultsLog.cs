namespace InteropFuzz.Harness.Storage;

/// <summary>results.jsonl: one line for each finished cell.</summary>
/// <param name="path">The file.</param>
public sealed class ResultsLog(string path) : IDisposable
{
    private readonly JsonLog<ResultRow> _log = new(path, StorageJson.Default.ResultRow);

    /// <summary>Adds a row and flushes it to the disk.</summary>
    /// <exception cref="IOException">The disk is full; the file ends with the row before.</exception>
    public void Add(ResultRow row) => _log.Add(row);

    /// <summary>Reads all rows. A torn last line is passed over: its cell counts as not finished. Of two rows of one cell the later counts.</summary>
    public static IReadOnlyList<ResultRow> Read(string path)
    {
        var rows = new Dictionary<string, ResultRow>();
        foreach (var row in JsonLog.Read(path, StorageJson.Default.ResultRow)) rows[row.Key] = row;
        return [.. rows.Values];
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
