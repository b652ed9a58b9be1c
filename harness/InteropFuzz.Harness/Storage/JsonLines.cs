using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace InteropFuzz.Harness.Storage;

/// <summary>Files of JSON lines: what was added is on the disk, and a last line that a crash tore is no line.</summary>
public static class JsonLines
{
    /// <summary>Adds a line and flushes it to the disk; a torn last line is cut off first. Makes the file.</summary>
    /// <exception cref="IOException">The disk is full; the file ends with the line before.</exception>
    public static void Append<T>(string path, T value, JsonTypeInfo<T> type)
    {
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(EndOfLastLine(stream));
        stream.Seek(0, SeekOrigin.End);
        Append(stream, value, type);
    }

    /// <summary>Reads every line; one that is torn or not of this kind is passed over. Nothing where there is no file.</summary>
    public static IEnumerable<T> Read<T>(string path, JsonTypeInfo<T> type) where T : class
    {
        if (!File.Exists(path)) yield break;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            T? value = null;
            try
            {
                value = JsonSerializer.Deserialize(line, type);
            }
            catch (JsonException)
            {
                // Torn by a crash: what it said was not finished.
            }
            if (value is not null) yield return value;
        }
    }

    internal static void Append<T>(FileStream stream, T value, JsonTypeInfo<T> type)
    {
        var end = stream.Position;
        try
        {
            stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n']);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            stream.SetLength(end);
            throw;
        }
    }

    internal static long EndOfLastLine(FileStream stream)
    {
        for (var at = stream.Length; at > 0; at--)
        {
            stream.Seek(at - 1, SeekOrigin.Begin);
            if (stream.ReadByte() == '\n') return at;
        }
        return 0;
    }
}
