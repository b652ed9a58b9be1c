using System.Globalization;
using System.Text;
using System.Xml;

namespace InteropFuzz.Reporting;

/// <summary>Makes text from programs harmless for the place it is shown at: it may hold anything.</summary>
public static class Hostile
{
    /// <summary>For terminals and logs: control and formatting characters, which move the cursor or turn text around, become \uNNNN.</summary>
    public static string ForTerminal(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\t' || !IsTricky(c)) safe.Append(c);
            else safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        return safe.ToString();
    }

    /// <summary>For a table cell or a line of Markdown: one line, without markup.</summary>
    public static string ForMarkdown(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in ForTerminal(text).Replace('\n', ' ').Replace('\t', ' '))
        {
            if (c is '<') safe.Append("&lt;");
            else if (c is '&') safe.Append("&amp;");
            else if ("\\`*_{}[]()#|!~>@".Contains(c, StringComparison.Ordinal)) safe.Append('\\').Append(c);
            else safe.Append(c);
        }
        return safe.ToString();
    }

    /// <summary>For XML text and attributes: what XML 1.0 cannot hold at all becomes \uNNNN; the writer escapes the rest.</summary>
    public static string ForXml(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) safe.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i])) safe.Append(text[i]);
            else safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
        }
        return safe.ToString();
    }

    private static bool IsTricky(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
