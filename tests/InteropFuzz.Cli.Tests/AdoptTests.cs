using InteropFuzz.Cli.Adoption;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>interopfuzz adopt</c>: what comes out must be a case that loads.</summary>
public sealed class AdoptTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        File.WriteAllText(Path.Combine(_folder, "go.mod"), $"module {CaseSet.Module}\n\ngo 1.19\n");
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "data", "triage", name);

    private Task<Answer> AdoptAsync(params string[] arguments) => Command.RunAsync(["adopt", .. arguments, "--cases", _folder]);

    private Case Loaded(string id)
    {
        var set = CaseSet.Load(_folder);
        Assert.That(set.Errors, Is.Empty, string.Join('\n', set.Errors));
        return set.Cases.Single(c => c.Id == id);
    }

    [Test]
    public async Task A_report_becomes_a_case_with_its_expectation_its_twin_and_the_report_beside()
    {
        var answer = await AdoptAsync(Data("asan.txt"), "--as", "cases/c-heap-ownership/read-late", "--see", "https://example.org/1");
        Assert.That(answer.Code, Is.Zero, answer.All);
        var adopted = Loaded("c-heap-ownership/read-late");
        Assert.Multiple(() =>
        {
            Assert.That(adopted.Expectations.Select(e => $"{string.Join(',', e.Selectors.Select(s => s.Text))}: {string.Join('|', e.Symptoms)}"), Is.EqualTo(new[] { ": clean", "asan: asan/heap-use-after-free" }));
            Assert.That(adopted.See, Is.EqualTo(new[] { "https://example.org/1" }));
            Assert.That(adopted.Main.Text, Does.Contain("ERROR: AddressSanitizer: heap-use-after-free").And.Contain("FILL IN"));
            Assert.That(Loaded("c-heap-ownership/read-late-ok").IsTwin);
            Assert.That(File.ReadAllText(Path.Combine(_folder, "reports/c-heap-ownership/read-late.txt")), Does.StartWith("Symptom: asan/heap-use-after-free\nEnding: unknown\n").And.EndWith(File.ReadAllText(Data("asan.txt"))));
            Assert.That(answer.Out, Does.Contain("interopfuzz run --filter 'c-heap-ownership/read-late*' --update"));
        });
    }

    [Test]
    public async Task A_report_that_brings_its_program_becomes_a_whole_case_that_is_as_expected()
    {
        await AdoptAsync(Data("issue.md"), "--as", "forged-view/second-call", "--title", "An index past the end");
        var adopted = Loaded("forged-view/second-call");
        Assert.Multiple(() =>
        {
            Assert.That(adopted.Title, Is.EqualTo("An index past the end"));
            Assert.That(adopted.Main.Text, Does.Contain("println(a[len(os.Args)+4])").And.Contain("// Shows the bug.\npackage main\n"));
        });
        var artifacts = Path.Combine(_folder, "artifacts");
        var run = await Command.RunAsync(["run", .. Command.Native, "--cases", _folder, "--artifacts", artifacts, "--go", "1.27", "--instrument", "plain"]);
        Assert.That(run.Out, Does.Contain("2 cells: 2 expected"), run.All);
    }

    [Test]
    public async Task A_program_of_several_files_is_taken_over_whole_and_keeps_its_build_constraint()
    {
        var program = Directory.CreateDirectory(Path.Combine(_folder, ".program")).FullName;
        File.WriteAllText(Path.Combine(program, "crash.go"), "//go:build linux\n\n/* Two\nlines. */\npackage main // here\n\nfunc main() { f() }\n");
        File.WriteAllText(Path.Combine(program, "f.go"), "package main\n\nfunc f() {}\n");
        File.WriteAllText(Path.Combine(program, "f_test.go"), "package main\n");
        File.WriteAllBytes(Path.Combine(program, "prog"), [0x7f, 0x45]);
        var answer = await AdoptAsync(Data("index.txt"), "--as", "forged-view/two", "--program", program);
        Assert.That(answer.Code, Is.Zero, answer.All);
        var adopted = Loaded("forged-view/two");
        Assert.Multiple(() =>
        {
            Assert.That(adopted.Files.Select(f => f.Name), Is.EqualTo(new[] { "f.go", "main.go" }));
            Assert.That(adopted.Main.Text, Does.StartWith("//go:build linux\n\n// Title: ").And.Contain("// Two\n// lines.\npackage main\n\nfunc main() { f() }\n"));
        });
    }

    [Test]
    public async Task Nothing_is_overwritten()
    {
        await AdoptAsync(Data("index.txt"), "--as", "forged-view/once");
        var main = Path.Combine(_folder, "forged-view/once/main.go");
        File.WriteAllText(main, "mine");
        Directory.Delete(Path.Combine(_folder, "forged-view/once-ok"), recursive: true);
        var again = await AdoptAsync(Data("index.txt"), "--as", "forged-view/once");
        Assert.Multiple(() =>
        {
            Assert.That(again.Code, Is.EqualTo(2));
            Assert.That(again.Error, Does.Contain("already there"));
            Assert.That(File.ReadAllText(main), Is.EqualTo("mine"));
            Assert.That(Directory.Exists(Path.Combine(_folder, "forged-view/once-ok")), Is.False, "all or nothing");
        });
    }

    [TestCase("index.txt", "late-releases/x", "'late-releases' is not a fault class; there are hidden-reference")]
    [TestCase("index.txt", "late-release/X", "is no name for a case")]
    [TestCase("index.txt", "late-release/../x", "--as takes CLASS/NAME")]
    [TestCase("index.txt", "late-release/x-ok", "is the name of a twin")]
    [TestCase("clean.txt", "late-release/x", "there is no crash in")]
    [TestCase("nothing.txt", "late-release/x", "there is no file")]
    public async Task What_cannot_become_a_case_is_refused_with_the_way_out(string report, string id, string words)
    {
        var answer = await AdoptAsync(Data(report), "--as", id);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2));
            Assert.That(answer.Error, Does.Contain(words));
            Assert.That(Directory.GetDirectories(_folder), Is.Empty);
        });
    }

    [Test]
    public void Every_symptom_gives_a_case_that_loads_whatever_its_report_says()
    {
        const string Evil = "x\u001b[2J\u2028package main\r*/\n// Expect: clean\npackage main\n\nimport \"os\"";
        foreach (var info in SymptomCatalog.All.Where(i => i.Symptom != Symptom.Clean && i.Symptom.Family != "build"))
        {
            var crash = new Crash
            {
                Symptom = info.Symptom,
                Findings = [],
                FirstLine = Evil,
                Stacks = [new(Triage.Stacks.StackKind.Crash, Evil, 1, [new(Triage.Stacks.FrameSide.C, Evil, Evil, 1)])],
            };
            NewFiles.Write(new CaseSkeleton(FaultClass.LateRelease, info.Symptom.Name.ToLowerInvariant().Replace('/', '-'), crash).Files([], Evil).ToDictionary(f => Path.Combine(_folder, f.Key), f => f.Value));
        }
        var set = CaseSet.Load(_folder);
        Assert.Multiple(() =>
        {
            Assert.That(set.Errors, Is.Empty, string.Join('\n', set.Errors));
            Assert.That(set.Cases.SelectMany(c => c.Main.Text.Split('\n')), Has.None.StartsWith("import \"os\""));
            Assert.That(set.Cases.SelectMany(c => c.Main.Text).Where(c => char.IsControl(c) && c is not ('\n' or '\t')), Is.Empty);
        });
    }
}
