using System.Text.Json.Nodes;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>check</c> with its baseline, its suppressions and its reports, on a module of its own.</summary>
public class CheckBaselineTests
{
    private const string Broken = "package box\n\nimport \"testing\"\n\nfunc TestTwice(t *testing.T) {\n\tif Twice(2) != 4 {\n\t\tt.Fatal(\"no\")\n\t}\n}\n\nfunc TestIndex(t *testing.T) {\n\ts := make([]int, 1)\n\t_ = s[Twice(LENGTH)]\n}\n";

    private string _folder = "";

    [SetUp]
    public void MakeModule()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-check-").FullName;
        Write("go.mod", "module example.org/box\n\ngo 1.19\n");
        Write("box.go", "package box\n\n// static int twice(int x) { return 2 * x; }\nimport \"C\"\n\nfunc Twice(x int) int { return int(C.twice(C.int(x))) }\n");
        Write("box_test.go", Broken.Replace("LENGTH", "3", StringComparison.Ordinal));
        Write("interopfuzz.yaml", "instruments: [plain]\noutputs:\n  junit: out/r.xml\n  markdown: out/r.md\n");
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_fault_is_new_then_known_then_fixed()
    {
        var first = await CheckAsync("--json", "out/r.json", "--sarif", "out/r.sarif", "--html", "out/r.html", "--github");
        Assert.Multiple(() =>
        {
            Assert.That(first.Code, Is.EqualTo(1), first.All);
            Assert.That(first.Out, Does.Contain("1 new finding").And.Contain("::error file=box_test.go,line=13,title=go-panic/index::"));
            Assert.That(first.Out, Does.StartWith("::stop-commands::interopfuzz-"));
            Assert.That(Directory.GetFiles(Path.Combine(_folder, "out")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "r.json", "r.sarif", "r.html", "r.xml", "r.md" }), "those of the file and those of the command line");
        });
        var place = JsonNode.Parse(Read("out/r.sarif"))!["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!;
        Assert.That((string)place["artifactLocation"]!["uri"]!, Is.EqualTo("box_test.go"));

        var update = await CheckAsync("--update-baseline");
        Assert.That(update.Code, Is.Zero, update.All);
        var baseline = Read("interopfuzz-baseline.json");
        Assert.That(baseline, Does.Contain("go-panic/index"));

        var known = await CheckAsync("--update-baseline");
        Assert.That(known.Code, Is.Zero, known.All);
        Assert.That(known.Out, Does.Contain("1 known"));
        Assert.That(Read("interopfuzz-baseline.json"), Is.EqualTo(baseline), "nothing changed, and so the file does not");

        Write("box_test.go", Broken.Replace("LENGTH", "0", StringComparison.Ordinal));
        var mended = await CheckAsync("--update-baseline");
        Assert.That(mended.Code, Is.Zero, mended.All);
        Assert.That(mended.Out, Does.Contain("1 fixed"));
        Assert.That((JsonNode.Parse(Read("interopfuzz-baseline.json"))!["findings"]!).AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_suppression_counts_until_it_expires()
    {
        Write("suppressions.yaml", "suppressions:\n- test: TestIndex\n  reason: for this test\n  expires: 2999-12-31\n");
        var suppressed = await CheckAsync();
        Write("suppressions.yaml", "suppressions:\n- test: TestIndex\n  reason: for this test\n  expires: 2020-12-31\n");
        var expired = await CheckAsync();
        Assert.Multiple(() =>
        {
            Assert.That(suppressed.Code, Is.Zero, suppressed.All);
            Assert.That(suppressed.Out, Does.Contain("1 suppressed"));
            Assert.That(expired.Code, Is.EqualTo(1), expired.All);
            Assert.That(expired.Out, Does.Contain("expired on 2020-12-31"));
        });
    }

    [Test]
    public async Task A_wrong_file_stops_the_check_before_anything_runs()
    {
        Write("interopfuzz-baseline.json", "{\n");
        var answer = await CheckAsync("--update-baseline");
        Assert.That(answer.Code, Is.EqualTo(2));
        Assert.That(answer.Error, Does.StartWith("interopfuzz-baseline.json:2: "));
        Assert.That(Read("interopfuzz-baseline.json"), Is.EqualTo("{\n"));
    }

    private Task<Answer> CheckAsync(params string[] options)
        => Command.RunAsync(["check", "--artifacts", Path.Combine(_folder, ".artifacts"), .. options], folder: _folder);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
