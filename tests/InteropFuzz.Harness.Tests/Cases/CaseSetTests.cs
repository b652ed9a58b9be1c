using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Cases;

/// <summary>
/// data/heads: a file for each head. Lines of <c>Error: LINE: words</c> say what must be found (the words must be part of the
/// message), then <c>---</c>, then main.go. A name that ends in -ok is read as a twin.
/// </summary>
public sealed class CaseSetTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestData.TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    public static IEnumerable<TestCaseData> Heads()
        => Directory.GetFiles(Path.Combine(TestData.Folder, "heads"), "*.txt").Order(StringComparer.Ordinal)
            .Select(f => new TestCaseData(f).SetArgDisplayNames(Path.GetFileNameWithoutExtension(f)));

    [TestCaseSource(nameof(Heads))]
    public void A_head_gives_just_the_errors_that_are_in_it(string file)
    {
        var parts = File.ReadAllText(file).Split("---\n", 2);
        var wanted = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l["Error: ".Length..]).ToList();
        var twin = Path.GetFileNameWithoutExtension(file).EndsWith("-ok", StringComparison.Ordinal);
        Write(twin ? "late-release/x-ok" : "late-release/x", parts[1]);
        Directory.CreateDirectory(Path.Combine(_folder, twin ? "late-release/x" : "late-release/x-ok"));

        // The other twin is an empty folder, which is an error of its own.
        var found = CaseSet.Load(_folder).Errors.Where(e => !e.Message.StartsWith("there is no main.go", StringComparison.Ordinal)).ToList();

        Assert.That(found, Has.Count.EqualTo(wanted.Count), string.Join('\n', found));
        foreach (var (error, want) in found.Zip(wanted))
        {
            Assert.That(error.Line, Is.EqualTo(int.Parse(want.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture)), error.ToString());
            Assert.That(error.Message, Does.Contain(want[(want.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
        }
    }

    [Test]
    public void The_most_specific_expectation_wins()
    {
        Write("late-release/x", File.ReadAllText(Path.Combine(TestData.Folder, "heads", "fine.txt")).Split("---\n", 2)[1]);
        Write("late-release/x-ok", File.ReadAllText(Path.Combine(TestData.Folder, "heads", "fine-ok.txt")).Split("---\n", 2)[1]);
        var c = CaseSet.Load(_folder).Cases.Single(c => !c.IsTwin);
        string Expected(int minor, string instrument)
            => string.Join('|', c.ExpectationFor(new Cell(new GoVersion(minor), Arch.Amd64, InstrumentCatalog.Find(instrument)!)).Symptoms);
        Assert.Multiple(() =>
        {
            Assert.That(Expected(24, "plain"), Is.EqualTo("silent|go-fatal/unexpected-fault-address"));
            Assert.That(Expected(24, "asan"), Is.EqualTo("asan/use-after-poison"));
            Assert.That(Expected(19, "asan"), Is.EqualTo("clean"));
            Assert.That(Expected(24, "vet"), Is.EqualTo("clean"), "a static instrument is clean unless a line names it");
        });
    }

    [Test]
    public void A_case_without_its_twin_is_an_error()
    {
        Write("late-release/x", File.ReadAllText(Path.Combine(TestData.Folder, "heads", "fine.txt")).Split("---\n", 2)[1]);
        Assert.That(CaseSet.Load(_folder).Errors.Single().ToString(), Does.StartWith("late-release/x/main.go:1:").And.Contain("twin"));
    }

    [TestCase("unknown", 0)]
    [TestCase("go", 1)]
    public void Only_a_control_needs_no_twin(string guilty, int errors)
    {
        Write("late-release/x", $"// Title: something said to be a fault\n// Class: late-release\n// Guilty: {guilty}\n// Expect: clean\n//\n// Words.\npackage main\n\nfunc main() {{\n}}\n");
        var set = CaseSet.Load(_folder);
        Assert.That(set.Errors, Has.Count.EqualTo(errors));
        Assert.That(set.Cases.Single().IsControl, Is.EqualTo(errors == 0));
    }

    [Test]
    public void A_case_that_tampers_with_the_runtime_is_built_apart_has_no_twin_and_is_for_amd64()
    {
        var head = File.ReadAllText(Path.Combine(TestData.Folder, "heads", "fine.txt")).Split("---\n", 2)[1];
        Write("late-release/x", head.Replace("// Repeat: 20\n", "// Repeat: 20\n// Tampers: g.sched.pc\n", StringComparison.Ordinal));

        var set = CaseSet.Load(_folder);

        Assert.That(set.Errors, Is.Empty, string.Join('\n', set.Errors));
        var c = set.Cases.Single();
        Assert.Multiple(() =>
        {
            Assert.That(c.Tampers, Is.EqualTo("g.sched.pc"));
            Assert.That(c.BuildApart);
            Assert.That(c.WhyNot(new GoVersion(27), Arch.Amd64), Is.Null);
            Assert.That(c.WhyNot(new GoVersion(27), Arch.Arm64), Does.Contain("amd64"));
        });
    }

    [Test]
    public void The_projects_own_cases_have_no_error_and_cover_every_class()
    {
        var set = CaseSet.Load(Path.Combine(TestData.Root, "cases"));
        Assert.Multiple(() =>
        {
            Assert.That(set.Errors, Is.Empty, string.Join('\n', set.Errors));
            Assert.That(set.Cases.Count(c => c.IsTwin), Is.AtLeast(150), "faulty cases with their twins");
            foreach (var faultClass in Triage.FaultClasses.All)
                Assert.That(set.Cases.Count(c => c.IsFaulty && c.Class == faultClass), Is.AtLeast(8), Triage.FaultClasses.Name(faultClass));
        });
    }

    private void Write(string id, string text)
    {
        File.WriteAllText(Path.Combine(_folder, "go.mod"), "module interopfuzz/cases\n\ngo 1.19\n");
        Directory.CreateDirectory(Path.Combine(_folder, id));
        File.WriteAllText(Path.Combine(_folder, id, "main.go"), text);
    }
}
