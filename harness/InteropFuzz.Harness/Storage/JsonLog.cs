using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace InteropFuzz.Harness.Storage;

/// <summary>A file of JSON lines that is only added to: a row is on the disk before anybody is told of it, whatever happens afterwards.</summary>
/// <typeparam name="T">A row.</typeparam>
public sealed class JsonLog<T> : IDisposable
    where T : class
{
    private readonly FileStream _stream;
    private readonly FileStream _lock;
    private readonly JsonTypeInfo<T> _type;

    /// <summary>Opens the file to add to it, and makes its folder; a torn last line, left by a crash, is cut off.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">How a row looks.</param>
    /// <param name="patience">How long another process that has it open is waited for.</param>
    /// <exception cref="IOException">It cannot be written, or another process is adding to it.</exception>
    public JsonLog(string path, JsonTypeInfo<T> type, TimeSpan patience = default)
    {
        _type = type;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _lock = Locked(path, patience);
        _stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _stream.SetLength(EndOfLastLine());
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Adds a row and flushes it to the disk.</summary>
    /// <exception cref="IOException">The disk is full; the file ends with the row before.</exception>
    public void Add(T row)
    {
        var end = _stream.Position;
        try
        {
            _stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(row, _type), (byte)'\n']);
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _stream.SetLength(end);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _lock.Dispose();
    }

    /// <summary>
    /// A file beside it that one process holds at a time (flock(2), which ends with the process). The file itself cannot be locked: others read it
    /// meanwhile.
    /// </summary>
    private static FileStream Locked(string path, TimeSpan patience)
    {
        for (var clock = Stopwatch.StartNew(); ;)
            try
            {
                return new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.Elapsed < patience)
            {
                Thread.Sleep(10);
            }
            catch (IOException e) when (File.Exists(path + ".lock"))
            {
                throw new IOException($"another process is writing {path}", e);
            }
    }

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

/// <summary>Such files as a whole.</summary>
public static class JsonLog
{
    /// <summary>How long another process that adds a line just now is waited for.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Adds one row, where several processes may do so.</summary>
    /// <exception cref="IOException">The disk is full, or the file cannot be written; it ends with the row before.</exception>
    public static void Append<T>(string path, T row, JsonTypeInfo<T> type)
        where T : class
    {
        using var log = new JsonLog<T>(path, type, s_patience);
        log.Add(row);
    }

    /// <summary>Reads all rows, also while another process adds to them; a line that is not one (a torn last line) is passed over. None when there is no file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<T> Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (!File.Exists(path)) yield break;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
            if (Row(line, type) is { } row) yield return row;
    }

    private static T? Row<T>(string line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            // Torn by a crash.
            return null;
        }
    }
}
