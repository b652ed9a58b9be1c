using System.Net;

namespace InteropFuzz.Triage.Intake;

/// <summary>Takes off what stands around single lines: marks of build servers, the tags and entities of a web page.</summary>
internal static class Decorations
{
    private const char NoBreakSpace = '\u00A0';

    // GitHub Actions and Azure Pipelines; then what surrounds code on a web page.
    private static readonly string[] s_fronts = ["##[error]", "##[warning]", "##[debug]", "::error::", "::warning::", "<pre>", "<code>"];
    private static readonly string[] s_backs = ["</code>", "</pre>", "<br>", "<br/>", "<br />"];

    internal static Extract Remove(Extract source)
    {
        for (int i = 0; i < source.Lines.Count; i++)
        {
            source.Lines[i] = Remove(source.Lines[i]);
        }

        return source;
    }

    /// <summary>The line without them.</summary>
    internal static string Remove(string line)
    {
        if (line.Length == 0)
        {
            return line;
        }

        string bare = line;
        if (bare[0] is '#' or ':' or '<')
        {
            foreach (string front in s_fronts)
            {
                bare = bare.StartsWith(front, StringComparison.Ordinal) ? bare[front.Length..] : bare;
            }
        }

        if (bare.Length > 0 && bare[^1] == '>')
        {
            foreach (string back in s_backs)
            {
                bare = bare.EndsWith(back, StringComparison.Ordinal) ? bare[..^back.Length] : bare;
            }
        }

        if (bare.Contains(NoBreakSpace, StringComparison.Ordinal))
        {
            bare = bare.Replace(NoBreakSpace, ' ');
        }

        return HasEntities(bare) ? WebUtility.HtmlDecode(bare) : bare;
    }

    /// <summary>Whether the line has been escaped for a web page: it has entities, and none of the characters that they stand for.</summary>
    private static bool HasEntities(string line)
    {
        return line.Contains('&', StringComparison.Ordinal)
            && line.AsSpan().IndexOfAny('<', '>', '"') < 0
            && (line.Contains("&lt;", StringComparison.Ordinal)
                || line.Contains("&gt;", StringComparison.Ordinal)
                || line.Contains("&amp;", StringComparison.Ordinal)
                || line.Contains("&quot;", StringComparison.Ordinal)
                || line.Contains("&#", StringComparison.Ordinal)
                || line.Contains("&nbsp;", StringComparison.Ordinal));
    }
}
