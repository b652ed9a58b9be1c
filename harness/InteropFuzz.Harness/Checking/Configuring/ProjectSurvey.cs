using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>What a folder of Go sources looks like from outside, without any Go: enough to write a configuration that fits it.</summary>
public sealed partial record ProjectSurvey
{
    /// <summary>More files than any repository that somebody waits for.</summary>
    private const int MostFiles = 200_000;

    private const int MostBytes = 4 << 20;

    /// <summary>How suppression files of sanitizers and Valgrind are called, by tool.</summary>
    private static readonly (string Tool, string Word)[] s_suppressions = [("asan", "asan"), ("lsan", "lsan"), ("lsan", "leak"), ("tsan", "tsan"), ("tsan", "race"), ("msan", "msan"), ("valgrind", "valgrind")];

    private static readonly string[] s_passedOver = ["vendor", "testdata", "node_modules"];

    /// <summary>Whether there is any Go file.</summary>
    public bool HasGo { get; private init; }

    /// <summary>Folders with a Go file that imports "C", relative, in the order of their paths.</summary>
    public IReadOnlyList<string> CgoFolders { get; private init; } = [];

    /// <summary>Folders with go.mod, relative; none for a GOPATH tree.</summary>
    public IReadOnlyList<string> Modules { get; private init; } = [];

    /// <summary>The greatest release that a go.mod or go.work asks for: <c>1.22</c>; null where none does.</summary>
    public string? GoRelease { get; private init; }

    /// <summary>Whether there is a go.work.</summary>
    public bool IsWorkspace { get; private init; }

    /// <summary>Fuzz functions of tests.</summary>
    public int FuzzFunctions { get; private init; }

    /// <summary>The libraries that <c>#cgo pkg-config:</c> asks for.</summary>
    public IReadOnlyList<string> PkgConfig { get; private init; } = [];

    /// <summary>Suppression files by the tool that reads them, relative; the first of each.</summary>
    public IReadOnlyDictionary<string, string> ToolSuppressions { get; private init; } = new Dictionary<string, string>();

    /// <summary>Looks at a folder and all below it, as the go command does: without vendor, testdata and names that begin with a dot or an underscore.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static ProjectSurvey Of(string folder)
    {
        var files = Files(folder).Take(MostFiles).ToList();
        var texts = files.Where(f => f.EndsWith(".go", StringComparison.Ordinal) && new FileInfo(Path.Combine(folder, f)).Length <= MostBytes).Select(f => (File: f, Text: File.ReadAllText(Path.Combine(folder, f)))).ToList();
        var cgo = texts.Where(t => ImportC().IsMatch(t.Text)).ToList();
        return new()
        {
            HasGo = texts.Count > 0,
            CgoFolders = [.. cgo.Select(t => FolderOf(t.File)).Distinct().Order(StringComparer.Ordinal)],
            Modules = [.. files.Where(f => Path.GetFileName(f) == "go.mod").Select(FolderOf)],
            IsWorkspace = files.Contains("go.work"),
            GoRelease = files.Where(f => f == "go.work" || Path.GetFileName(f) == "go.mod").SelectMany(f => GoLine().Matches(File.ReadAllText(Path.Combine(folder, f)))).Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty().Max() is var minor and > 0 ? $"1.{minor}" : null,
            FuzzFunctions = texts.Where(t => t.File.EndsWith("_test.go", StringComparison.Ordinal)).Sum(t => FuzzFunction().Count(t.Text)),
            PkgConfig = [.. cgo.SelectMany(t => PkgConfigLine().Matches(t.Text)).SelectMany(m => m.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(w => !w.StartsWith('-')).Distinct().Order(StringComparer.Ordinal)],
            ToolSuppressions = files.Where(f => f.EndsWith(".supp", StringComparison.Ordinal) || f.EndsWith(".suppressions", StringComparison.Ordinal)).Select(f => (File: f, Tool: ToolOf(f))).Where(f => f.Tool is not null)
                .DistinctBy(f => f.Tool).ToDictionary(f => f.Tool!, f => f.File),
        };
    }

    private static string? ToolOf(string file)
        => Path.GetFileName(file) is var name && s_suppressions.FirstOrDefault(s => name.Contains(s.Word, StringComparison.OrdinalIgnoreCase)) is { Tool: { } tool } ? tool : null;

    private static string FolderOf(string file) => Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".";

    private static IEnumerable<string> Files(string root, string below = "")
    {
        var here = Path.Combine(root, below);
        foreach (var file in Directory.EnumerateFiles(here).Select(Path.GetFileName).Order(StringComparer.Ordinal)) yield return Path.Combine(below, file!);
        foreach (var folder in new DirectoryInfo(here).EnumerateDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            // A link may lead out, or in a circle.
            if (folder.Name[0] is '.' or '_' || s_passedOver.Contains(folder.Name) || folder.LinkTarget is not null) continue;
            foreach (var file in Files(root, Path.Combine(below, folder.Name))) yield return file;
        }
    }

    [GeneratedRegex("^(?:import[ \\t]+|[ \\t]+)\"C\"[ \\t]*(?://.*)?\\r?$", RegexOptions.Multiline)]
    private static partial Regex ImportC();

    [GeneratedRegex("^go 1\\.(\\d{1,4})", RegexOptions.Multiline)]
    private static partial Regex GoLine();

    [GeneratedRegex("^func Fuzz\\w*\\(\\w+ \\*testing\\.F\\)", RegexOptions.Multiline)]
    private static partial Regex FuzzFunction();

    [GeneratedRegex("^(?:[ \\t]|//|\\*)*#cgo[^\\n:]*?pkg-config:([^\\r\\n]*)", RegexOptions.Multiline)]
    private static partial Regex PkgConfigLine();
}
