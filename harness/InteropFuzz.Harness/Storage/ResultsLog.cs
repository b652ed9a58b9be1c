namespace InteropFuzz.Harness.Storage;

/// <summary>results.jsonl: one line for each finished cell, on the disk before anybody is told.</summary>
public sealed class ResultsLog : IDisposable
{
    private readonly FileStream _stream;

    /// <summary>Opens the file to add to it; a torn last line, left by a crash, is cut off.</summary>
    public ResultsLog(string path)
    {
        _stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _stream.SetLength(JsonLines.EndOfLastLine(_stream));
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Adds a row and flushes it to the disk.</summary>
    /// <exception cref="IOException">The disk is full; the file ends with the row before.</exception>
    public void Add(ResultRow row) => JsonLines.Append(_stream, row, StorageJson.Default.ResultRow);

    /// <summary>Reads all rows; a line that is not one (a torn last line) is passed over. Of two rows of one cell the later counts.</summary>
    public static IReadOnlyList<ResultRow> Read(string path)
    {
        var rows = new Dictionary<string, ResultRow>();
        foreach (var row in JsonLines.Read(path, StorageJson.Default.ResultRow)) rows[row.Key] = row;
        return [.. rows.Values];
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
