using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting.Crashes;

namespace InteropFuzz.Cli.Inputs;

/// <summary>A format and where it goes.</summary>
/// <param name="Format">One of <see cref="Names"/>.</param>
/// <param name="Path">The file, or null for standard output.</param>
public sealed record FormatRequest(string Format, string? Path)
{
    /// <summary>As wide as lines get where nobody says how wide the reader's screen is.</summary>
    private const int PlainWidth = 100;

    /// <summary>All formats.</summary>
    public static IReadOnlyList<string> Names { get; } = ["text", "json", "sarif", "markdown", "junit"];

    /// <summary>Reads <c>json</c> or <c>json=out.json</c>, all that were given.</summary>
    /// <exception cref="UsageException">An unknown format, a missing folder, two formats for one place.</exception>
    public static IReadOnlyList<FormatRequest> Read(IReadOnlyList<string> words)
    {
        var requests = words.Select(ReadOne).DefaultIfEmpty(new("text", null)).ToList();
        if (requests.GroupBy(r => r.Path).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UsageException(
                $"{string.Join(" and ", twice.Select(r => r.Format))} would both go to {twice.Key ?? "standard output"}; give each a file: --format {twice.Last().Format}=FILE");
        return requests;
    }

    /// <summary>Writes the report.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(TriageModel model, bool all)
    {
        if (Path is not null) WriteFile(Path, Text(model, all));
        else if (Format == "text" && !Terminal.IsPlain && Terminal.Out() is var console) CrashText.Write(console, CrashText.Lines(model, console.Profile.Width, all, unreadable: false));
        else
        {
            using var stdout = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
            if (Format == "text") CrashText.Write(stdout, CrashText.Lines(model, PlainWidth, all, unreadable: false));
            else stdout.Write(Text(model, all));
        }
    }

    private string Text(TriageModel model, bool all)
    {
        switch (Format)
        {
            case "json": return CrashJson.Write(model);
            case "sarif": return CrashSarif.Write(model);
            case "markdown": return CrashMarkdown.Write(model, all);
            case "junit": return CrashJUnit.Write(model);
            default:
                var text = new StringWriter();
                CrashText.Write(text, CrashText.Lines(model, PlainWidth, all));
                return text.ToString();
        }
    }

    private static FormatRequest ReadOne(string word)
    {
        var parts = word.Split('=', 2);
        if (!Names.Contains(parts[0])) throw new UsageException($"unknown format '{parts[0]}'; there are {string.Join(", ", Names)}");
        if (parts.Length == 1 || parts[1] == "-") return new(parts[0], null);
        if (parts[1].Length == 0) throw new UsageException($"--format {parts[0]}= names no file");
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(parts[1]));
        if (Directory.Exists(parts[1]) || !Directory.Exists(folder)) throw new UsageException($"--format {word}: there is no folder for it, or it is a folder itself");
        return new(parts[0], parts[1]);
    }

    /// <summary>Whole files appear at once; a pipe or a device is written to, never replaced.</summary>
    private static void WriteFile(string path, string text)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal)) File.WriteAllText(full, text);
        else AtomicFile.Write(full, text);
    }
}
