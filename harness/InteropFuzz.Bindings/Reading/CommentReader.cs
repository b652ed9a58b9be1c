using System.Text.RegularExpressions;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Reading;

/// <summary>Takes a comment's words out of its stars and slashes.</summary>
internal static partial class CommentReader
{
    /// <summary>Reads the raw text of a comment, or of several line comments in a row.</summary>
    public static CComment Read(string raw)
    {
        if (raw.Length == 0) return CComment.None;
        var text = new List<string>();
        var tags = new List<CTag>();
        var inTag = false;
        foreach (var line in raw.Split('\n').Select(Bare))
        {
            if (TagLine().Match(line) is { Success: true } m)
            {
                tags.Add(new(m.Groups[1].Value.ToLowerInvariant(), m.Groups[2].Value.Trim()));
                inTag = true;
            }
            else if (inTag && line.Length > 0)
                tags[^1] = tags[^1] with { Text = $"{tags[^1].Text} {line.Trim()}".Trim() };
            else
            {
                inTag = false;
                if (line.Length > 0 || text.Count > 0) text.Add(line);
            }
        }
        while (text.Count > 0 && text[^1].Length == 0) text.RemoveAt(text.Count - 1);
        return new(string.Join('\n', text), tags);
    }

    private static string Bare(string line)
    {
        var bare = line.Trim();
        if (bare.EndsWith("*/", StringComparison.Ordinal)) bare = bare[..^2].TrimEnd('*');
        return Decoration().Replace(bare, "").TrimEnd();
    }

    /// <summary>The opening of a comment, or the stars at the start of its lines.</summary>
    [GeneratedRegex(@"^(/\*+[!<]*|//[/!]?<?|\*+)\s?")]
    private static partial Regex Decoration();

    [GeneratedRegex(@"^\s*[@\\]([A-Za-z]+)\b:?\s*(.*)$")]
    private static partial Regex TagLine();
}
