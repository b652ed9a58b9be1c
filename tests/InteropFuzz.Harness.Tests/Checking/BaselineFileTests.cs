using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Baselines;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Checking;

public class BaselineFileTests
{
    private static readonly BaselineEntry s_entry = BaselineEntry.Of(CheckSamples.UseAfterFree, new(2026, 11, 21));

    [Test]
    public void The_order_of_the_file_does_not_depend_on_the_run()
    {
        BaselineEntry[] entries = [s_entry, s_entry with { Signature = "000000000001" }, s_entry with { Signature = "000000000002", Symptom = "asan/bad-free" }];
        Assert.That(BaselineFile.ToJson(Baseline.Of(entries)), Is.EqualTo(BaselineFile.ToJson(Baseline.Of(entries.Reverse()))));
        Assert.That(Baseline.Of(entries).Findings.Select(f => f.Signature), Is.EqualTo(new[] { "000000000002", "000000000001", "0a1b2c3d4e5f" }));
    }

    [Test]
    public void An_entry_names_no_line_and_no_patch_release()
    {
        var json = BaselineFile.ToJson(Baseline.Of([s_entry]));
        Assert.That(json, Does.Contain("lib/box.c (copy_out)").And.Contain("go1.27/amd64/asan").And.Not.Contain("1.27.4").And.Not.Contain(":31"));
    }

    [Test]
    public void Writing_and_reading_gives_the_same_and_leaves_nothing_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("interopfuzz-baseline-").FullName;
        try
        {
            var path = Path.Combine(folder, "ci", BaselineFile.Name);
            Assert.That(BaselineFile.Read(path).Findings, Is.Empty, "none yet");
            BaselineFile.Write(path, Baseline.Of([s_entry]));
            Assert.That(BaselineFile.ToJson(BaselineFile.Read(path)), Is.EqualTo(BaselineFile.ToJson(Baseline.Of([s_entry]))));
            Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!), Has.Length.EqualTo(1));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase("", "b.json:1: this is not a baseline")]
    [TestCase("null", "b.json:1: this is not a baseline")]
    [TestCase("{\n \"version\": 1,\n \"findings\": [}\n", "b.json:3: this is not a baseline")]
    [TestCase("{\n \"version\": 1,\n \"findngs\": []\n}", "findngs")]
    [TestCase("{\n \"version\": 2,\n \"findings\": []\n}", "b.json:2: version 2 is not one that this InteropFuzz reads")]
    [TestCase("{\n \"version\": 1,\n<<<<<<< HEAD\n \"findings\": []\n}", "b.json:3: a merge conflict was left here")]
    public void A_wrong_file_is_told_with_its_line(string text, string error)
    {
        var e = Assert.Throws<FileErrorsException>(() => BaselineFile.Parse(text, "b.json"))!;
        Assert.That(e.Errors.Single(), Does.Contain(error));
    }

    [Test]
    public void A_wrong_or_repeated_signature_is_told_with_its_line()
    {
        var json = BaselineFile.ToJson(Baseline.Of([s_entry]));
        var wrong = Assert.Throws<FileErrorsException>(() => BaselineFile.Parse(json.Replace("0a1b2c3d4e5f", "xyz", StringComparison.Ordinal), "b.json"))!;
        Assert.That(wrong.Errors.Single(), Is.EqualTo("b.json:5: 'xyz' is not a signature of twelve hexadecimal digits"));
        var twice = Assert.Throws<FileErrorsException>(() => BaselineFile.Parse(BaselineFile.ToJson(Baseline.Of([s_entry, s_entry])), "b.json"))!;
        Assert.That(twice.Errors.Single(), Does.Contain("is here twice"));
    }
}
