using System.Globalization;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>How the parts of a crash are said in reports.</summary>
public static class Words
{
    /// <summary><c>1 group</c>, <c>2 groups</c>.</summary>
    public static string Count(int n, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{n} {(n == 1 ? one : many ?? one + "s")}");

    /// <summary>The level's name as in JSON: <c>none</c> to <c>critical</c>.</summary>
    public static string Level(Severity severity) => severity.Level.ToString().ToLowerInvariant();

    /// <summary>Whether there is anything to say about how bad it is.</summary>
    public static bool IsRated(Severity severity) => severity != Severity.None;

    /// <summary><c>critical: why</c>.</summary>
    public static string Rated(Severity severity) => $"{Level(severity)}: {severity.Reason}";

    /// <summary><c>72 %</c>.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F0} %");

    /// <summary>The side in words for people.</summary>
    public static string Guilty(GuiltySide side) => side == GuiltySide.Unknown ? "not known" : GuiltySides.Name(side);

    /// <summary>A frame's name, without the import path before its package; where no symbol is known, the program or library it is in.</summary>
    public static string Function(Frame frame, bool whole = false)
        => frame.Function.Length > 0 ? whole || frame.Side != FrameSide.Go ? frame.Function : WithoutPath(frame.Function)
            : frame.Module is { Length: > 0 } module ? $"({ShortPath(module)})" : "(no name)";

    /// <summary><c>file:line</c>; empty where no file is known.</summary>
    public static string Place(Frame frame, bool whole = false)
        => frame.File is not { Length: > 0 } file ? ""
            : (whole ? file : ShortPath(file)) + (frame.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $":{frame.Line}") : "");

    /// <summary><c>function file:line</c>; a crossing is in a file that cgo makes, which nobody has.</summary>
    public static string FrameInLine(Frame frame) => frame.Side == FrameSide.Boundary ? Function(frame) : $"{Function(frame)} {Place(frame)}".TrimEnd();

    /// <summary>The last two names of a path: enough to know the file, short enough for a column.</summary>
    public static string ShortPath(string path)
    {
        var last = path.AsSpan().LastIndexOfAny('/', '\\');
        var before = last <= 0 ? -1 : path.AsSpan(0, last).LastIndexOfAny('/', '\\');
        return path[(before + 1)..];
    }

    /// <summary><c>example.org/a/b.(*T).M</c> is <c>b.(*T).M</c>; slashes in type arguments stay.</summary>
    private static string WithoutPath(string function)
    {
        var end = function.AsSpan().IndexOfAny('(', '[');
        return function[(function.AsSpan(0, end < 0 ? function.Length : end).LastIndexOf('/') + 1)..];
    }

    /// <summary>One line without control characters.</summary>
    public static string OneLine(string text) => Hostile.ForTerminal(text).Replace('\n', ' ').Replace('\t', ' ');

    /// <summary>Cuts a path that is longer than a width at its beginning, which others share.</summary>
    public static string CutLeft(string path, int width) => path.Length <= width ? path : "…" + path[^Math.Max(width - 1, 0)..];

    /// <summary>Cuts what is longer than a width, with an ellipsis for the rest.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : text[..Math.Max(width - 1, 0)] + "…";

    /// <summary>Breaks a text at blanks into lines; words longer than a line are broken too.</summary>
    /// <param name="text">One line of text.</param>
    /// <param name="width">The longest line.</param>
    /// <param name="most">How many lines at most; the last ends in an ellipsis when there is more.</param>
    public static IReadOnlyList<string> Wrap(string text, int width, int most)
    {
        var lines = new List<string>();
        var rest = text.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            if (lines.Count == most)
            {
                lines[^1] = Cut(lines[^1] + "…", width);
                break;
            }
            var end = rest.Length <= width ? rest.Length : rest[..(width + 1)].LastIndexOf(' ') is var blank and > 0 ? blank : width;
            lines.Add(rest[..end].TrimEnd().ToString());
            rest = rest[end..].TrimStart();
        }
        return lines;
    }
}
