using System.Globalization;
using System.Text;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Writing;

/// <summary>Source text with indentation.</summary>
internal sealed class Lines
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Adds a line.</summary>
    public void Add(string line) => _text.Append(' ', line.Length > 0 ? 4 * _depth : 0).Append(line).Append('\n');

    /// <summary>Opens a brace.</summary>
    public void Open()
    {
        Add("{");
        _depth++;
    }

    /// <summary>Closes the last brace.</summary>
    public void Close()
    {
        _depth--;
        Add("}");
    }

    /// <summary>Adds a documentation comment: the text as summary, the tags as remarks.</summary>
    public void Document(CComment comment)
    {
        if (comment.Text.Length > 0) Element("summary", comment.Text.Split('\n'));
        if (comment.Tags.Count > 0) Element("remarks", comment.Tags.Select(t => $"{t.Name}: {t.Text}"));
    }

    private void Element(string name, IEnumerable<string> lines)
    {
        string[] all = [.. lines.Select(l => Xml(l))];
        if (all.Length == 1)
        {
            Add($"/// <{name}>{all[0]}</{name}>");
            return;
        }
        Add($"/// <{name}>");
        foreach (var line in all) Add(line.Length > 0 ? $"/// {line}<br/>" : "///");
        Add($"/// </{name}>");
    }

    /// <summary>A string literal.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
            if (c is '"' or '\\') literal.Append('\\').Append(c);
            else if (char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else literal.Append(c);
        return literal.Append('"').ToString();
    }

    /// <summary>Text of a header for a comment: nothing in it ends the line or turns it around.</summary>
    public static string Plain(string text)
        => string.Concat(text.Select(c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : c));

    /// <summary>Text of a header for a documentation comment.</summary>
    public static string Xml(string text) => Plain(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
