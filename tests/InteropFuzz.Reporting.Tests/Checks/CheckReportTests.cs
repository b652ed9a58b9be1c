using System.Text.Json.Nodes;
using System.Xml.Linq;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Harness.Checking.Suppressing;
using InteropFuzz.Harness.Tests.Checking;
using InteropFuzz.Reporting.Checks;
using InteropFuzz.Reporting.Tests.Crashes;
using NUnit.Framework;

namespace InteropFuzz.Reporting.Tests.Checks;

public class CheckReportTests
{
    private static readonly DateOnly s_today = new(2026, 11, 21);

    private static readonly CheckFinding s_leak = CheckSamples.Finding("333333333333", "lsan/leak", ["lsan/leak", "box_new", "box.TestOpen"], [new(CheckSamples.Asan, "TestOpen", "lsan/leak", 2, 5)]);

    private static readonly CheckFinding s_sub = CheckSamples.Finding("444444444444", "go-panic/index", ["go-panic/index", "box.parse"], [new(CheckSamples.Plain, "TestRead/empty", "go-panic/index", 1, 1)]);

    /// <summary>A use after free is new, a leak is known, a panic in a subtest is suppressed, a race is fixed.</summary>
    private static CheckReport Mixed { get; } = MakeMixed(CheckSamples.UseAfterFree, s_leak, s_sub);

    /// <summary>The same with every text that programs and paths can hold hostile.</summary>
    private static CheckReport Evil { get; } = MakeMixed(MakeEvil(CheckSamples.UseAfterFree), MakeEvil(s_leak), MakeEvil(s_sub));

    [Test]
    public void The_verdict_counts_what_is_new_known_suppressed_and_fixed()
        => Assert.That(Mixed.Verdict, Is.EqualTo("1 new finding, 1 known, 1 suppressed, 1 fixed"));

    [Test]
    public void Json_has_the_run_and_the_standing_of_each_finding()
    {
        var json = CheckJsonReport.Write(Mixed);
        var root = JsonNode.Parse(json)!;
        Assert.Multiple(() =>
        {
            Assert.That(root["findings"]!.AsArray().Select(f => (string)f!["standing"]!), Is.EqualTo(new[] { "new", "known", "suppressed" }));
            Assert.That((string)root["findings"]![2]!["suppression"]!["reason"]!, Is.EqualTo("empty input is refused upstream"));
            Assert.That((string)root["missing"]![0]!["state"]!, Is.EqualTo("fixed"));
            Assert.That((int)root["new"]!, Is.EqualTo(1));
            Assert.That(SchemaCheck.Errors(Schema("check-report"), json), Is.Empty);
            Assert.That(CheckRun.FromJson(json).Findings, Has.Count.EqualTo(3), "it is still the result of a check");
            Assert.That(CheckJsonReport.Write(Evil).Where(c => c > 126 || (c < 32 && c != '\n')), Is.Empty, "nothing that could act on a terminal");
        });
    }

    [Test]
    public void The_baseline_keeps_to_its_schema()
        => Assert.That(SchemaCheck.Errors(Schema("interopfuzz-baseline"), BaselineFile.ToJson(Mixed.Review.Updated)), Is.Empty);

    [Test]
    public void JUnit_has_a_suite_for_each_cell_in_which_only_what_is_new_fails()
    {
        var suites = XDocument.Parse(CheckJUnit.Write(Mixed)).Root!.Elements("testsuite").ToList();
        var asan = suites.Single(s => (string)s.Attribute("name")! == "example.org/box go1.27.4/amd64/asan");
        var open = asan.Elements("testcase").Single(t => (string)t.Attribute("name")! == "TestOpen");
        Assert.Multiple(() =>
        {
            Assert.That(suites, Has.Count.EqualTo(2));
            Assert.That((string)asan.Attribute("failures")!, Is.EqualTo("1"));
            Assert.That((string)asan.Attribute("skipped")!, Is.EqualTo("1"));
            Assert.That(asan.Descendants("failure").Single().Value, Does.Contain("copy_out").And.Contain("go test -asan"));
            Assert.That((string)open.Element("skipped")!.Attribute("message")!, Does.StartWith("known since 2026-11-01"));
            Assert.That((string)open.Element("properties")!.Element("property")!.Attribute("value")!, Is.EqualTo("2 of 5"));
            Assert.That(suites.Descendants("testcase").Where(t => (string)t.Attribute("name")! == "TestRead").Descendants("failure"), Is.Empty, "a parent of a suppressed subtest does not fail");
        });
    }

    [Test]
    public void JUnit_of_a_cell_that_does_not_build_is_an_error()
    {
        var run = CheckSamples.Run();
        run = run with { Cells = [run.Cells[0] with { State = CellState.BuildFailed, Reason = "box.c:1: error\nmore", Tests = [] }, run.Cells[1] with { State = CellState.NotAvailable, Reason = "no gcc", Tests = [] }] };
        var report = new CheckReport(run, CheckReview.Of(run, null, [], s_today));
        var xml = XDocument.Parse(CheckJUnit.Write(report));
        Assert.Multiple(() =>
        {
            Assert.That((string)xml.Descendants("error").Single().Attribute("message")!, Is.EqualTo("box.c:1: error"));
            Assert.That((string)xml.Descendants("skipped").Single().Attribute("message")!, Is.EqualTo("no gcc"));
            Assert.That(report.IsGood, Is.False);
            Assert.That(report.Warnings, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void Sarif_marks_lines_of_the_repository_and_knows_the_baseline()
    {
        var sarif = CheckSarif.Write(Mixed);
        Assert.That(SchemaCheck.Errors(Used(), sarif), Is.Empty);
        var run = JsonNode.Parse(sarif)!["runs"]![0]!;
        var results = run["results"]!.AsArray();
        var place = results[0]!["locations"]![0]!["physicalLocation"]!;
        Assert.Multiple(() =>
        {
            Assert.That((string)place["artifactLocation"]!["uri"]!, Is.EqualTo("lib/box.c"));
            Assert.That((string)place["artifactLocation"]!["uriBaseId"]!, Is.EqualTo("%SRCROOT%"));
            Assert.That((int)place["region"]!["startLine"]!, Is.EqualTo(31));
            Assert.That(results.Select(r => (string)r!["baselineState"]!), Is.EqualTo(new[] { "new", "unchanged", "new", "absent" }));
            Assert.That((string)results[2]!["suppressions"]![0]!["justification"]!, Is.EqualTo("empty input is refused upstream"));
            Assert.That(results.Count(r => r!["suppressions"] is not null), Is.EqualTo(1));
            Assert.That((string)results[0]!["partialFingerprints"]!["interopfuzzSignature/v1"]!, Is.EqualTo("0a1b2c3d4e5f"));
            Assert.That((string)results[0]!["codeFlows"]![0]!["threadFlows"]![0]!["locations"]![0]!["location"]!["physicalLocation"]!["artifactLocation"]!["uri"]!, Is.EqualTo("box_test.go"), "from the test to the fault");
            Assert.That(results.Select(r => (int)r!["ruleIndex"]!), Is.All.InRange(0, run["tool"]!["driver"]!["rules"]!.AsArray().Count - 1));
            Assert.That(sarif, Does.Not.Contain("/src/box"), "where the root lies is nobody's business");
        });
    }

    [Test]
    public void Sarif_without_a_baseline_has_no_states()
    {
        var run = CheckSamples.Run(CheckSamples.UseAfterFree);
        var sarif = CheckSarif.Write(new(run, CheckReview.Of(run, null, [], s_today)));
        Assert.That(SchemaCheck.Errors(Used(), sarif), Is.Empty);
        Assert.That(sarif, Does.Not.Contain("baselineState"));
    }

    [Test]
    public void What_has_no_line_is_marked_at_its_test()
    {
        var run = CheckSamples.Run(s_leak with { File = null, Line = 0, Best = null, TestFile = "box_test.go", TestLine = 9 });
        CheckReport report = new(run, CheckReview.Of(run, null, [], s_today));
        var place = JsonNode.Parse(CheckSarif.Write(report))!["runs"]![0]!["results"]![0]!["locations"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That((string)place["physicalLocation"]!["artifactLocation"]!["uri"]!, Is.EqualTo("box_test.go"));
            Assert.That((int)place["physicalLocation"]!["region"]!["startLine"]!, Is.EqualTo(9));
            Assert.That((string)place["logicalLocations"]![0]!["fullyQualifiedName"]!, Is.EqualTo("TestOpen"));
            Assert.That(CheckAnnotations.Write(report), Does.StartWith("::error file=box_test.go,line=9,"));
        });
    }

    [Test]
    public void Annotations_mark_new_findings_in_their_files()
    {
        var lines = CheckAnnotations.Write(Mixed, "sub,dir").TrimEnd('\n').Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Does.StartWith("::error file=sub%2Cdir/lib/box.c,line=31,title=asan/heap-use-after-free::what asan/heap-use-after-free says%0Ain TestClose%0A"));
            Assert.That(lines.Count(l => l.StartsWith("::error", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(lines[^1], Does.StartWith("::notice title=fixed::tsan/data-race"));
        });
    }

    [Test]
    public void Of_many_findings_the_annotations_say_how_many_more_there_are()
    {
        var run = CheckSamples.Run([.. Enumerable.Range(0, 25).Select(i => CheckSamples.UseAfterFree with { Signature = $"{i:x12}", Signatures = [$"{i:x12}"] })]);
        var lines = CheckAnnotations.Write(new(run, CheckReview.Of(run, null, [], s_today))).TrimEnd('\n').Split('\n');
        Assert.That(lines, Has.Length.EqualTo(10));
        Assert.That(lines[^1], Does.Contain("16 further new findings"));
    }

    [Test]
    public void Markdown_tells_new_findings_whole()
    {
        var text = CheckMarkdown.Write(Mixed);
        Assert.That(text, Does.Contain("1 new finding, 1 known, 1 suppressed, 1 fixed").And.Contain("| **1 new**, 1 known, 1 passed |").And.Contain("──── cgo: C.box\\_read").Or.Contain("cgo: C.box_read"));
        Assert.That(text, Does.Contain("go test -asan").And.Contain("## In the baseline, and not seen").And.Contain("known since 2026-11-01"));
    }

    [Test]
    public void Html_has_the_matrix_the_stacks_and_the_history_and_needs_nothing_else()
    {
        var run = CheckSamples.Run(CheckSamples.UseAfterFree);
        var earlier = new[] { run with { Info = run.Info with { Run = "b" } }, CheckSamples.Run() };
        var html = CheckHtml.Write(new(run, CheckReview.Of(run, null, [], s_today), earlier));
        Assert.Multiple(() =>
        {
            Assert.That(html, Does.Contain("in 1 of the last 2 runs, the latest first: &#9679;&#9675;").Or.Contain("in 1 of the last 2 runs, the latest first: ●○"));
            Assert.That(html, Does.Contain("<a href=\"#0a1b2c3d4e5f\">crashed</a>").And.Contain("<h3 id=\"0a1b2c3d4e5f\">").And.Contain("copy_out"));
            Assert.That(html, Does.Not.Match("<(script|img|link|iframe|object)").IgnoreCase.And.Not.Match("(src|href)=\"(?!#)").IgnoreCase);
            Assert.That(html, Does.Contain("default-src 'none'"));
        });
    }

    [Test]
    public void Hostile_text_gets_out_of_no_format()
    {
        var junit = CheckJUnit.Write(Evil);
        var html = CheckHtml.Write(Evil);
        var markdown = CheckMarkdown.Write(Evil);
        var annotations = CheckAnnotations.Write(Evil);
        Assert.Multiple(() =>
        {
            Assert.That(XDocument.Parse(junit).Descendants("failure").Count(), Is.EqualTo(XDocument.Parse(CheckJUnit.Write(Mixed)).Descendants("failure").Count()));
            Assert.That(html, Does.Not.Contain("<script").IgnoreCase.And.Not.Contain("onerror=\""));
            Assert.That(SchemaCheck.Errors(Used(), CheckSarif.Write(Evil)), Is.Empty);
            Assert.That(annotations.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(CheckAnnotations.Write(Mixed).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
            Assert.That(annotations.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.All.Matches("^::(error|warning|notice)( |::)"));
            Assert.That(Outside(markdown).Count(l => l.StartsWith('#')), Is.EqualTo(Outside(CheckMarkdown.Write(Mixed)).Count(l => l.StartsWith('#'))), "no heading is forged");
            Assert.That(Outside(markdown), Has.None.Contains("<script"));
            Assert.That(Outside(markdown).Count(l => l.StartsWith('|')), Is.EqualTo(Outside(CheckMarkdown.Write(Mixed)).Count(l => l.StartsWith('|'))), "no row is broken");
            foreach (var text in new[] { junit, html, markdown, annotations })
                Assert.That(text.Where(c => char.IsControl(c) && c is not ('\n' or '\t') || c is '\u202e'), Is.Empty);
        });
    }

    private static CheckReport MakeMixed(params CheckFinding[] findings)
    {
        var run = CheckSamples.Run(findings);
        // The sub test, its parent, and a flaky one.
        run = run with
        {
            Cells =
            [
                .. run.Cells.Select(c => c with
                {
                    Tests =
                    [
                        .. c.Tests.Select(t => t.Test == "TestOpen" && c.Cell == CheckSamples.Asan ? t with { Outcome = TestOutcome.Flaky, Worst = TestOutcome.Leaked, Bad = 2, Times = 5 } : t with { Outcome = t.Test == "TestRead" && c.Cell == CheckSamples.Plain ? TestOutcome.Failed : t.Outcome }),
                        .. c.Cell == CheckSamples.Plain ? new[] { new TestResult { Test = "TestRead/empty", Outcome = TestOutcome.Crashed, Worst = TestOutcome.Crashed } } : [],
                    ],
                }),
            ],
        };
        var known = BaselineEntry.Of(findings[1], new(2026, 11, 1));
        var race = known with { Signature = "555555555555", Also = [], Symptom = "tsan/data-race", Title = "a race", Kind = FindingKind.Race, Parts = [], ShownBy = [new(CheckSamples.Package, "go1.27/amd64/plain", ["TestOpen"])] };
        var suppressions = SuppressionFile.Parse("suppressions: [{signature: '444444444444', reason: empty input is refused upstream, expires: 2027-01-01}]", "s.yaml");
        return new(run, CheckReview.Of(run, Baseline.Of([known, race]), suppressions, s_today), [CheckSamples.Run()]);
    }

    private static CheckFinding MakeEvil(CheckFinding f) => f with
    {
        Title = Samples.Hostile,
        Tests = [Samples.Hostile + "%0A::error::x"],
        Output = Samples.Hostile,
        Reproduce = Samples.Hostile,
        File = $"a,b:c %0A::error::{Samples.Hostile}",
        Best = f.Best! with
        {
            FirstLine = "\n::error::forged\n" + Samples.Hostile,
            SeverityReason = Samples.Hostile,
            Next = [Samples.Hostile],
            Stack = [new("c", Samples.Hostile, Samples.Hostile, 3, IsUser: true, IsOwn: true)],
            Others = [new(Samples.Hostile, [new("c", Samples.Hostile, Samples.Hostile, 3, IsUser: true, IsOwn: true)])],
        },
    };

    /// <summary>The lines outside of code blocks.</summary>
    private static List<string> Outside(string markdown)
    {
        var lines = new List<string>();
        string? fence = null;
        foreach (var line in markdown.Split('\n'))
        {
            if (fence is null && line.StartsWith("```", StringComparison.Ordinal)) fence = line.Replace("text", "", StringComparison.Ordinal);
            else if (fence is null) lines.Add(line);
            else if (line == fence) fence = null;
        }
        Assert.That(fence, Is.Null, "every code block ends");
        return lines;
    }

    private static string Used() => File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "data", "sarif-2.1.0-used.schema.json"));

    private static string Schema(string name) => File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "data", "schemas", $"{name}.schema.json"));
}
