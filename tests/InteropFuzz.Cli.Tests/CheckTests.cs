using System.Diagnostics;
using InteropFuzz.Harness.Checking.Model;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>check</c> as a user meets it, on small modules of their own (data/check-packages), built and run for real.</summary>
public sealed class CheckTests
{
    private const string Go = "1.24";

    private string _folder = "";

    [SetUp]
    public void CopyPackages()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        Copy(Path.Combine(AppContext.BaseDirectory, "data", "check-packages"), _folder);
    }

    [TearDown]
    public void DeletePackages() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Each_fault_is_one_finding_and_hides_no_test_behind_it()
    {
        var answer = await CheckAsync("mixed", "--go", Go, "--instrument", "plain,asan");
        var run = Result();
        var plain = run.Cells.Single(c => c.Cell.Instrument == "plain").Tests.ToDictionary(t => t.Test);
        var signal = run.Findings.Single(f => f.Tests.Contains("TestGroup/dies_in_C"));
        var overrun = run.Findings.Single(f => f.Tests.Contains("TestOver"));
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1), answer.All);
            Assert.That(run.Findings.Select(f => f.Kind), Is.EquivalentTo(new[] { FindingKind.Crash, FindingKind.Crash, FindingKind.Crash, FindingKind.Failure }), answer.All);
            Assert.That(signal.Cells.Select(c => c.Instrument), Is.EquivalentTo(new[] { "plain", "asan" }));
            Assert.That(signal.Symptom, Is.EqualTo("asan/SEGV"));
            Assert.That((signal.File, signal.Line), Is.EqualTo(("mixed.go", 8)));
            Assert.That(signal.Best!.Stack.Where(f => f.IsOwn).Select(f => f.Function), Is.EqualTo(new[] { "read_null", "example.org/mixed.Null", "example.org/mixed.TestGroup.func2" }));
            Assert.That(overrun.Symptom, Is.EqualTo("asan/heap-buffer-overflow"));
            Assert.That(overrun.Classes[0].Class, Is.EqualTo("spatial-overrun"));
            Assert.That(overrun.Reproduce, Does.Contain("go test -c -vet=off -o ").And.Contain(" -asan ").And.Contain("'-test.run=^(TestOver)$'"));
            Assert.That(plain["TestGroup/last"].Outcome, Is.EqualTo(TestOutcome.Passed));
            Assert.That(plain["TestLast"].Outcome, Is.EqualTo(TestOutcome.Passed));
            Assert.That(plain["TestReadsAndWrites"].Outcome, Is.EqualTo(TestOutcome.Passed), plain["TestReadsAndWrites"].Output);
            Assert.That(plain["TestSkips"].Outcome, Is.EqualTo(TestOutcome.Skipped));
            Assert.That(plain["FuzzAdd/seed#0"].Outcome, Is.EqualTo(TestOutcome.Passed));
            Assert.That(File.Exists(Path.Combine(_folder, "mixed", "written-by-test.txt")), Is.False, "tests write into a copy");
            Assert.That(answer.Out, Does.Contain("4 new findings").And.Not.Contain("\u001b"));
        });
    }

    [Test]
    public async Task What_is_known_does_not_fail_and_nothing_is_built_twice()
    {
        string[] how = ["--go", Go, "--instrument", "plain,gcstress", "--update-baseline", "--", "-run", "TestGroup|TestAdd"];
        var first = await CheckAsync("mixed", how);
        var again = await CheckAsync("mixed", [.. how.Where(w => w != "--update-baseline")]);
        var run = Result();
        File.WriteAllText(Path.Combine(_folder, "mixed", "mixed.go"), File.ReadAllText(Path.Combine(_folder, "mixed", "mixed.go")).Replace("{ return *p; }", "{ return p != 0; }", StringComparison.Ordinal));
        var mended = await CheckAsync("mixed", [.. how.Where(w => w != "--update-baseline")]);
        Assert.Multiple(() =>
        {
            Assert.That(first.Code, Is.Zero, first.All);
            Assert.That(again.Code, Is.Zero, again.All);
            Assert.That(again.Out, Does.Contain("Nothing new, 1 known"));
            Assert.That((run.Info.Built, run.Info.Kept), Is.EqualTo((0, 1)));
            Assert.That(mended.Code, Is.Zero, mended.All);
            Assert.That(mended.Out, Does.Contain("Nothing new, 1 fixed"));
            Assert.That(Result().Info.Built, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Before_tests_could_be_skipped_by_name_those_behind_a_crash_run_too()
    {
        await CheckAsync("mixed", "--go", "1.19", "--instrument", "plain");
        var run = Result();
        var tests = run.Tests.ToDictionary(t => t.Test.Test, t => t.Test);
        Assert.Multiple(() =>
        {
            Assert.That(tests["TestGroup/dies_in_C"].Outcome, Is.EqualTo(TestOutcome.Crashed));
            Assert.That(tests["TestGroup"].Reason, Does.Contain("before Go 1.20"));
            Assert.That(tests["TestLast"].Outcome, Is.EqualTo(TestOutcome.Passed));
            Assert.That(run.Findings.SelectMany(f => f.Best?.Stack ?? []).Select(f => f.Function), Does.Contain("read_null"), "gdb shows the C frames");
        });
    }

    [Test]
    public async Task Tests_that_do_not_behave_end_and_say_why()
    {
        var answer = await CheckAsync("wild", "--go", Go, "--instrument", "plain", "--timeout", "20", "--count", "2", "--", "-skip", "TestManyFiles|TestLoud");
        var tests = Result().Tests.ToDictionary(t => t.Test.Test, t => t.Test);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1), answer.All);
            Assert.That(tests["TestDaemon"].Outcome, Is.EqualTo(TestOutcome.Passed));
            Assert.That(tests["TestEveryOther"].Outcome, Is.EqualTo(TestOutcome.Flaky));
            Assert.That((tests["TestEveryOther"].Bad, tests["TestEveryOther"].Times), Is.EqualTo((1, 2)));
            Assert.That(tests["TestHangs"].Outcome, Is.EqualTo(TestOutcome.Hung));
            Assert.That(tests["TestHangs"].Output, Does.Contain("wild.TestHangs"), "its goroutines");
            Assert.That(tests["TestNetwork"].Reason, Does.Contain("--network"));
            Assert.That(tests["TestTerminal"].Reason, Does.Contain("terminal"));
            Assert.That(tests["TestLargeFile"].Reason, Does.Contain("512 MiB"));
            Assert.That(tests["TestLast"].Outcome, Is.EqualTo(TestOutcome.Passed));
        });
    }

    [Test]
    public async Task A_leak_is_found_with_its_test_and_a_race_with_its_own()
    {
        await CheckAsync("leak", "--go", "1.27", "--instrument", "asan");
        var leaks = Result();
        await CheckAsync("mixed", "--go", Go, "--instrument", "race", "--", "-run", "TestRace|TestAdd");
        var races = Result();
        Assert.Multiple(() =>
        {
            Assert.That(leaks.Findings.Single().Kind, Is.EqualTo(FindingKind.Leak));
            Assert.That(leaks.Findings.Single().Tests, Is.EqualTo(new[] { "TestLeaks" }));
            Assert.That(leaks.Findings.Single().TestFile, Is.EqualTo("leak_test.go"));
            Assert.That(File.ReadLines(Path.Combine(_folder, "leak", "leak_test.go")).ElementAt(leaks.Findings.Single().TestLine - 1), Does.StartWith("func TestLeaks("));
            Assert.That(leaks.Tests.Where(t => t.Test.Outcome == TestOutcome.Passed).Select(t => t.Test.Test), Is.EquivalentTo(new[] { "TestOne", "TestTwo", "TestFour" }));
            Assert.That(races.Findings.Single().Kind, Is.EqualTo(FindingKind.Race));
            Assert.That(races.Findings.Single().Tests, Is.EqualTo(new[] { "TestRace" }));
        });
    }

    [Test]
    public async Task What_does_not_build_on_one_release_is_a_cell()
    {
        var answer = await CheckAsync("broken", "--go", "1.19,1.24", "--instrument", "plain");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(4), answer.All);
            Assert.That(answer.Out, Does.Contain("does not build example.org/broken: go1.19").And.Contain("undefined: min").And.Contain("1 passed"));
        });
    }

    [Test]
    public async Task A_folder_may_have_any_name()
    {
        var answer = await CheckAsync("größe und maß", "--go", Go, "--instrument", "plain");
        var run = Result();
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1), answer.All);
            Assert.That(run.Findings.Single().Tests, Is.EqualTo(new[] { "TestDies/ein_Maß/zwei_Größen" }));
            Assert.That(run.Tests.Single(t => t.Test.Test == "TestDies/danach").Test.Outcome, Is.EqualTo(TestOutcome.Passed));
            Assert.That(run.Findings.Single().File, Is.EqualTo("paths.go"));
        });
    }

    [Test]
    public async Task Vet_reads_what_has_no_tests_and_who_imports_cgo_is_checked()
    {
        var answer = await CheckAsync("vetted", "--go", Go, "--instrument", "vet,plain");
        var run = Result();
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1), answer.All);
            Assert.That(run.Findings.Single().Symptom, Is.EqualTo("vet/unsafeptr"));
            Assert.That((run.Findings.Single().File, run.Findings.Single().Line), Is.EqualTo(("vetted.go", 12)));
            Assert.That(run.Packages.Select(p => (p.Path, p.UsesCgo, p.Reason is null)), Is.EqualTo(new[] { ("example.org/vetted", true, false), ("example.org/vetted/user", false, true) }));
        });
    }

    [TestCase("none", "uses cgo")]
    [TestCase("mixed/testdata", "no Go files in ")]
    [TestCase("mixed", "no folder './nowhere'", "./nowhere")]
    [TestCase("mixed", "no folder 'nowhere'", "nowhere")]
    [TestCase("mixed", "use --instrument race", "--", "-race")]
    [TestCase("mixed", "unknown instrument 'nothing'", "--instrument", "nothing")]
    public async Task Where_there_is_nothing_to_check_it_says_so(string package, string words, params string[] more)
    {
        var answer = await CheckAsync(package, ["--go", Go, .. more]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2), answer.All);
            Assert.That(answer.Error, Does.Contain(words).And.Not.Contain("   at InteropFuzz"));
        });
    }

    [Test]
    public async Task Workspaces_vendored_and_GOPATH_trees_are_found()
    {
        File.WriteAllText(Path.Combine(_folder, "go.work"), "go 1.19\n\nuse (\n\t./leak // with cgo\n\t./none\n)\nuse ./vetted\n");
        var workspace = await CheckAsync(".", "--go", Go, "--instrument", "plain", "--list");
        File.Delete(Path.Combine(_folder, "go.work"));

        var vendored = Directory.CreateDirectory(Path.Combine(_folder, "vendored")).FullName;
        File.WriteAllText(Path.Combine(vendored, "go.mod"), "module example.org/vendored\n\ngo 1.19\n\nrequire example.org/leak v1.0.0\n");
        File.WriteAllText(Path.Combine(vendored, "a.go"), "package vendored\n\nimport \"example.org/leak\"\n\n// A keeps.\nfunc A() { leak.Keep() }\n");
        File.WriteAllText(Path.Combine(vendored, "a_test.go"), "package vendored\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) { A() }\n");
        Copy(Path.Combine(_folder, "leak"), Path.Combine(vendored, "vendor", "example.org", "leak"));
        File.WriteAllText(Path.Combine(vendored, "vendor", "modules.txt"), "# example.org/leak v1.0.0\n## explicit; go 1.19\nexample.org/leak\n");
        var vendor = await CheckAsync("vendored", "--go", Go, "--instrument", "plain", "--list");

        var tree = Path.Combine(_folder, "tree", "src", "example.org");
        Copy(Path.Combine(_folder, "leak"), Path.Combine(tree, "leak"));
        File.Delete(Path.Combine(tree, "leak", "go.mod"));
        var gopath = await CheckAsync(Path.GetRelativePath(_folder, Path.Combine(tree, "leak")), "--go", Go, "--instrument", "plain");
        Assert.Multiple(() =>
        {
            Assert.That(Cells(workspace), Is.EqualTo(new[] { "example.org/leak", "example.org/vetted/user" }), workspace.All);
            Assert.That(Cells(vendor), Is.EqualTo(new[] { "example.org/vendored" }), vendor.All);
            Assert.That(gopath.Code, Is.Zero, gopath.All);
            Assert.That(gopath.Out, Does.Contain("4 passed"));
        });

        static IEnumerable<string> Cells(Answer answer) => answer.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]);
    }

    [Test]
    public async Task Ctrl_C_keeps_what_was_finished_and_resume_goes_on()
    {
        // vet is through long before the test that hangs.
        using var process = Command.Start(Arguments(["--go", Go, "--instrument", "vet,plain", "--timeout", "300", "--", "-run", "TestHangs"]), Path.Combine(_folder, "wild"));
        var said = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var lines = "";
        while (!process.HasExited && lines.Length == 0)
        {
            await Task.Delay(100);
            if (Directory.Exists(Checks)) lines = string.Concat(Directory.GetFiles(Checks, "results.jsonl", SearchOption.AllDirectories).Select(ReadShared));
        }
        Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
        await process.WaitForExitAsync();
        var words = await said + await error;
        var kept = Result();
        var tests = Path.Combine(_folder, "wild", "wild_test.go");
        File.WriteAllText(tests, File.ReadAllText(tests).Replace("{ select {} }", "{}", StringComparison.Ordinal));
        var resumed = await CheckAsync("wild", "--resume", "last");
        Assert.Multiple(() =>
        {
            Assert.That(process.ExitCode, Is.EqualTo(130), words);
            Assert.That(words, Does.Contain("interrupted: 1 of 2 cells are kept; go on with: interopfuzz check --resume"));
            Assert.That(kept.Cells.Single().Cell.Instrument, Is.EqualTo("vet"));
            Assert.That(kept.IsWhole, Is.False);
            Assert.That(resumed.Code, Is.Zero, resumed.All);
            Assert.That(Result().IsWhole, Is.True);
            Assert.That(Result().Tests.Single().Test.Outcome, Is.EqualTo(TestOutcome.Passed), "with the sources as they are now");
        });

        static string ReadShared(string file)
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    private string Artifacts => Path.Combine(_folder, "artifacts");

    private string Checks => Path.Combine(Artifacts, "checks");

    private Task<Answer> CheckAsync(string package, params string[] more) => Command.RunAsync(Arguments(more), folder: Path.Combine(_folder, package));

    private IEnumerable<string> Arguments(IEnumerable<string> more) => ["check", "--artifacts", Artifacts, .. more];

    /// <summary>That of the latest check.</summary>
    private CheckRun Result() => CheckRun.FromJson(File.ReadAllText(Path.Combine(Directory.GetDirectories(Checks).Max(StringComparer.Ordinal)!, "check.json")));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
