using System.Text;
using InteropFuzz.Harness.Nights;

namespace InteropFuzz.Reporting.Nights;

/// <summary>A night's report as Markdown: a job summary, or a page of a repository.</summary>
public static class NightMarkdown
{
    /// <summary>The whole document.</summary>
    public static string Write(NightComparison c)
    {
        var text = new StringBuilder($"# {Hostile.ForMarkdown(NightView.Title(c))}\n\n**{Hostile.ForMarkdown(NightView.Verdict(c))}**\n\n");
        foreach (var fact in NightView.Facts(c)) text.Append($"- {Hostile.ForMarkdown(fact)}\n");
        foreach (var section in NightView.Sections(c))
        {
            text.Append($"\n## {Hostile.ForMarkdown(section.Title)}\n\n| {string.Join(" | ", section.Columns.Select(Hostile.ForMarkdown))} |\n|{string.Concat(section.Columns.Select(_ => "---|"))}\n");
            foreach (var row in section.Rows) text.Append($"| {string.Join(" | ", row.Select(Hostile.ForMarkdown))} |\n");
        }
        return text.ToString();
    }
}

/// <summary>A night's report as one page of HTML that needs nothing else.</summary>
public static class NightHtml
{
    /// <summary>The whole document.</summary>
    public static string Write(NightComparison c)
    {
        var page = new HtmlWriter(NightView.Title(c)).Verdict(NightView.Verdict(c), !c.HasNews).List(NightView.Facts(c));
        foreach (var section in NightView.Sections(c)) page.Heading(section.Title).Table(section.Columns, section.Rows);
        return page.ToString();
    }
}
