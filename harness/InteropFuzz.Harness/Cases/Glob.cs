using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Cases;

/// <summary>Patterns of case ids: <c>*</c> and <c>?</c> stand for anything, slashes included; a bare word is looked for anywhere.</summary>
public sealed class Glob
{
    private readonly Regex _regex;

    /// <summary>Makes a pattern, such as <c>late-release/*</c>, <c>*-ok</c> or <c>overrun</c>.</summary>
    public Glob(string pattern) : this(pattern, anywhere: true)
    {
    }

    private Glob(string pattern, bool anywhere)
    {
        if (anywhere && !pattern.AsSpan().ContainsAny("*?")) pattern = pattern.Contains('/', StringComparison.Ordinal) ? pattern : $"*{pattern}*";
        var text = Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);
        _regex = new("^" + text + "$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>A pattern in which a bare word is only itself.</summary>
    public static Glob Whole(string pattern) => new(pattern, anywhere: false);

    /// <summary>Whether the whole text fits.</summary>
    public bool Matches(string text) => _regex.IsMatch(text);
}
