using System.Text.Json;

namespace InteropFuzz.Harness.Storage;

/// <summary>results.jsonl: one line for each finished cell, on the disk before anybody is told.</summary>
public sealed class ResultsLog : IDisposable
{
    private readonly FileStream _stream;

    /// <summary>Opens the file to add to it; a torn last line, left by a crash, is cut off.</summary>
    public ResultsLog(string path)
    {
        _stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _stream.SetLength(EndOfLastLine());
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Adds a row and flushes it to the disk.</summary>
    /// <exception cref="IOException">The disk is full; the file ends with the row before.</exception>
    public void Add(ResultRow row)
    {
        var end = _stream.Position;
        try
        {
            _stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(row, StorageJson.Default.ResultRow), (byte)'\n']);
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _stream.SetLength(end);
            throw;
        }
    }

    /// <summary>Reads all rows; a line that is not one (a torn last line) is passed over. Of two rows of one cell the later counts.</summary>
    public static IReadOnlyList<ResultRow> Read(string path)
    {
        var rows = new Dictionary<string, ResultRow>();
        if (!File.Exists(path)) return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            try
            {
                if (JsonSerializer.Deserialize(line, StorageJson.Default.ResultRow) is { } row) rows[row.Key] = row;
            }
            catch (JsonException)
            {
                // Torn by a crash; the cell counts as not finished.
            }
        }
        return [.. rows.Values];
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private long EndOfLastLine()
    {
        for (var at = _stream.Length; at > 0; at--)
        {
            _stream.Seek(at - 1, SeekOrigin.Begin);
            if (_stream.ReadByte() == '\n') return at;
        }
        return 0;
    }
}
