using System.Net;
using System.Text;

namespace InteropFuzz.Reporting;

/// <summary>
/// Writes one HTML page that needs nothing else: no script, no picture, no style from elsewhere, and a policy that forbids them. Every text is
/// escaped; only this class writes tags.
/// </summary>
public sealed class HtmlWriter
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#222;background:#fff}"
        + "table{border-collapse:collapse;margin:.5em 0}th,td{border:1px solid #ccc;padding:.2em .6em;text-align:left;vertical-align:top}"
        + "th{background:#f3f3f3}code{font:13px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}.bad{color:#b00020;font-weight:bold}.good{color:#1a7f37;font-weight:bold}"
        + "@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}th{background:#2a2a2a}th,td{border-color:#444}.bad{color:#ff6b7d}.good{color:#5fd38d}}";

    private readonly StringBuilder _body = new();
    private readonly string _title;

    /// <summary>Begins a page.</summary>
    public HtmlWriter(string title)
    {
        _title = title;
        Element("h1", title);
    }

    /// <summary>A heading.</summary>
    public HtmlWriter Heading(string text) => Element("h2", text);

    /// <summary>A paragraph.</summary>
    public HtmlWriter Paragraph(string text) => Element("p", text);

    /// <summary>A paragraph that says whether all is well.</summary>
    public HtmlWriter Verdict(string text, bool isGood)
    {
        _body.Append($"<p class=\"{(isGood ? "good" : "bad")}\">").Append(Escape(text)).Append("</p>\n");
        return this;
    }

    /// <summary>A table; nothing when it has no rows.</summary>
    public HtmlWriter Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0) return this;
        _body.Append("<table>\n<tr>");
        foreach (var column in columns) _body.Append("<th>").Append(Escape(column)).Append("</th>");
        _body.Append("</tr>\n");
        foreach (var row in rows)
        {
            _body.Append("<tr>");
            foreach (var field in row) _body.Append("<td><code>").Append(Escape(field)).Append("</code></td>");
            _body.Append("</tr>\n");
        }
        _body.Append("</table>\n");
        return this;
    }

    /// <summary>A list; nothing when it is empty.</summary>
    public HtmlWriter List(IReadOnlyList<string> items)
    {
        if (items.Count == 0) return this;
        _body.Append("<ul>\n");
        foreach (var item in items) _body.Append("<li>").Append(Escape(item)).Append("</li>\n");
        _body.Append("</ul>\n");
        return this;
    }

    /// <summary>The whole page.</summary>
    public override string ToString()
        => "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            + $"<title>{Escape(_title)}</title>\n<style>{Style}</style>\n</head>\n<body>\n{_body}</body>\n</html>\n";

    /// <summary>Text as HTML: tags and attributes cannot come out of it, and control characters become \uNNNN.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(Hostile.ForXml(Hostile.ForTerminal(text)));

    private HtmlWriter Element(string tag, string text)
    {
        _body.Append($"<{tag}>").Append(Escape(text)).Append($"</{tag}>\n");
        return this;
    }
}
