using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;
using static InteropFuzz.Harness.Tests.Findings.Samples;

namespace InteropFuzz.Harness.Tests.Findings;

/// <summary>What is on the disk, whatever happened to the process or to the files.</summary>
public sealed class FindingStoreTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestData.TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private FindingStore Store => new(_folder, f => $"# {f.Finding.Id}\n", TimeProvider.System);

    private static Finding Sample(string function = "parse")
    {
        var crash = Artifact([1], Overflow(function, "entry")).Crash;
        return new Finding
        {
            Id = crash.Signature.Id,
            Target = "memory",
            Symptom = crash.Symptom.Name,
            FirstLine = "",
            Parts = crash.Signature.Parts,
            Go = "1.27.0",
            Arch = "amd64",
            Instrument = "asan",
            Stage = FindingStage.Done,
            Replays = new(3, 3, new Dictionary<string, int>()),
            OutputOf = OutputOf.Replay,
            Ending = "",
            Guilty = "",
            Severity = "",
            SeverityReason = "",
        }.With(crash, Triage.Ending.Exited(77), OutputOf.Replay);
    }

    private FindingFolder Put(Finding finding)
    {
        Store.Put(finding, new() { Input = [1, 2, 3], Output = Overflow("parse", "entry"), Program = new Dictionary<string, byte[]> { ["main.go"] = Bytes("old") } });
        Store.Count(finding.Id, "memory", [1, 2, 3], seenAs: null);
        return Store.FolderOf(finding.Id);
    }

    [Test]
    public void What_was_put_is_read_again_and_the_report_is_read_by_triage_too()
    {
        var at = Put(Sample());
        var stored = Store.Find(Sample().Id)!;
        Assert.Multiple(() =>
        {
            Assert.That(stored.Finding.ToJson(), Is.EqualTo(Sample().ToJson()));
            Assert.That(File.ReadAllText(at.Report), Does.Contain("\"symptom\": \"asan/heap-buffer-overflow\"").And.Contain("\"stage\": \"done\""));
            Assert.That(stored.Crash.Symptom.Name, Is.EqualTo("asan/heap-buffer-overflow"));
            Assert.That(stored.Crash.Signature.Id, Is.EqualTo(stored.Finding.Id));
            Assert.That(Directory.GetFiles(_folder, "*.new", SearchOption.AllDirectories), Is.Empty);
        });
    }

    [Test]
    public void A_torn_line_is_passed_over_and_the_next_one_begins_where_it_did()
    {
        var at = Put(Sample());
        File.AppendAllText(at.Sightings, "{\"first\":\"2026-");
        var torn = Store.Find(Sample().Id)!.Count;
        Store.Count(Sample().Id, "memory", [1], seenAs: null);
        Assert.That((torn, Store.Find(Sample().Id)!.Count, File.ReadAllLines(at.Sightings).Length), Is.EqualTo((1L, 2L, 2)));
    }

    [Test]
    public void What_a_killed_writer_left_is_put_right_before_the_next_write()
    {
        var at = Put(Sample());
        // Killed between the two steps in which a new program takes the place of the old one, and while a new finding was written.
        Directory.Move(at.Program, at.Program + ".old");
        Directory.CreateDirectory(at.Program + ".new");
        var half = Directory.CreateDirectory(Path.Combine(_folder, ".0123456789ab.77.new"));
        File.WriteAllText(Path.Combine(half.FullName, "report.json"), "{");
        var before = Store.All(out var problems);
        Store.Count(Sample().Id, "memory", [1], seenAs: null);
        Assert.Multiple(() =>
        {
            Assert.That(before, Has.Count.EqualTo(1));
            Assert.That(problems, Is.Empty);
            Assert.That(Store.Program(Sample().Id)["main.go"], Is.EqualTo(Bytes("old")));
            Assert.That(half.Exists && Directory.Exists(half.FullName), Is.False);
        });
    }

    [Test]
    public void A_program_that_cannot_be_written_leaves_the_old_one()
    {
        Put(Sample());
        Assert.That(() => Store.Put(Sample(), new() { Program = new Dictionary<string, byte[]> { ["../../out"] = [1] } }), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("../../out"));
        Assert.Multiple(() =>
        {
            Assert.That(Store.Program(Sample().Id)["main.go"], Is.EqualTo(Bytes("old")));
            Assert.That(File.Exists(Path.Combine(_folder, "out")), Is.False);
        });
    }

    [Test]
    public void A_new_finding_that_cannot_be_written_is_not_there_at_all()
    {
        Assert.That(() => Store.Put(Sample(), new() { Input = [1], Program = new Dictionary<string, byte[]> { ["/x"] = [1] } }), Throws.InstanceOf<InvalidDataException>());
        Assert.That(Directory.GetDirectories(_folder), Is.Empty);
    }

    [Test]
    public void A_full_disk_says_so_and_leaves_what_was_there()
    {
        const string size = "256k";
        if (HostCommand.Ask("mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", _folder]) is not { Code: 0 }) Assert.Ignore("a small disk can be mounted by root only");
        try
        {
            var at = Put(Sample());
            var before = File.ReadAllText(at.Report);
            File.WriteAllBytes(Path.Combine(_folder, "others"), new byte[150 << 10]);
            var full = Assert.Catch<IOException>(() => Store.Put(Sample() with { Target = "changed" }, new() { Output = new('x', 200 << 10) }));
            Assert.That(() => Store.Put(Sample("other"), new() { Input = new byte[200 << 10] }), Throws.InstanceOf<IOException>());
            Assert.Multiple(() =>
            {
                Assert.That(full!.Message, Does.Contain("No space left on device").IgnoreCase.Or.Contain("not enough space").IgnoreCase);
                Assert.That(File.ReadAllText(at.Report), Is.EqualTo(before));
                Assert.That(File.ReadAllText(at.Output), Is.EqualTo(Overflow("parse", "entry")));
                Assert.That(Store.All(out var problems).Select(f => f.Finding.Target), Is.EqualTo(new[] { "memory" }));
                Assert.That(problems, Is.Empty);
            });
        }
        finally
        {
            HostCommand.Ask("umount", [_folder]);
        }
    }

    [Test]
    public void Files_of_others_are_left_alone_and_broken_reports_are_named()
    {
        Put(Sample());
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "mine");
        Directory.CreateDirectory(Path.Combine(_folder, "old-findings"));
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "0123456789ab")).FullName;
        var broken = Directory.CreateDirectory(Path.Combine(_folder, "ba9876543210")).FullName;
        File.WriteAllText(Path.Combine(broken, "report.json"), "{ \"id\": 7");
        var all = Store.All(out var problems);
        Assert.Multiple(() =>
        {
            Assert.That(all.Select(f => f.Finding.Id), Is.EqualTo(new[] { Sample().Id }));
            Assert.That(problems, Has.Count.EqualTo(2).And.Some.Contains(empty).And.Some.Contains(Path.Combine(broken, "report.json")));
            Assert.That(File.ReadAllText(Path.Combine(_folder, "notes.txt")), Is.EqualTo("mine"));
        });
    }

    [Test]
    public void A_broken_report_is_put_aside_when_its_finding_is_stored_again()
    {
        var at = Put(Sample());
        File.WriteAllText(at.Report, "<<<<<<< mine");
        Assert.That(() => Store.Find(Sample().Id), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(at.Report));
        Store.Put(Sample(), new());
        Assert.That((File.ReadAllText(at.Report + ".broken"), Store.Find(Sample().Id)!.Count), Is.EqualTo(("<<<<<<< mine", 1L)));
    }

    [Test]
    public void A_count_of_hundreds_takes_little_room_and_few_inputs_are_kept()
    {
        var at = Put(Sample());
        var store = Store;
        for (var i = 0; i < 600; i++) store.Count(Sample().Id, i % 2 == 0 ? "memory" : "other", BitConverter.GetBytes(i), seenAs: null);
        var stored = Store.Find(Sample().Id)!;
        Assert.Multiple(() =>
        {
            Assert.That(stored.Count, Is.EqualTo(601));
            Assert.That(stored.Sightings.GroupBy(s => s.Target).ToDictionary(g => g.Key, g => g.Sum(s => s.Count)), Is.EqualTo(new Dictionary<string, long> { ["memory"] = 301, ["other"] = 300 }));
            Assert.That(new FileInfo(at.Sightings).Length, Is.LessThan(70_000));
            Assert.That(Directory.GetFiles(at.Artifacts, "also-*"), Has.Length.EqualTo(FindingStore.MostFurther));
        });
    }

    [Test]
    public async Task Two_processes_count_without_losing_any()
    {
        Put(Sample());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var store = Store;
            for (var i = 0; i < 25; i++) store.Count(Sample().Id, "memory", [1, 2, 3], seenAs: null);
        })));
        Assert.That(Store.Find(Sample().Id)!.Count, Is.EqualTo(101));
    }

    [TestCase("../../../etc")]
    [TestCase("")]
    [TestCase("0123456789AB")]
    [TestCase("0123456789abc")]
    public void What_is_no_name_of_a_finding_is_none(string id) => Assert.That(Store.Find(id), Is.Null);
}
