using System.Text.RegularExpressions;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>The sources of a program that are its author's own, by the names that reports use for them. Pure.</summary>
public sealed partial class SourceTree
{
    private readonly Dictionary<string, string[]> _lines = [];
    private readonly List<(string Printed, string Path)> _names = [];

    /// <summary>No sources: of a program that is only there as a binary.</summary>
    public static SourceTree Empty { get; } = new([]);

    /// <summary>Sources of the packages that belong to the program's module.</summary>
    /// <param name="files">For each file the import path of its package, its path and its text.</param>
    public SourceTree(IEnumerable<(string ImportPath, string Path, string Text)> files)
    {
        foreach (var (importPath, path, text) in files)
        {
            _lines[path] = text.Split('\n');
            _names.Add((importPath + "/" + Path.GetFileName(path), path));
        }
    }

    /// <summary>Every file, with its lines.</summary>
    public IReadOnlyDictionary<string, string[]> Files => _lines;

    /// <summary>Whether there is nothing to look things up in.</summary>
    public bool IsEmpty => _lines.Count == 0;

    /// <summary>
    /// The line of the author's code that a frame stands at; null for a frame of somebody else, or without a line. -trimpath prints a
    /// package's import path in place of its folder, in C frames behind <c>/_/</c> (cmd/go/internal/work/gc.go, trimpath).
    /// </summary>
    public Place? Of(Frame frame) => frame is { IsUser: true, Side: FrameSide.Go or FrameSide.C, File: { } file, Line: > 0 } ? Of(file, frame.Line) : null;

    /// <summary>The line of the author's code that a report means; null when it is somebody else's.</summary>
    public Place? Of(string printed, int line)
    {
        if (IsEmpty) return new(printed, line);
        var path = _lines.ContainsKey(printed) ? printed
            : _names.FirstOrDefault(n => Ends(printed, n.Printed)).Path
            // The C compiler may print no more than the name of a file, and go run no more than ./FILE.
            ?? (_names.Where(n => Path.GetFileName(n.Path) == Path.GetFileName(printed)).ToList() is [var only] && IsBare(printed) ? only.Path : null);
        return path is not null && line <= _lines[path].Length ? new(path, line) : null;
    }

    /// <summary>A line as it stands there; empty when it is not known.</summary>
    public string TextOf(Place place) => _lines.TryGetValue(place.File, out var lines) && place.Line <= lines.Length ? lines[place.Line - 1] : "";

    /// <summary>The words of a line that may be names, without comments and without what stands in quotes.</summary>
    public IReadOnlySet<string> NamesAt(Place place) => Words(TextOf(place));

    internal static HashSet<string> Words(string code) => [.. Word().Matches(Quiet().Replace(code, " ")).Select(m => m.Value)];

    private static bool Ends(string printed, string name)
        => printed.EndsWith(name, StringComparison.Ordinal) && (printed.Length == name.Length || printed[printed.Length - name.Length - 1] == '/');

    private static bool IsBare(string printed)
        => !printed.Contains('/', StringComparison.Ordinal) || printed.StartsWith("./", StringComparison.Ordinal) || printed.Contains("command-line-arguments/", StringComparison.Ordinal);

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Word();

    [GeneratedRegex("""\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`|//.*|/\*.*?\*/""")]
    private static partial Regex Quiet();
}
