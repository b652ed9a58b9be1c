using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Instruments;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing.Targets;

/// <summary>Both engines find what was planted into users' packages.</summary>
public class PackageFuzzingTests
{
    private static readonly EngineRoom s_room = new(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher);

    [Test]
    public async Task LibFuzzer_finds_an_overflow_in_C_behind_a_branch_in_Go()
    {
        using var package = new FuzzPackage("overflow");
        var before = package.State;
        var target = await package.OpenAsync("FuzzSum");
        var round = await FuzzAsync(package, target, new LibFuzzer(s_room));
        Assert.Multiple(() =>
        {
            Assert.That(round.Artifact?.Crash.Symptom.Name, Is.EqualTo("asan/heap-buffer-overflow"));
            Assert.That(round.Artifact?.Crash.Frame?.Function, Is.EqualTo("record_sum"));
            Assert.That(round.Progress.GoCoverage, Is.GreaterThan(0));
            Assert.That(round.Progress.CCoverage, Is.GreaterThan(0));
            Assert.That(package.State, Is.EqualTo(before), "the user's tree is untouched");
        });
    }

    [Test]
    public async Task Go_test_finds_a_panic_in_Go()
    {
        using var package = new FuzzPackage("panics");
        var before = package.State;
        var target = await package.OpenAsync("FuzzFirst");
        var round = await FuzzAsync(package, target, new GoTest(s_room));
        var input = round.Artifact?.Input;
        Assert.That(input, Is.Not.Null, round.Observation.Output);
        Assert.That(round.Observation.Output, Does.Contain("index out of range"));
        var replayed = (await package.ReplayAsync(target, new Plain(), input!)).Single();
        Assert.That(replayed.Crash.Symptom.Name, Is.EqualTo("go-panic/index"));
        Assert.That(package.State, Is.EqualTo(before));
    }

    [Test]
    public void Progress_of_go_test_is_read()
    {
        const string output = "fuzz: elapsed: 0s, gathering baseline coverage: 0/1 completed\nfuzz: elapsed: 3s, execs: 102443 (34135/sec), new interesting: 5 (total: 6)\nfuzz: elapsed: 6s, execs: 207733 (35093/sec), new interesting: 5 (total: 6)\nPASS\n";
        Assert.That(GoTest.Progress(output, 6, null), Is.EqualTo(new FuzzProgress { Executions = 207733, Corpus = 6 }));
    }

    private static async Task<FuzzRound> FuzzAsync(FuzzPackage package, PackageTarget target, IFuzzEngine engine)
    {
        var unit = await engine.BuildAsync(await package.WriteAsync(target), FuzzingRoom.Go, "plain", CancellationToken.None);
        var corpus = TestData.TemporaryFolder();
        try
        {
            foreach (var (seed, i) in target.Seeds().Select((s, i) => (s, i))) await File.WriteAllBytesAsync(Path.Combine(corpus, $"seed{i}"), seed);
            return await engine.RunAsync(unit, new() { Corpus = corpus, Time = TimeSpan.FromMinutes(2), LongestInput = 128, Seed = 1 }, new Progress<FuzzProgress>(), CancellationToken.None);
        }
        finally
        {
            Directory.Delete(corpus, recursive: true);
        }
    }
}
