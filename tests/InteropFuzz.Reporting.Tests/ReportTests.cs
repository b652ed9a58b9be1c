using System.Text.Json.Nodes;
using System.Xml.Linq;
using NUnit.Framework;
using Spectre.Console;

namespace InteropFuzz.Reporting.Tests;

/// <summary>Reports as a reader meets them. What a program prints may be anything: it must break no report and act on no reader.</summary>
public sealed class ReportTests
{
    private const string Hostile = "\u001b[2J\u0007]]>&<script>alert(1)</script>|`x` \u202e\ud800\u0000 [red]no markup[/] \r\n";

    private static readonly RunModel s_model = new(
        new()
        {
            Run = "20260101-000000",
            Started = DateTimeOffset.UnixEpoch,
            Selection = new("cases", [], [], []),
            Toolchains = new Dictionary<string, string> { ["go 1.27.4"] = "/go" },
            Tools = new Dictionary<string, string>(),
            Sandbox = "bubblewrap",
            Kernel = "6",
            Cpu = "x",
            Cores = 2,
        },
        [
            new()
            {
                Case = "late-release/x",
                Class = "late-release",
                Go = "1.27.4",
                Arch = "amd64",
                Instrument = "plain",
                Runner = "local",
                Symptoms = new Dictionary<string, int> { ["unknown"] = 2, ["clean"] = 1 },
                Expected = ["clean"],
                ExpectLine = 4,
                Verdict = "flaky",
                FirstLine = Hostile,
                Reproduce = "go build " + Hostile,
                CaseHash = "0",
            },
        ]);

    [Test]
    public void JUnit_stays_XML_and_keeps_the_words()
    {
        var failure = XDocument.Parse(JUnitReport.Write(s_model)).Descendants("failure").Single();
        Assert.Multiple(() =>
        {
            Assert.That(failure.Value, Does.Contain("<script>").And.Contain("]]>"));
            Assert.That(failure.Value, Does.Not.Contain("\u001b"));
            Assert.That(failure.Attribute("message")!.Value, Does.Contain("unknown (2 of 3), clean (1 of 3)"));
        });
    }

    [Test]
    public void Markdown_holds_no_tags_and_no_table_breaks()
    {
        var text = MarkdownReport.Write(s_model);
        Assert.Multiple(() =>
        {
            Assert.That(text.Split('\n').Where(l => !l.StartsWith("  go build", StringComparison.Ordinal)), Has.None.Contains("<script>"));
            Assert.That(text, Does.Not.Contain("\u001b").And.Not.Contain("\u202e"));
        });
    }

    [Test]
    public void The_terminal_sees_no_control_character_and_no_markup()
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 160;
        new TerminalReport(console).Write(s_model, "artifacts/x");
        Assert.Multiple(() =>
        {
            Assert.That(text.ToString(), Does.Contain("[red]no markup[/]"));
            Assert.That(text.ToString().Where(c => char.IsControl(c) && c is not ('\n' or '\t')), Is.Empty);
            Assert.That(text.ToString(), Does.Not.Contain("\u202e"));
        });
    }

    [Test]
    public void Every_column_is_there_however_narrow_the_terminal_is([Range(50, 160, 1)] int width)
    {
        string[] instruments = ["plain", "checkptr", "cgocheck2", "race", "asan", "msan", "gcstress", "valgrind", "vet"];
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        new TerminalReport(console).Write(s_model with { Rows = [.. instruments.Select(i => s_model.Rows[0] with { Instrument = i, Verdict = "expected" })] }, "artifacts/x");
        foreach (var instrument in instruments) Assert.That(text.ToString(), Does.Contain($" {instrument} "));
        Assert.That(text.ToString(), Does.Not.Contain("…"));
    }

    private static readonly RunModel s_lost = s_model with
    {
        Rows = [s_model.Rows[0], s_model.Rows[0] with { Runner = "ssh", Symptoms = new Dictionary<string, int>(), Verdict = "runner-lost", Reason = "board: " + Hostile, FirstLine = null, Reproduce = null }],
    };

    [Test]
    public void Sarif_is_valid_and_points_at_the_expectation()
    {
        var sarif = SarifReport.Write(s_lost);
        var schema = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "sarif-2.1.0-used.schema.json"));
        Assert.That(Crashes.SchemaCheck.Errors(schema, sarif), Is.Empty);
        var run = JsonNode.Parse(sarif)!["runs"]![0]!;
        Assert.Multiple(() =>
        {
            var place = run["results"]!.AsArray().Single()!["locations"]![0]!["physicalLocation"]!;
            Assert.That((string?)place["artifactLocation"]!["uri"], Is.EqualTo("cases/late-release/x/main.go"));
            Assert.That((int?)place["region"]!["startLine"], Is.EqualTo(4));
            Assert.That((bool?)run["invocations"]![0]!["executionSuccessful"], Is.False, "cells were lost");
            Assert.That(sarif, Does.Not.Contain("\u001b").And.Not.Contain("<script>"));
        });
    }

    [Test]
    public void Html_holds_no_tag_of_a_program()
    {
        var page = HtmlReport.Write(s_lost);
        Assert.That(page, Does.Contain("&lt;script&gt;").And.Contain("Lost with their runner").And.Not.Contain("<script>").And.Not.Contain("\u001b"));
    }

    [Test]
    public void What_was_lost_with_its_runner_is_an_error_and_no_failure()
    {
        var suites = XDocument.Parse(JUnitReport.Write(s_lost));
        Assert.Multiple(() =>
        {
            Assert.That(suites.Descendants("error").Single().Attribute("type")!.Value, Is.EqualTo("runner-lost"));
            Assert.That(suites.Descendants("failure").Count(), Is.EqualTo(1));
            Assert.That(s_lost.Bad.Count(), Is.EqualTo(1));
            Assert.That(MarkdownReport.Write(s_lost), Does.Contain("## Lost with their runner").And.Contain("`~`").Or.Contain("~ lost"));
        });
    }

    [TestCase(0.04, "0.0 s")]
    [TestCase(61, "1 min 01 s")]
    [TestCase(7500, "2 h 05 min")]
    public void Times_are_said_as_people_say_them(double seconds, string words)
        => Assert.That(Duration.Say(seconds), Is.EqualTo(words));
}
