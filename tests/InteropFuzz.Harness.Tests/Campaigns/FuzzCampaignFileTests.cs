using InteropFuzz.Harness.Campaigns;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Campaigns;

/// <summary>campaign.yaml: data/campaigns has files that are right, and wrong ones with their errors in comments at the head.</summary>
public sealed class FuzzCampaignFileTests
{
    private static readonly string s_folder = Path.Combine(TestData.Folder, "campaigns");

    private static IEnumerable<string> Files(string kind) => Directory.GetFiles(Path.Combine(s_folder, kind), "*.yaml").Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f)!);

    private static IEnumerable<string> Good() => Files("good");

    private static IEnumerable<string> Bad() => Files("bad");

    [TestCaseSource(nameof(Bad))]
    public void What_is_wrong_is_named_with_its_line(string file)
    {
        const string mark = "# error ";
        var path = Path.Combine(s_folder, "bad", file);
        var expected = File.ReadLines(path).Where(l => l.StartsWith(mark, StringComparison.Ordinal)).Select(l => file + l[mark.Length..]).ToList();
        var errors = Assert.Throws<FuzzCampaignException>(() => FuzzCampaignFile.Read(path))!.Errors;
        Assert.That(errors, Has.Count.EqualTo(expected.Count), string.Join('\n', errors));
        for (var i = 0; i < expected.Count; i++) Assert.That(errors[i], Does.StartWith(expected[i]));
    }

    /// <summary>The copy in the campaign's folder is read by 'resume'.</summary>
    [TestCaseSource(nameof(Good))]
    public void A_campaign_is_the_same_when_it_was_written_and_read_elsewhere(string file)
    {
        var campaign = FuzzCampaignFile.Read(Path.Combine(s_folder, "good", file));
        var written = FuzzCampaignFile.Write(campaign);
        Assert.That(FuzzCampaignFile.Write(FuzzCampaignFile.Parse(written, "copy.yaml", "/elsewhere")), Is.EqualTo(written));
    }

    [Test]
    public void Every_key_says_what_it_says()
    {
        var c = FuzzCampaignFile.Read(Path.Combine(s_folder, "good", "everything.yaml"));
        Assert.Multiple(() =>
        {
            Assert.That(c.Targets.Select(t => t.Kind), Is.EqualTo(new[] { FuzzTargetKind.Shim, FuzzTargetKind.Shim, FuzzTargetKind.Package, FuzzTargetKind.Header }));
            Assert.That(c.Targets[1], Has.Property("Illegal").EqualTo("bad-double-free").And.Property("Place").EqualTo("everything.yaml:4"));
            Assert.That(c.Targets[2].Package, Is.EqualTo(Path.Combine(s_folder, "good", "parser")), "a path is relative to the file");
            Assert.That(c.Targets[2].Library, Does.Contain("command: make -j lib"));
            Assert.That(c.Targets[3].Header, Is.EqualTo("zstd.h"), "a name that is no file here is looked up later");
            Assert.That(c.Targets[3].Dictionary, Does.EndWith("words.dict"), "its own goes before the campaign's");
            Assert.That(c.Targets[0].Dictionary, Does.EndWith("all.dict"));
            Assert.That(c.Time, Is.EqualTo(TimeSpan.FromMinutes(90)));
            Assert.That((c.Executions, c.Jobs, c.LongestInput), Is.EqualTo((2_000_000, 3, 65536)));
            Assert.That((c.MemoryBytes, c.DiskBytes), Is.EqualTo((3L << 30, 3L << 29)));
            Assert.That(c.Instruments, Is.EqualTo(new[] { "asan", "cgocheck2" }));
            Assert.That(c.Runners, Is.EqualTo(new[] { "board", "vm" }));
            Assert.That(c.RunnersFile, Is.EqualTo(Path.Combine(s_folder, "good", "machines.yml")));
            Assert.That(c.Adopt);
        });
    }

    [TestCase("90s", 90), TestCase("1h30m", 5400), TestCase("2d", 172800), TestCase("1m5s", 65)]
    [TestCase("", null), TestCase("90", null), TestCase("5s1m", null), TestCase("1m1m", null), TestCase("0s", null), TestCase("-1s", null), TestCase("99999d", null), TestCase("1.5h", null)]
    public void Times(string text, int? seconds)
    {
        Assert.That(FuzzQuantity.TryTime(text, out var time), Is.EqualTo(seconds is not null));
        if (seconds is null) return;
        Assert.That(time.TotalSeconds, Is.EqualTo(seconds));
        Assert.That(FuzzQuantity.TryTime(FuzzQuantity.Time(time), out var again) && again == time);
    }

    [TestCase("512MiB", 512L << 20), TestCase("4 GiB", 4L << 30), TestCase("2GB", 2_000_000_000), TestCase("1.5KiB", 1536), TestCase("77", 77)]
    [TestCase("", null), TestCase("GiB", null), TestCase("-1MiB", null), TestCase("0", null), TestCase("99999999999TiB", null), TestCase("4 elephants", null)]
    public void Sizes(string text, long? bytes)
    {
        Assert.That(FuzzQuantity.TrySize(text, out var size), Is.EqualTo(bytes is not null));
        if (bytes is null) return;
        Assert.That(size, Is.EqualTo(bytes));
        Assert.That(FuzzQuantity.TrySize(FuzzQuantity.Size(size), out var again) && again == size);
    }
}
