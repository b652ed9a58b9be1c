using System.Text.Json;
using System.Text.Json.Serialization;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Checking.Baselines;

/// <summary>interopfuzz-baseline.json: reads and writes it.</summary>
public static class BaselineFile
{
    /// <summary>Its usual name.</summary>
    public const string Name = "interopfuzz-baseline.json";

    /// <summary>Reads a file; one that is not there is a baseline without findings.</summary>
    /// <exception cref="FileErrorsException">It is no baseline.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Baseline Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path), path) : Baseline.None;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <exception cref="FileErrorsException">It is no baseline.</exception>
    public static Baseline Parse(string text, string file)
    {
        try
        {
            var read = JsonSerializer.Deserialize(text, BaselineJson.Default.Baseline) ?? throw new JsonException("it is null");
            var errors = Errors(read, text).Select(e => $"{file}:{e.Line}: {e.Message}").ToList();
            return errors.Count == 0 ? read : throw new FileErrorsException(errors);
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            throw new FileErrorsException([$"{file}:{line}: {Words(e, text, line)}; restore the file, or delete it and make it anew with --update-baseline"]);
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the old file is as it was.</exception>
    public static void Write(string path, Baseline baseline)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, ToJson(baseline));
    }

    /// <summary>The text of the file: a line for each value, so that a diff shows what changed.</summary>
    public static string ToJson(Baseline baseline) => JsonSerializer.Serialize(baseline, BaselineJson.Default.Baseline).ReplaceLineEndings("\n") + "\n";

    private static IEnumerable<(int Line, string Message)> Errors(Baseline read, string text)
    {
        if (read.Version != Baseline.CurrentVersion)
            yield return (LineOf(text, "\"version\""), $"version {read.Version} is not one that this InteropFuzz reads ({Baseline.CurrentVersion}); update InteropFuzz, or make the file anew");
        foreach (var entry in read.Findings)
            foreach (var signature in entry.Also.Prepend(entry.Signature).Where(s => !BaselineEntry.IsSignature(s)))
                yield return (LineOf(text, JsonSerializer.Serialize(signature, BaselineJson.Default.String)), $"'{signature}' is not a signature of twelve hexadecimal digits");
        foreach (var twice in read.Findings.GroupBy(f => f.Signature).Where(g => g.Count() > 1))
            yield return (LineOf(text, $"\"{twice.Key}\"", last: true), $"{twice.Key} is here twice; delete one of the two");
    }

    private static string Words(JsonException e, string text, int line)
    {
        // Two branches that both updated it are the usual way to break it.
        if (text.Split('\n').ElementAtOrDefault(line - 1) is { } broken && (broken.StartsWith("<<<<<<<", StringComparison.Ordinal) || broken.StartsWith("=======", StringComparison.Ordinal) || broken.StartsWith(">>>>>>>", StringComparison.Ordinal)))
            return "a merge conflict was left here";
        var end = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return $"this is not a baseline: {(end < 0 ? e.Message : e.Message[..end]).TrimEnd('.')}";
    }

    private static int LineOf(string text, string what, bool last = false)
        => (last ? text.LastIndexOf(what, StringComparison.Ordinal) : text.IndexOf(what, StringComparison.Ordinal)) is var at and >= 0 ? text.AsSpan(0, at).Count('\n') + 1 : 1;
}

/// <summary>How a baseline looks as JSON. The encoder escapes all that could act on a terminal or a page.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Baseline))]
[JsonSerializable(typeof(string))]
internal sealed partial class BaselineJson : JsonSerializerContext;
