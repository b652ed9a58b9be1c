using System.Text.Json.Nodes;
using System.Xml.Linq;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage.Stacks;
using NUnit.Framework;
using Spectre.Console;

namespace InteropFuzz.Reporting.Tests.Crashes;

/// <summary>The formats of a triage as their readers meet them.</summary>
public sealed class CrashReportTests
{
    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));

    private static string Text(TriageModel model, int width = 100, bool all = false)
    {
        var text = new StringWriter();
        CrashText.Write(text, CrashText.Lines(model, width, all));
        return text.ToString();
    }

    [Test]
    public void A_crash_fits_a_screen_with_the_crossing_marked_and_the_machinery_folded()
        => Assert.That(Text(new([new("crash.txt", [Samples.Full])])), Is.EqualTo(Data("screen.txt")));

    [Test]
    public void Groups_are_told_in_a_few_lines()
        => Assert.That(Text(new([new("a.txt", [Samples.Full]), new("b.txt", [Samples.Full with { Times = 1 }]), new("c.txt", [Samples.Bare]), new("d.txt", [Samples.Clean])], cluster: true)), Is.EqualTo(Data("groups.txt")));

    [Test]
    public void A_crash_without_stack_and_diagnosis_shows_what_there_is_and_no_empty_labels()
        => Assert.That(Text(new([new("crash.txt", [Samples.Bare])])), Is.EqualTo(Data("bare.txt")));

    [Test]
    public void Nothing_is_folded_when_all_is_asked_for()
        => Assert.That(Text(new([new("crash.txt", [Samples.Full])]), all: true), Does.Contain("runtime.goexit").And.Contain("__interceptor_memcpy").And.Contain("/src/lib/box.c:31").And.Contain("main.worker"));

    [Test]
    public void A_recursion_of_thousands_takes_one_line()
    {
        var deep = Enumerable.Repeat(new Frame(FrameSide.C, "again", "deep.c", 4), 5000).Append(new(FrameSide.Go, "main.main", "main.go", 9)).ToList();
        var screen = Text(new([new("x", [Samples.Full with { Stacks = [new(StackKind.Crash, "", 1, deep)] }])]));
        Assert.That(screen, Does.Contain("again      deep.c:4  (5000 times)").And.Contain("main.main  main.go:9"));
    }

    [Test]
    public void A_stack_of_nothing_but_machinery_is_shown_for_want_of_better()
        => Assert.That(
            Text(new([new("x", [Samples.Full with { Stacks = [new(StackKind.Crash, "", 1, [new(FrameSide.Runtime, "runtime.gcDrain", "mgcmark.go", 7)])] }])])),
            Does.Contain("runtime.gcDrain  mgcmark.go:7"));

    [Test]
    public void Goroutines_of_the_runtime_itself_are_only_counted()
    {
        Stack idle = new(StackKind.Goroutine, "goroutine 2 [force gc (idle)]:", 9, [new(FrameSide.Runtime, "runtime.gopark")]);
        var screen = Text(new([new("x", [Samples.Full with { Stacks = [.. Samples.Full.Stacks, idle, idle] }])]));
        Assert.That(screen, Does.Contain("7 goroutines [chan receive]: main.worker app/work.go:9\n  … 2 goroutines of the runtime itself\n").And.Not.Contain("gopark"));
    }

    [Test]
    public void A_Go_function_is_named_without_the_import_path_of_its_package()
        => Assert.That(
            Text(new([new("x", [Samples.Full with { Stacks = [new(StackKind.Crash, "", 1, [new(FrameSide.Go, "example.org/a/b.(*T[x/y.Z]).M")])] }])])),
            Does.Contain("→ b.(*T[x/y.Z]).M\n"));

    [Test]
    public void A_long_stack_keeps_its_top_and_its_bottom()
    {
        var deep = Enumerable.Range(0, 90).Select(i => new Frame(FrameSide.Go, $"main.f{i}", "main.go", i + 1)).ToList();
        var screen = Text(new([new("x", [Samples.Full with { Stacks = [new(StackKind.Crash, "", 1, deep)] }])]));
        Assert.That(screen, Does.Contain("main.f0 ").And.Contain("main.f89").And.Contain("… 76 further frames"));
    }

    [TestCase(60)]
    [TestCase(79)]
    [TestCase(200)]
    public void Below_its_title_no_line_is_wider_than_the_screen_or_100_columns(int width)
    {
        var lines = Text(new([new("crash.txt", [Samples.Full, Samples.Evil])]), width).Split('\n').Where(l => !l.StartsWith("crash.txt", StringComparison.Ordinal));
        Assert.That(lines.Max(l => l.Length), Is.LessThanOrEqualTo(Math.Min(width, 100)));
    }

    [Test]
    public void No_control_character_reaches_the_screen([Values] bool cluster, [Values] bool all)
    {
        var text = Text(Samples.Model(cluster), all: all);
        Assert.That(text.Where(c => char.IsControl(c) && c != '\n'), Is.Empty);
        Assert.That(text, Does.Not.Contain("\u202e").And.Contain("[red]no markup[/]"));
    }

    [Test]
    public void In_colour_the_words_are_the_same_and_markup_in_a_report_does_nothing()
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 100;
        CrashText.Write(console, CrashText.Lines(new([new("crash.txt", [Samples.Full, Samples.Evil])]), 100));
        var coloured = text.ToString().Split('\n').Select(l => l.TrimEnd());
        Assert.That(coloured, Is.EqualTo(Text(new([new("crash.txt", [Samples.Full, Samples.Evil])])).Split('\n')));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Json_is_an_array_that_keeps_to_its_schema(bool cluster)
    {
        var json = CrashJson.Write(Samples.Model(cluster));
        Assert.That(SchemaCheck.Errors(Data("triage.schema.json"), json), Is.Empty);
        var all = JsonNode.Parse(json)!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(all, Has.Count.EqualTo(7));
            Assert.That((string)all[0]!["classes"]![0]!["class"]!, Is.EqualTo("c-heap-ownership"));
            Assert.That((string)all[0]!["frames"]![3]!["side"]!, Is.EqualTo("boundary"));
            Assert.That((string)all[0]!["signature"]!, Is.EqualTo("0a1b2c3d4e5f"));
            Assert.That(all.Select(o => (string?)o!["symptom"]), Is.EqualTo(new[] { "asan/heap-use-after-free", "clean", "go-panic/index", "asan/heap-use-after-free", null, "asan/heap-use-after-free", null }));
            Assert.That(all.Count(o => o!["cluster"] is not null), Is.EqualTo(cluster ? 4 : 0));
            Assert.That(json.Where(c => c > 126 || (c < 32 && c != '\n')), Is.Empty, "nothing that could act on a terminal");
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Sarif_is_valid_and_has_rules_places_stacks_and_fingerprints(bool cluster)
    {
        var sarif = CrashSarif.Write(Samples.Model(cluster));
        Assert.That(SchemaCheck.Errors(Data("sarif-2.1.0-used.schema.json"), sarif), Is.Empty);
        var run = JsonNode.Parse(sarif)!["runs"]![0]!;
        var first = run["results"]![0]!;
        Assert.Multiple(() =>
        {
            Assert.That(run["tool"]!["driver"]!["rules"]!.AsArray().Select(r => (string)r!["id"]!), Is.EqualTo(new[] { "asan/heap-use-after-free", "go-panic/index" }));
            Assert.That((string)first["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!, Is.EqualTo("file:///src/lib/box.c"));
            Assert.That((string)first["partialFingerprints"]!["interopfuzzSignature/v1"]!, Is.EqualTo("0a1b2c3d4e5f"));
            Assert.That(first["stacks"]!.AsArray(), Has.Count.EqualTo(3));
            Assert.That((string)first["level"]!, Is.EqualTo("error"));
            Assert.That((string)run["results"]![1]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!, Is.EqualTo("c/with%20blank.txt"), "without a frame the log is the place");
            Assert.That((bool)run["invocations"]![0]!["executionSuccessful"]!, Is.False);
            Assert.That((string)run["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]!, Is.EqualTo("could not read d.txt: permission denied"));
        });
    }

    [Test]
    public void Sarif_without_a_crash_is_valid_too_and_has_no_results()
    {
        foreach (var model in new[] { new TriageModel([]), new TriageModel([new("b.txt", [Samples.Clean])]) })
        {
            var sarif = CrashSarif.Write(model);
            Assert.That(SchemaCheck.Errors(Data("sarif-2.1.0-used.schema.json"), sarif), Is.Empty);
            Assert.That(JsonNode.Parse(sarif)!["runs"]![0]!["results"]!.AsArray(), Is.Empty);
        }
    }

    /// <summary>The whole schema of OASIS is not ours to spread; who has it can check against it.</summary>
    [Test]
    public void Sarif_keeps_to_the_official_schema()
    {
        if (Environment.GetEnvironmentVariable("INTEROPFUZZ_SARIF_SCHEMA") is not { Length: > 0 } path) Assert.Ignore("INTEROPFUZZ_SARIF_SCHEMA names no schema");
        else Assert.That(SchemaCheck.Errors(File.ReadAllText(path), CrashSarif.Write(Samples.Model(cluster: true))), Is.Empty);
    }

    [TestCase("""{"version":"2.1.0"}""", "$: required")]
    [TestCase("""{"version":"2.0","runs":[]}""", "$.version: enum")]
    [TestCase("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"reslts":[]}]}""", "$.runs[0]: additionalProperties")]
    [TestCase("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"markdown":"x"}}]}]}""", "$.runs[0].results[0].message: anyOf")]
    [TestCase("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"x"},"occurrenceCount":0}]}]}""", "occurrenceCount: minimum")]
    [TestCase("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"x"},"relatedLocations":[{},{}]}]}]}""", "relatedLocations: uniqueItems")]
    [TestCase("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"x"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a b"}}}]}]}]}""", "uri: format")]
    public void The_check_itself_finds_what_is_wrong(string document, string error)
        => Assert.That(SchemaCheck.Errors(Data("sarif-2.1.0-used.schema.json"), document), Has.Some.Contains(error));

    [TestCase(false)]
    [TestCase(true)]
    public void JUnit_fails_a_test_for_each_crash_and_names_what_it_could_not_read(bool cluster)
    {
        var xml = XDocument.Parse(CrashJUnit.Write(Samples.Model(cluster)));
        Assert.Multiple(() =>
        {
            Assert.That(xml.Descendants("testcase").Count(), Is.EqualTo(7));
            Assert.That(xml.Descendants("failure").Count(), Is.EqualTo(4));
            Assert.That(xml.Descendants("error").Count(), Is.EqualTo(2));
            Assert.That(xml.Descendants("testcase").Single(t => t.Attribute("name")!.Value == "b.txt").HasElements, Is.False);
            Assert.That(xml.Descendants("failure").First().Value, Does.Contain("cgo: C.box_read"));
            Assert.That(xml.Descendants("testsuite").Sum(s => (int)s.Attribute("tests")!), Is.EqualTo(7));
        });
    }

    [Test]
    public void Markdown_has_no_tag_no_forged_heading_and_no_fence_that_its_text_can_end()
    {
        var text = CrashMarkdown.Write(Samples.Model()) + CrashMarkdown.Write(Samples.Model(cluster: true));
        var outside = new List<string>();
        string? fence = null;
        foreach (var line in text.Split('\n'))
        {
            if (fence is null && line.StartsWith("```", StringComparison.Ordinal)) fence = line[..line.IndexOf('t', StringComparison.Ordinal)];
            else if (line == fence) fence = null;
            else if (fence is null) outside.Add(line);
        }
        Assert.Multiple(() =>
        {
            Assert.That(fence, Is.Null, "every fence is closed");
            Assert.That(outside, Has.None.Contains("<script>").And.None.StartsWith("### forged").And.None.StartsWith("// Title"));
            Assert.That(text, Does.Not.Contain("\u001b").And.Not.Contain("\u202e"));
            Assert.That(text, Does.Contain("→ copy_out").And.Contain("───── cgo: C.box_read ─────").And.Contain("| severity | high: "));
        });
    }
}
