using InteropFuzz.Harness.Checking.Grouping;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Checking;

/// <summary>One fault is one finding, whatever the instruments make of it.</summary>
public sealed class FindingGroupsTests
{
    private static readonly SourceNames s_names = new("/src/box", ["/src/box/box.c", "/src/box/box_test.go"]);

    /// <summary>Cells of one test, each with its report's symptom and functions; how many findings they make, and the symptom that stands for the first.</summary>
    private static IEnumerable<TestCaseData> Groups() => TestData.Table("checking/groups.tsv").Select(r => new TestCaseData(r[0].Split(" | "), int.Parse(r[1], System.Globalization.CultureInfo.InvariantCulture), r[2]).SetArgDisplayNames(r[3]));

    [TestCaseSource(nameof(Groups))]
    public void Reports_are_grouped(string[] reports, int findings, string first)
    {
        var groups = FindingGroups.Of(reports.Select(Seen));
        Assert.Multiple(() =>
        {
            Assert.That(groups, Has.Count.EqualTo(findings));
            Assert.That(groups.Select(g => g[0].Report.Symptom), Does.Contain(first));
        });
    }

    [Test]
    public void A_result_survives_being_written_and_read()
    {
        var seen = Seen("asan TestA asan/heap-buffer-overflow over C.over box.Over box.TestA", 0);
        var maker = new FindingMaker(s_names, (_, test) => ($"/src/box/{test}.go", 7), (cell, test) => $"run {test} in {cell}");
        CellResult cell = new() { Cell = seen.Cell, State = CellState.Ran, Tests = [seen.Result] };
        CheckRun run = new()
        {
            Info = new() { Run = "r", Started = DateTimeOffset.UnixEpoch, Root = "/src/box", Request = new() { Folder = "/src/box" }, Toolchains = new Dictionary<string, string>(), Tools = new Dictionary<string, string>(), Sandbox = "" },
            Packages = [new("example.org/box", ".", true)],
            Cells = [cell],
            Findings = maker.Make([cell]),
            IsWhole = true,
        };
        var again = CheckRun.FromJson(run.ToJson());
        Assert.Multiple(() =>
        {
            Assert.That(again.ToJson(), Is.EqualTo(run.ToJson()));
            Assert.That(again.Findings.Single().Reproduce, Is.EqualTo("run TestA in example.org/box go1.27.4/amd64/asan"));
            Assert.That(again.Findings.Single().Tests, Is.EqualTo(new[] { "TestA" }));
            Assert.That((again.Findings.Single().TestFile, again.Findings.Single().TestLine), Is.EqualTo(("TestA.go", 7)));
            Assert.That(() => CheckRun.FromJson("{}"), Throws.TypeOf<InvalidDataException>());
        });
    }

    [Test]
    public void Files_of_reports_are_named_from_the_root()
        => Assert.Multiple(() =>
        {
            Assert.That(s_names.Of("/src/box/sub/a.go"), Is.EqualTo(("sub/a.go", true)));
            Assert.That(s_names.Of("/usr/lib/go/src/x.go"), Is.EqualTo(("/usr/lib/go/src/x.go", false)));
            Assert.That(s_names.Of("./box.c"), Is.EqualTo(("box.c", true)));
            Assert.That(s_names.Of("other.c"), Is.EqualTo(("other.c", false)));
        });

    private static SeenCrash Seen(string words, int order)
    {
        var parts = words.Split(' ');
        Assert.That(Symptom.TryParse(parts[2], out _), Is.True, parts[2]);
        CheckCell cell = new("example.org/box", "1.27.4", "amd64", parts[0]);
        CrashReport report = new()
        {
            Symptom = parts[2],
            FirstLine = "",
            Parts = [.. parts.Skip(2)],
            Signature = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', parts.Skip(2)))))[..12],
            Guilty = "c",
            Severity = "high",
            SeverityReason = "",
        };
        var kind = parts[2].Split('/')[0] switch { "tsan" => FindingKind.Race, "lsan" => FindingKind.Leak, _ => FindingKind.Crash };
        return new(cell, parts[1], new() { Test = parts[1], Outcome = TestOutcome.Crashed, Worst = TestOutcome.Crashed, Bad = 1, Crash = report }, report, kind, order);
    }
}
