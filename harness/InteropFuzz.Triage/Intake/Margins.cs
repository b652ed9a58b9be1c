namespace InteropFuzz.Triage.Intake;

/// <summary>
/// Takes off what stands in front of every line: time stamps, names of containers and processes, quotation marks, blanks. No
/// list of collectors: where a report begins inside of a line, what is before it is a margin if lines near it have it too.
/// </summary>
internal static class Margins
{
    private const int MaxMargin = 200;
    private const int MaxPatterns = 16;
    private const int Near = 8;

    private static readonly string s_oneBlank = MarginPattern.Of(" ").Key;

    /// <summary>The text of each source, and the lines without a margin as a source of their own; null when there is no margin.</summary>
    internal static IReadOnlyList<Extract>? Split(Extract log)
    {
        List<MarginPattern> patterns = Learn(log.Lines, out HashSet<int> heads, out bool bare);
        if (patterns.Count == 0 && heads.Count == 0)
        {
            return !bare && Common(log.Lines) is { } common ? Apart(log, [common], heads) : null;
        }

        return Apart(log, patterns, heads);
    }

    /// <summary>The margins in front of where reports begin.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="heads">The lines that have a logger's time stamp before a report whose other lines have none.</param>
    /// <param name="bare">Whether a report begins at the start of a line.</param>
    private static List<MarginPattern> Learn(List<string> lines, out HashSet<int> heads, out bool bare)
    {
        heads = [];
        List<MarginPattern> accepted = [];
        HashSet<string> known = [];
        bare = false;
        for (int i = 0; i < lines.Count && known.Count < MaxPatterns; i++)
        {
            int begin = Begin(lines[i], out bool strong);
            bare |= begin == 0 && strong;
            if (begin <= 0)
            {
                continue;
            }

            begin = WithoutIndentation(lines, i, begin);
            MarginPattern found = MarginPattern.Of(lines[i][..begin]);
            if (strong && found.HasClock && HeadsBareDump(lines, i))
            {
                heads.Add(i);
                continue;
            }

            if (accepted.Exists(pattern => pattern.Match(lines[i]) >= 0) || !known.Add(found.Key))
            {
                continue;
            }

            if (Shared(lines, i, begin, found) is { } shared)
            {
                accepted.Add(shared);
            }
            else if (found.HasClock && strong)
            {
                accepted.Add(found);
            }
        }

        if (bare)
        {
            // Go indents what a panic says and a second panic.
            accepted.RemoveAll(pattern => pattern.IsBlank);
        }

        // The most particular first.
        accepted.Sort((a, b) => b.Key.Length - a.Key.Length);
        return accepted;
    }

    /// <summary>The margin, or the longest part of it that looks like one, that lines near by have too.</summary>
    private static MarginPattern? Shared(List<string> lines, int at, int begin, MarginPattern whole)
    {
        if (IsShared(lines, at, whole))
        {
            return whole;
        }

        MarginPattern? longest = null;
        string line = lines[at];
        for (int cut = NextCut(line, 0); cut > 0 && cut < begin; cut = NextCut(line, cut))
        {
            MarginPattern part = MarginPattern.Of(line[..cut]);
            if (part is { LooksLikeOne: true, IsBlank: false } && IsShared(lines, at, part))
            {
                longest = part;
            }
        }

        return longest;
    }

    private static bool IsShared(List<string> lines, int at, MarginPattern pattern)
    {
        bool any = false;
        int seen = 0;
        for (int i = at + 1; i < lines.Count && seen < Near && !any; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]))
            {
                any = pattern.Match(lines[i]) >= 0;
                seen++;
            }
        }

        if (any && pattern.IsBlank && (pattern.Key == s_oneBlank || IsIndentedLess(lines, at, pattern)))
        {
            return false;
        }

        bool last = seen == 0;
        seen = 0;
        for (int i = at - 1; i >= 0 && seen < Near && !any; i--)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]))
            {
                any = pattern.Match(lines[i]) >= 0;
                seen++;
            }
        }

        return any || (last && seen == 0 && pattern.LooksLikeOne);
    }

    /// <summary>Whether a line beside it is indented too, but not as far: blanks that align or nest, as systemd and kubectl print them.</summary>
    private static bool IsIndentedLess(List<string> lines, int at, MarginPattern pattern)
    {
        for (int i = Math.Max(0, at - Near); i < lines.Count && i <= at + Near; i++)
        {
            if (lines[i].Length > 0 && lines[i][0] is ' ' or '\t' && !string.IsNullOrWhiteSpace(lines[i]) && pattern.Match(lines[i]) < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the margin ends when the blanks at its end are none of it: lines near by have the rest of it, and fewer blanks.</summary>
    private static int WithoutIndentation(List<string> lines, int at, int begin)
    {
        int end = lines[at].AsSpan(0, begin).TrimEnd(' ').Length + 1;
        if (end is < 2 || end >= begin)
        {
            return begin;
        }

        MarginPattern whole = MarginPattern.Of(lines[at][..begin]);
        MarginPattern part = MarginPattern.Of(lines[at][..end]);
        for (int i = Math.Max(0, at - Near); part is { LooksLikeOne: true, IsBlank: false } && i < lines.Count && i <= at + Near; i++)
        {
            if (part.Match(lines[i]) is > 0 and int length && length < lines[i].Length && whole.Match(lines[i]) < 0)
            {
                return end;
            }
        }

        return begin;
    }

    private static bool HeadsBareDump(List<string> lines, int at)
    {
        for (int i = at + 1; i < lines.Count && i <= at + 3; i++)
        {
            if (GoroutineShape.IsHeader(lines[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The margin that all lines share, where it looks like one; for what begins with no opening, such as a build's output.</summary>
    private static MarginPattern? Common(List<string> lines)
    {
        string? first = lines.Find(line => !string.IsNullOrWhiteSpace(line));
        if (first is null || first.StartsWith("   at ", StringComparison.Ordinal))
        {
            // Every frame of .NET is indented.
            return null;
        }

        MarginPattern? best = null;
        for (int cut = NextCut(first, 0); cut > 0; cut = NextCut(first, cut))
        {
            MarginPattern pattern = MarginPattern.Of(first[..cut]);
            if (!pattern.LooksLikeOne || !lines.TrueForAll(line => string.IsNullOrWhiteSpace(line) || pattern.Match(line) >= 0))
            {
                continue;
            }

            if (!pattern.IsBlank && lines.Exists(line => pattern.Match(line) is > 0 and int length && (Openings.IsStrong(line.AsSpan(length)) || Openings.IsWeak(line.AsSpan(length)))))
            {
                return pattern;
            }

            best = pattern.IsBlank || best is null ? pattern : best;
        }

        return best;
    }

    /// <summary>
    /// Where in the line a report begins: 0, behind a margin, or -1. A line of a build, of go vet or of JSON counts only behind
    /// what looks like a margin.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="strong">Whether it is certain that a report begins there.</param>
    private static int Begin(string line, out bool strong)
    {
        strong = Openings.IsStrong(line);
        if (strong || Openings.IsWeak(line))
        {
            return 0;
        }

        for (int cut = NextCut(line, 0); cut > 0; cut = NextCut(line, cut))
        {
            ReadOnlySpan<char> rest = line.AsSpan(cut);
            if (rest.Length < MaxMargin && rest[0] is ('#' or ':' or '<'))
            {
                rest = Decorations.Remove(rest.ToString());
            }

            strong = Openings.IsStrong(rest);
            if (strong || (Openings.IsWeak(rest) && MarginPattern.Of(line[..cut]) is { LooksLikeOne: true, IsBlank: false }))
            {
                return cut;
            }
        }

        return -1;
    }

    /// <summary>The next place where a margin can end: behind a blank, a bar, a bracket, a quotation mark; 0 when there is none.</summary>
    private static int NextCut(string line, int from)
    {
        ReadOnlySpan<char> head = line.AsSpan(0, Math.Min(line.Length, MaxMargin));
        int found = from < head.Length ? head[from..].IndexOfAny(" \t|]>") : -1;
        return found < 0 || from + found + 1 >= line.Length ? 0 : from + found + 1;
    }

    private static List<Extract> Apart(Extract log, List<MarginPattern> patterns, HashSet<int> heads)
    {
        List<Extract> all = patterns.ConvertAll(_ => new Extract());
        Extract rest = new();
        int current = -1;
        for (int i = 0; i < log.Lines.Count; i++)
        {
            string line = log.Lines[i];
            int number = log.Numbers[i];
            if (heads.Contains(i))
            {
                rest.Add(number, line[Begin(line, out _)..]);
                current = -1;
                continue;
            }

            if (line.Length == 0)
            {
                (current < 0 ? rest : all[current]).Add(number, "");
                continue;
            }

            int length = -1;
            int source = -1;
            for (int p = 0; p < patterns.Count && length < 0; p++)
            {
                length = patterns[p].Match(line);
                source = length < 0 ? -1 : p;
            }

            if (source < 0)
            {
                rest.AddFrom(log, i);
            }
            else
            {
                all[source].Add(number, length >= line.Length ? "" : line[length..]);
            }

            current = source;
        }

        if (rest.Lines.Exists(line => line.Length > 0))
        {
            all.Add(rest);
        }

        return all;
    }
}
