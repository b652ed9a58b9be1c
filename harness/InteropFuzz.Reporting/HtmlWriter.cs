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
        + "@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}th{background:#2a2a2a}th,td{border-color:#444}.bad{color:#ff6b7d}.good{color:#5fd38d}}"
        + "pre{font:13px/1.4 ui-monospace,monospace;overflow-x:auto;padding:.6em;border:1px solid #ccc;white-space:pre-wrap;overflow-wrap:anywhere}summary{cursor:pointer}"
        + ".marks td{padding:.1em .5em}.m-good{background:#e3f4e6}.m-bad{background:#ffd9de}.m-known{background:#fff1cc}.m-faint{color:#888}"
        + "@media(prefers-color-scheme:dark){.m-good{background:#173a20}.m-bad{background:#5a1620}.m-known{background:#4a3a10}}";

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

    /// <summary>A smaller heading that links can go to.</summary>
    /// <param name="text">The heading.</param>
    /// <param name="anchor">The name that <see cref="HtmlMark.Anchor"/> goes to.</param>
    public HtmlWriter SubHeading(string text, string anchor)
    {
        _body.Append($"<h3 id=\"{Escape(anchor)}\">").Append(Escape(text)).Append("</h3>\n");
        return this;
    }

    /// <summary>Lines as they are; nothing when there are none.</summary>
    public HtmlWriter Lines(string text) => text.Length > 0 ? Element("pre", text) : this;

    /// <summary>Something that opens with a click.</summary>
    public HtmlWriter Fold(string summary, Action<HtmlWriter> inside)
    {
        _body.Append("<details><summary>").Append(Escape(summary)).Append("</summary>\n");
        inside(this);
        _body.Append("</details>\n");
        return this;
    }

    /// <summary>A table of marks, with a name before each row; nothing when it has no rows.</summary>
    public HtmlWriter Marks(IReadOnlyList<string> columns, IEnumerable<(string Name, IReadOnlyList<HtmlMark> Marks)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return this;
        _body.Append("<table class=\"marks\">\n<tr>");
        foreach (var column in columns) _body.Append("<th>").Append(Escape(column)).Append("</th>");
        _body.Append("</tr>\n");
        foreach (var (name, marks) in all)
        {
            _body.Append("<tr><td><code>").Append(Escape(name)).Append("</code></td>");
            foreach (var mark in marks)
            {
                _body.Append($"<td class=\"m-{mark.Tone.ToString().ToLowerInvariant()}\"{(mark.Hint.Length > 0 ? $" title=\"{Escape(mark.Hint)}\"" : "")}>");
                _body.Append(mark.Anchor is { } anchor ? $"<a href=\"#{Escape(anchor)}\">{Escape(mark.Text)}</a>" : Escape(mark.Text)).Append("</td>");
            }
            _body.Append("</tr>\n");
        }
        _body.Append("</table>\n");
        return this;
    }

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

/// <summary>How a mark looks.</summary>
public enum HtmlTone
{
    /// <summary>To be passed over.</summary>
    Faint,

    /// <summary>Good.</summary>
    Good,

    /// <summary>Not good, and nothing new.</summary>
    Known,

    /// <summary>Bad.</summary>
    Bad,
}

/// <summary>A field of a table of marks.</summary>
/// <param name="Text">A word.</param>
/// <param name="Tone">How it looks.</param>
/// <param name="Hint">What the reader sees who points at it; empty for nothing.</param>
/// <param name="Anchor">The heading that it leads to; null for none.</param>
public readonly record struct HtmlMark(string Text, HtmlTone Tone, string Hint = "", string? Anchor = null);
