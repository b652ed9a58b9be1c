using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>interopfuzz triage</c> as a user meets it. data/triage has small reports.</summary>
public sealed class TriageTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "data", "triage", name);

    private string Put(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private Task<Answer> TriageAsync(params string[] arguments) => Command.RunAsync(["triage", .. arguments], folder: _folder);

    [Test]
    public async Task What_is_piped_in_is_read_without_a_word_on_the_command_line()
    {
        var answer = await Command.RunAsync(["triage"], File.ReadAllBytes(Data("index.txt")));
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(answer.Out, Does.StartWith("stdin:1: go-panic/index\n").And.Contain("recoverable: yes").And.Contain("interopfuzz explain go-panic/index"));
            Assert.That(answer.Out, Does.Not.Contain("\u001b"), "no colours where there is no terminal");
        });
    }

    [Test]
    public async Task Every_format_goes_to_its_own_file_and_one_to_the_screen()
    {
        var answer = await TriageAsync(Data("index.txt"), Data("clean.txt"), "--format", "text", "--format", "json=a.json", "--format", "sarif=a.sarif", "--format", "markdown=a.md", "--format", "junit=a.xml");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(answer.Out, Does.Contain("2 inputs: 1 crash in 1 input, 1 without a crash"));
            Assert.That(JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "a.json")))!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "a.sarif")))!["runs"]![0]!["results"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(File.ReadAllText(Path.Combine(_folder, "a.md")), Does.StartWith("## go-panic/index"));
            Assert.That(XDocument.Load(Path.Combine(_folder, "a.xml")).Descendants("failure").Count(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task In_a_folder_reports_are_read_in_order_and_what_is_no_report_is_passed_over()
    {
        Put("b/2.txt", File.ReadAllBytes(Data("index.txt")));
        Put("a/1.txt", File.ReadAllBytes(Data("index.txt")));
        Put("a/.hidden", File.ReadAllBytes(Data("index.txt")));
        Put("a/prog", [0x7f, .. "ELF"u8, 2, 1, 1, .. new byte[9], 2, 0, .. new byte[100]]);
        Put("a/noise", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i % 16))]);
        Put("a/empty.txt", []);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "a", "up"), _folder);
        var answer = await TriageAsync(".", "--format", "json");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(JsonNode.Parse(answer.Out)!.AsArray().Select(o => (string)o!["file"]!), Is.EqualTo(new[] { "./a/1.txt", "./a/empty.txt", "./b/2.txt" }));
            Assert.That(answer.Error, Does.Contain("passed over 2 binary file(s), such as ./a/noise"));
        });
    }

    [Test]
    public async Task What_cannot_be_read_is_said_and_the_rest_still_comes_out()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "broken.txt"), "/nonexistent");
        Put("core.7", [0x7f, .. "ELF"u8, 2, 1, 1, .. new byte[9], 4, 0, .. new byte[100]]);
        Put("x.gz", [0x1f, 0x8b, 8, 0]);
        Put("z.txt", File.ReadAllBytes(Data("index.txt")));
        var answer = await TriageAsync(".", "nothing-here", "x.gz", "--format", "text", "--format", "json=out.json");
        var problems = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "out.json")))!.AsArray().Where(o => o!["error"] is not null).ToDictionary(o => (string)o!["file"]!, o => (string)o!["error"]!);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2));
            Assert.That(answer.Out, Does.Contain("./z.txt:1: go-panic/index").And.Contain("4 could not be read"));
            Assert.That(answer.Error, Does.Contain("could not read nothing-here: there is no file").And.Contain("could not read ./core.7: it is a core file"));
            Assert.That(problems.Keys, Is.EquivalentTo(new[] { "./broken.txt", "./core.7", "nothing-here", "x.gz" }));
            Assert.That(problems["./core.7"], Does.Contain("interopfuzz triage ./core.7 --binary PROGRAM"));
        });
    }

    [Test]
    public async Task Encodings_are_told_apart_and_broken_bytes_are_kept()
    {
        var text = File.ReadAllText(Data("index.txt"));
        Put("16.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        Put("16be.txt", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)]);
        Put("8bom.txt", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)]);
        Put("latin.txt", [.. "panic: caf\xe9 \xff"u8[..10], 0xe9, (byte)' ', 0xff, .. "\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/main.go:3 +0x1d\n"u8]);
        var all = JsonNode.Parse((await TriageAsync(".", "--format", "json")).Out)!.AsArray().ToDictionary(o => (string)o!["file"]!, o => o!);
        Assert.Multiple(() =>
        {
            foreach (var name in new[] { "./16.txt", "./16be.txt", "./8bom.txt" }) Assert.That((string)all[name]["symptom"]!, Is.EqualTo("go-panic/index"), name);
            Assert.That((string)all["./latin.txt"]["first_line"]!, Is.EqualTo(@"panic: caf\xe9 \xff"));
        });
    }

    [TestCase("index.txt", "any", 1)]
    [TestCase("index.txt", "critical", 0)]
    [TestCase("clean.txt", "any", 0)]
    public async Task Fail_on_answers_1_for_crashes_that_are_bad_enough(string file, string level, int code)
        => Assert.That((await TriageAsync(Data(file), "--fail-on", level)).Code, Is.EqualTo(code));

    [TestCase("--format json --format sarif", "json and sarif would both go to standard output; give each a file: --format sarif=FILE")]
    [TestCase("--format xml", "unknown format 'xml'; there are text, json, sarif, markdown, junit")]
    [TestCase("--format json=no/such/folder/x", "there is no folder for it")]
    [TestCase("--fail-on worst", "critical")]
    [TestCase("--binary nowhere", "there is no program 'nowhere'")]
    public async Task Wrong_usage_is_answered_before_anything_is_read(string line, string words)
    {
        var answer = await TriageAsync([Data("index.txt"), .. line.Split(' ')]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2));
            Assert.That(answer.Out, Is.Empty);
            Assert.That(answer.Error, Does.Contain(words));
        });
    }

    [Test]
    public async Task A_folder_of_duplicates_comes_out_as_groups_in_every_format()
    {
        for (var i = 0; i < 3; i++) Put($"{i}.txt", File.ReadAllBytes(Data("index.txt")));
        Put("other.txt", File.ReadAllBytes(Data("asan.txt")));
        var answer = await TriageAsync(".", "--cluster", "--format", "text", "--format", "json=out.json", "--format", "markdown=out.md", "--format", "junit=out.xml", "--format", "sarif=out.sarif");
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "out.json")))!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(answer.Out, Does.StartWith("    3 × go-panic/index").And.Contain("4 crashes in 4 inputs, 2 groups"));
            Assert.That(json.Select(o => (string)o!["cluster"]!).Distinct().Count(), Is.EqualTo(2));
            Assert.That(File.ReadAllText(Path.Combine(_folder, "out.md")), Does.Contain("| 3 | go-panic/index |"));
            Assert.That(XDocument.Load(Path.Combine(_folder, "out.xml")).Descendants("testsuite").Select(s => (int)s.Attribute("failures")!), Is.EqualTo(new[] { 3, 1, 0 }));
            Assert.That(File.ReadAllText(Path.Combine(_folder, "out.sarif")), Does.Contain("\"cluster\""));
        });
    }

    [Test]
    public async Task Nothing_to_read_still_gives_a_sarif_report()
    {
        var answer = await TriageAsync(".", "--format", "sarif");
        Assert.That(JsonNode.Parse(answer.Out)!["runs"]![0]!["results"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_device_is_written_to_and_never_replaced()
    {
        var answer = await TriageAsync(Data("index.txt"), "--format", "json=/dev/null");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(File.ResolveLinkTarget("/dev/null", returnFinalTarget: true), Is.Null);
            Assert.That(new FileInfo("/dev/null").Length, Is.Zero);
        });
    }

    [Test]
    public async Task Ctrl_C_ends_the_wait_for_standard_input()
    {
        using var process = Command.Start(["triage", "-"]);
        // More than a pipe holds: once it is gone, the command reads.
        await process.StandardInput.BaseStream.WriteAsync(new byte[1 << 20]);
        using (var kill = Process.Start("sh", ["-c", $"kill -INT {process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(130));
    }
}
