using System.Text;
using InteropFuzz.Harness.Fuzzing;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>What a target has on the disk for a session: its source and its words.</summary>
/// <param name="Source">Its written source; null when it could not be written.</param>
/// <param name="Problem">Why not; null when it could.</param>
public sealed record FuzzTargetFiles(FuzzSource? Source, string? Problem)
{
    private readonly Dictionary<string, string?> _dictionaries = [];

    private string Folder { get; init; } = "";

    private IReadOnlyList<byte[]> Words { get; init; } = [];

    /// <summary>Writes a target's source into the campaign's folder.</summary>
    public static async Task<FuzzTargetFiles> WriteAsync(FuzzFolder folder, IFuzzTarget target, CancellationToken cancel)
    {
        var at = folder.Source(target.Name);
        if (Directory.Exists(at)) Directory.Delete(at, recursive: true);
        Directory.CreateDirectory(at);
        try
        {
            return new(await target.WriteAsync(at, cancel), null) { Folder = at, Words = [.. target.Dictionary()] };
        }
        catch (FuzzTargetException e)
        {
            return new(null, e.Message);
        }
    }

    /// <summary>A dictionary in libFuzzer's format of the target's words and those of a file; null when there are none.</summary>
    /// <param name="more">The file; null for none.</param>
    public string? Dictionary(string? more)
    {
        lock (_dictionaries)
        {
            if (_dictionaries.TryGetValue(more ?? "", out var there)) return there;
            var text = string.Concat(Words.Select(w => Line(w) + "\n")) + (more is null ? "" : File.ReadAllText(more));
            // Beside the source, which is the target's own.
            var path = text.Length == 0 ? null : $"{Folder}.{_dictionaries.Count}.dict";
            if (path is not null) File.WriteAllText(path, text);
            return _dictionaries[more ?? ""] = path;
        }
    }

    /// <summary>One word; libFuzzer (FuzzerUtil.cpp, ParseOneDictionaryEntry) knows \\, \" and \xAB.</summary>
    internal static string Line(ReadOnlySpan<byte> word)
    {
        var line = new StringBuilder("\"");
        foreach (var b in word)
            if (b is >= (byte)' ' and < 127 and not (byte)'"' and not (byte)'\\') line.Append((char)b);
            else line.Append($"\\x{b:X2}");
        return line.Append('"').ToString();
    }
}
