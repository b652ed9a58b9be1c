using System.Text.Json.Nodes;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>Shards, run for real, and what merge makes of them.</summary>
public sealed class MergeTests
{
    private const int Count = 3;
    private static readonly string[] s_selection = ["--filter", "hidden-reference/*", "--go", "1.27", "--instrument", "plain,vet", "--no-gdb"];
    private string _folder = "";
    private string _whole = "";
    private List<string> _shards = [];

    [OneTimeSetUp]
    public async Task Run()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        _whole = await RunAsync("whole");
        for (var n = 1; n <= Count; n++) _shards.Add(await RunAsync($"shard{n}", "--shard", $"{n}/{Count}"));
    }

    [OneTimeTearDown]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    private async Task<string> RunAsync(string name, params string[] more)
    {
        var artifacts = Path.Combine(_folder, name);
        var answer = await Command.RunAsync(["run", .. Command.Native, .. s_selection, "--artifacts", artifacts, .. more]);
        Assert.That(answer.Code, Is.Zero, answer.All);
        return Directory.GetDirectories(artifacts).Single();
    }

    private async Task<(Answer Answer, string Folder)> MergeAsync(string name, IEnumerable<string> runs)
    {
        var into = Path.Combine(_folder, name);
        return (await Command.RunAsync(["merge", "--into", into, .. runs]), into);
    }

    /// <summary>What the rows say, without what they cost.</summary>
    private static List<string> Rows(string run) => [.. File.ReadLines(Path.Combine(run, "results.jsonl")).Select(l =>
    {
        var row = JsonNode.Parse(l)!.AsObject();
        foreach (var cost in new[] { "cpu_s", "overhead_s", "wall_s", "peak_rss_bytes", "symptoms" }) row.Remove(cost);
        return row.ToJsonString();
    })];

    [Test]
    public async Task Shards_merge_to_the_whole_run_in_any_order()
    {
        var (forth, one) = await MergeAsync("forth", _shards);
        var (back, other) = await MergeAsync("back", _shards.AsEnumerable().Reverse());
        Assert.Multiple(() =>
        {
            Assert.That(forth.Code, Is.Zero, forth.All);
            Assert.That(back.Code, Is.Zero, back.All);
            Assert.That(Rows(one), Is.EquivalentTo(Rows(_whole)));
            Assert.That(Rows(other), Is.EqualTo(Rows(one)));
            Assert.That(File.Exists(Path.Combine(one, "report.md")) && File.Exists(Path.Combine(one, "junit.xml")));
        });
        var matrix = await Command.RunAsync(["matrix", one]);
        Assert.That(matrix.Code, Is.Zero, matrix.All);
    }

    [Test]
    public async Task A_missing_shard_is_named()
    {
        var (answer, folder) = await MergeAsync("two", [_shards[0], _shards[2]]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(3), answer.All);
            Assert.That(answer.Error, Does.Contain("shard 2/3 is missing"));
            Assert.That(Rows(folder), Is.Not.Empty);
        });
    }

    [Test]
    public async Task A_shard_that_was_broken_off_is_named()
    {
        var broken = Path.Combine(_folder, "broken", Path.GetFileName(_shards[1]));
        Directory.CreateDirectory(broken);
        var info = JsonNode.Parse(File.ReadAllText(Path.Combine(_shards[1], "run.json")))!.AsObject();
        info.Remove("ended");
        File.WriteAllText(Path.Combine(broken, "run.json"), info.ToJsonString());
        File.WriteAllLines(Path.Combine(broken, "results.jsonl"), File.ReadLines(Path.Combine(_shards[1], "results.jsonl")).Take(1));
        var (answer, _) = await MergeAsync("torn", [_shards[0], broken, _shards[2]]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(3), answer.All);
            Assert.That(answer.Error, Does.Contain("shard 2/3").And.Contain("was broken off with 1 cells").And.Contain("--resume"));
        });
    }

    [Test]
    public async Task Different_states_of_a_case_do_not_merge()
    {
        var other = Path.Combine(_folder, "other", Path.GetFileName(_shards[0]));
        Directory.CreateDirectory(other);
        File.Copy(Path.Combine(_shards[0], "run.json"), Path.Combine(other, "run.json"));
        File.WriteAllLines(Path.Combine(other, "results.jsonl"), File.ReadLines(Path.Combine(_whole, "results.jsonl")).Select(l =>
        {
            var row = JsonNode.Parse(l)!;
            row["case_hash"] = "0000";
            return row.ToJsonString();
        }));
        var (answer, _) = await MergeAsync("mixed", [_whole, other]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2), answer.All);
            Assert.That(answer.Error, Does.Contain("is not the same in"));
        });
    }

    [Test]
    public async Task Shards_by_recorded_durations_merge_too()
    {
        var parts = new List<string>();
        for (var n = 1; n <= 2; n++) parts.Add(await RunAsync($"recorded{n}", "--shard", $"{n}/2", "--durations", _whole));
        var (answer, folder) = await MergeAsync("recorded", parts);
        var (mixed, _) = await MergeAsync("mixed-cuts", [parts[0], _shards[1]]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(Rows(folder), Is.EquivalentTo(Rows(_whole)));
            Assert.That(mixed.Code, Is.EqualTo(3), mixed.All);
        });
    }
}
