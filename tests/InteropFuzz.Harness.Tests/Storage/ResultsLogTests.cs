using InteropFuzz.Harness.Storage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Storage;

public sealed class ResultsLogTests
{
    private string _path = "";

    [SetUp]
    public void MakeFolder() => _path = Path.Combine(TestData.TemporaryFolder(), "results.jsonl");

    [TearDown]
    public void DeleteFolder() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void A_torn_last_line_is_passed_over_and_then_cut_off()
    {
        using (var log = new ResultsLog(_path)) log.Add(Row("a", "expected"));
        var whole = File.ReadAllText(_path);
        // Cut at every byte of a second line, as a crash may.
        for (var cut = 0; cut < whole.Length; cut++)
        {
            File.WriteAllText(_path, whole + whole.Replace("\"a\"", "\"b\"", StringComparison.Ordinal)[..cut]);
            Assert.That(ResultsLog.Read(_path).Select(r => r.Case).Where(c => c != "b"), Is.EqualTo(new[] { "a" }), $"cut at {cut}");
        }
        using (var log = new ResultsLog(_path)) log.Add(Row("c", "flaky"));
        Assert.That(ResultsLog.Read(_path).Select(r => r.Case), Is.EqualTo(new[] { "a", "c" }));
    }

    [Test]
    public void Only_one_writes_and_others_read()
    {
        using var log = new ResultsLog(_path);
        log.Add(Row("a", "expected"));
        Assert.That(() => new ResultsLog(_path), Throws.InstanceOf<IOException>().With.Message.Contains("another process is writing"));
        log.Add(Row("b", "expected"));
        Assert.That(ResultsLog.Read(_path), Has.Count.EqualTo(2));
    }

    [Test]
    public void Of_two_rows_of_a_cell_the_later_counts()
    {
        using (var log = new ResultsLog(_path))
        {
            log.Add(Row("a", "flaky"));
            log.Add(Row("a", "expected"));
        }
        Assert.That(ResultsLog.Read(_path).Single().Verdict, Is.EqualTo("expected"));
    }

    [Test]
    public void A_file_that_cannot_be_written_stays_as_it_was()
    {
        var file = Path.Combine(Path.GetDirectoryName(_path)!, "old");
        AtomicFile.Write(file, "old");
        Directory.CreateDirectory($"{file}.{Environment.ProcessId}.new");
        Assert.That(() => AtomicFile.Write(file, "new"), Throws.InstanceOf<SystemException>());
        Assert.That(File.ReadAllText(file), Is.EqualTo("old"));
    }

    [Test]
    public async Task A_pipe_is_written_to_and_not_replaced()
    {
        var pipe = Path.Combine(Path.GetDirectoryName(_path)!, "pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", pipe)) await make.WaitForExitAsync();
        var read = Task.Run(() => File.ReadAllText(pipe));
        AtomicFile.Write(pipe, "new");
        Assert.That(await read, Is.EqualTo("new"));
    }

    private static ResultRow Row(string id, string verdict) => new()
    {
        Case = id,
        Class = "late-release",
        Go = "1.27.4",
        Arch = "amd64",
        Instrument = "plain",
        Runner = "local",
        Symptoms = new Dictionary<string, int> { ["clean"] = 1 },
        Expected = ["clean"],
        ExpectLine = 3,
        Verdict = verdict,
        CaseHash = "0",
    };
}
