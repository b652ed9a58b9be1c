using System.Text.Json;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>fuzz, campaign and nightly as a user meets them.</summary>
public sealed class CampaignTests
{
    private string _folder = "";

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    private Task<Answer> RunAsync(params string[] arguments) => Command.RunAsync(arguments, folder: _folder);

    [TestCase("targets: [shim]\ntime: soon\n", "campaign.yaml:2: a time such as 90s, 20m, 1h30m or 2d is expected here")]
    [TestCase("targets: [shim]\nengine: afl\n", "campaign.yaml:1: unknown engine 'afl'; there are")]
    [TestCase("targets: [shim, shim]\n", "campaign.yaml:1: shim is named already (campaign.yaml:1)")]
    [TestCase("targets:\n  - shim: illegal\n    illegal: nothing-of-the-kind\n", "has no illegal operation 'nothing-of-the-kind'")]
    [TestCase("targets:\n  - package: ./nowhere\n    function: FuzzIt\n", "nowhere")]
    public async Task A_campaign_that_cannot_be_says_where_and_why_and_runs_nothing(string yaml, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "campaign.yaml"), yaml);
        var run = await RunAsync("campaign", "run");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(2), run.All);
            Assert.That(run.Error, Does.Contain(message).And.Not.Contain("   at "));
            Assert.That(File.Exists(Path.Combine(_folder, "campaign.fuzz", "status.json")), Is.False);
        });
    }

    [TestCase("fuzz")]
    [TestCase("fuzz ./parser")]
    [TestCase("fuzz shim --time 90")]
    [TestCase("fuzz shim --header zstd.h")]
    [TestCase("fuzz shim --link -lzstd")]
    [TestCase("fuzz shim --jobs 0")]
    [TestCase("fuzz shim --dictionary nowhere.dict")]
    [TestCase("fuzz shim --arch riscv64")]
    [TestCase("campaign status")]
    [TestCase("campaign resume nowhere.yaml")]
    [TestCase("nightly --no-campaign --no-matrix")]
    public async Task Wrong_usage_is_told_without_a_stack(string line)
    {
        var run = await RunAsync(line.Split(' '));
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(2), run.All);
            Assert.That(run.Error, Does.StartWith("interopfuzz: ").And.Not.Contain("   at "));
        });
    }

    /// <summary>A few seconds of the real thing: legal programs are sound, and both languages are covered.</summary>
    [Test]
    public async Task The_shim_is_fuzzed_and_its_campaign_can_be_asked_and_resumed()
    {
        var into = Path.Combine(_folder, "shim.fuzz");
        var run = await RunAsync("fuzz", "shim", "--time", "5s", "--jobs", "1", "--into", into);
        var json = await RunAsync("campaign", "status", into, "--json");
        var stopped = await RunAsync("campaign", "stop", into);
        var resumed = await RunAsync("campaign", "resume", into);
        Assert.That(run.Code, Is.Zero, run.All);
        var status = JsonDocument.Parse(json.Out).RootElement;
        var lane = status.GetProperty("lanes")[0];
        Assert.Multiple(() =>
        {
            Assert.That(run.Out, Does.Contain("findings 0 new, 0 known").And.Contain("CPU: programs"));
            Assert.That(status.GetProperty("state").GetString(), Is.EqualTo("Ended"));
            Assert.That(status.GetProperty("running").GetBoolean(), Is.False);
            Assert.That(lane.GetProperty("executions").GetInt64(), Is.GreaterThan(100));
            Assert.That(lane.GetProperty("go_coverage").GetInt32(), Is.Positive);
            Assert.That(lane.GetProperty("c_coverage").GetInt32(), Is.Positive);
            Assert.That(lane.GetProperty("corpus").GetInt32(), Is.EqualTo(Directory.GetFiles(Path.Combine(into, "corpus", "shim")).Length));
            Assert.That((stopped.Code, resumed.Code), Is.EqualTo((0, 0)), stopped.All + resumed.All);
            Assert.That(stopped.Out, Does.Contain("is not running"));
            Assert.That(resumed.Out, Does.Contain("nothing is left to do"));
        });
    }

    [Test]
    public async Task A_night_alarms_for_what_is_new_and_the_next_one_no_more()
    {
        var from = Path.Combine(AppContext.BaseDirectory, "data", "cases");
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_folder, "cases", Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        Task<Answer> NightAsync() => RunAsync(["nightly", .. Command.Native, "--cases", Path.Combine(_folder, "cases"), "--filter", "double-free", "--go", "1.27", "--instrument", "plain", "--no-campaign", "--into", "history"]);
        var quiet = await NightAsync();
        var main = Path.Combine(_folder, "cases", "c-heap-ownership", "double-free", "main.go");
        File.WriteAllText(main, File.ReadAllText(main).Replace("libc-abort/double-free", "silent", StringComparison.Ordinal));
        var (alarm, again) = (await NightAsync(), await NightAsync());
        var nights = Directory.GetDirectories(Path.Combine(_folder, "history", "nights")).Order(StringComparer.Ordinal).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(quiet.Code, Is.Zero, quiet.All);
            Assert.That(alarm.Code, Is.EqualTo(1), alarm.All);
            Assert.That(again.Code, Is.Zero, again.All);
            Assert.That(alarm.Out, Does.Contain("New in the matrix:").And.Contain("New: 1 field of the matrix and 0 findings"));
            Assert.That(again.Out, Does.Contain("Known and still not as expected:").And.Contain("Nothing new"));
            Assert.That(nights, Has.Count.EqualTo(3));
            Assert.That(File.ReadAllText(Path.Combine(nights[1], "report.html")), Does.Contain("c-heap-ownership/double-free go1.27 amd64 plain local"));
            Assert.That(File.ReadAllText(Path.Combine(nights[1], "report.md")), Does.Contain("unexpected: libc-abort/double-free"));
        });
    }
}
