using System.Text.RegularExpressions;
using System.Xml.Linq;
using InteropFuzz.Harness.Nights;
using InteropFuzz.Reporting.Nights;
using NUnit.Framework;

namespace InteropFuzz.Reporting.Tests;

/// <summary>A night's report as a reader meets it; what programs print and what targets are called may be anything.</summary>
public sealed partial class NightReportTests
{
    private const string Hostile = "\u001b[2J\u0007]]>&<script>alert(1)</script>\"'|`x` \u202e\ud800\u0000 <img src=x onerror=alert(1)>\r\n";

    private static readonly NightComparison s_comparison = NightComparison.Of(
        new()
        {
            Name = "20260102-020000",
            Started = DateTimeOffset.UnixEpoch,
            WallS = 7200,
            Cpu = Hostile,
            Cores = 2,
            Planned = 2,
            Cells = [new("c " + Hostile, "unexpected", true, new Dictionary<string, int> { ["clean"] = 1, ["timeout"] = 2 }, ["silent"], 1, Hostile)],
            Lanes = [new("shim " + Hostile, 1000, 2, 5, null, 7)],
            Findings = [new("0123456789ab", "asan/double-free", Hostile, true, 3, 1, "/x/" + Hostile)],
            Problems = [Hostile],
        },
        []);

    [Test]
    public void The_page_is_whole_and_holds_no_tag_of_a_program()
    {
        var html = NightHtml.Write(s_comparison);
        var tags = Tag().Matches(html).Select(m => m.Groups[1].Value).Distinct();
        Assert.Multiple(() =>
        {
            Assert.That(tags, Is.SubsetOf(new[] { "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "li", "table", "tr", "th", "td", "code" }));
            Assert.That(html, Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt;").And.Contain("1 field of the matrix and 1 finding"));
            Assert.That(html, Does.Not.Contain("\u001b").And.Not.Contain("\u202e").And.Not.Contain("\0"));
        });
        // Well-formed but for what HTML leaves open: every tag that was opened is closed where it should be.
        var body = html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)];
        Assert.DoesNotThrow(() => XDocument.Parse(body.Replace("&#39;", "'", StringComparison.Ordinal)));
    }

    [Test]
    public void The_page_takes_nothing_from_elsewhere()
    {
        var html = NightHtml.Write(s_comparison);
        Assert.That(html, Does.Contain("default-src 'none'").And.Not.Match("(?i)<(script|link|img|iframe)|https?://|url\\("));
    }

    [Test]
    public void Markdown_holds_no_tags_and_its_tables_keep_their_columns()
    {
        var text = NightMarkdown.Write(s_comparison);
        var rows = text.Split('\n').Where(l => l.StartsWith("| c ", StringComparison.Ordinal)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Not.Contain("<script>").And.Not.Contain("\u001b"));
            Assert.That(rows, Has.Count.EqualTo(1));
            Assert.That(Separator().Count(rows[0]), Is.EqualTo(6), rows[0]);
            Assert.That(text, Does.Contain("**New: 1 field"));
        });
    }

    [GeneratedRegex(@"<\s*/?\s*([a-zA-Z0-9]+)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Separator();
}
