using System.Text;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing;

/// <summary>Replays of inputs, for real.</summary>
public sealed class FuzzReplayerTests
{
    private static readonly FuzzReplayer s_replayer = new(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher) { Deadline = TimeSpan.FromSeconds(60) };
    private FuzzSource _faults = null!;

    [OneTimeSetUp]
    public void Write() => _faults = FuzzingRoom.Faults();

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_faults.Folder, recursive: true);

    private static IEnumerable<string[]> Table() => TestData.Table("fuzzing/replays.tsv");

    [TestCaseSource(nameof(Table))]
    public async Task An_input_shows_its_fault(string input, string instrument, string symptom)
    {
        var unit = await BuildAsync(instrument);
        // What has no end is not waited for as long as what has one on a busy machine.
        var replayer = new FuzzReplayer(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher)
        {
            Deadline = TimeSpan.FromSeconds(input.Contains("endless", StringComparison.Ordinal) ? 1 : 60),
            MemoryBytes = input.Contains("memory", StringComparison.Ordinal) ? 512 << 20 : 3L << 30,
        };
        var artifact = await replayer.RunAsync("faults", unit, Encoding.UTF8.GetBytes(input), default);
        Assert.That(artifact.Crash.Symptom.Name, Is.EqualTo(symptom), artifact.Observation.Output);
    }

    [Test]
    public async Task Of_several_inputs_the_one_that_ends_the_process_is_told()
    {
        var unit = await BuildAsync("plain");
        byte[][] inputs = [[1], [2], "go panic"u8.ToArray(), [3]];
        var ended = await s_replayer.RunAsync("faults", unit, inputs, default);
        var whole = await s_replayer.RunAsync("faults", unit, inputs[..2], default);
        Assert.Multiple(() =>
        {
            Assert.That(ended.At, Is.EqualTo(2));
            Assert.That(ended.Artifact.Input, Is.EqualTo(inputs[2]));
            Assert.That(whole.At, Is.EqualTo(2));
            Assert.That(whole.Artifact.Crash.Symptom.Name, Is.EqualTo("clean"));
        });
    }

    [Test]
    public async Task On_arm64_it_shows_the_same()
    {
        if (s_replayer.WhyNot(FuzzingRoom.Go.Version, InstrumentCatalog.Find("plain")!, Arch.Arm64) is { } why) Assert.Ignore(why);
        var unit = await s_replayer.BuildAsync(_faults, FuzzingRoom.Go, InstrumentCatalog.Find("plain")!, Arch.Arm64, default);
        var artifact = await s_replayer.RunAsync("faults", unit, "go panic"u8.ToArray(), default);
        Assert.That(artifact.Crash.Symptom.Name, Is.EqualTo("go-panic/user"), artifact.Observation.Output);
    }

    [Test]
    public async Task A_target_that_does_not_compile_says_where()
    {
        var broken = FuzzingRoom.Faults();
        try
        {
            await File.AppendAllTextAsync(Path.Combine(broken.Folder, "target", "target.go"), "\nvar x = nothing\n");
            var e = Assert.ThrowsAsync<FuzzTargetException>(() => s_replayer.BuildAsync(broken, FuzzingRoom.Go, InstrumentCatalog.Find("plain")!, PlanWords.HostArch, default));
            Assert.That(e!.Message, Does.Contain("target/target.go:").And.Contain("undefined: nothing"));
        }
        finally
        {
            Directory.Delete(broken.Folder, recursive: true);
        }
    }

    [Test]
    public void An_instrument_that_cannot_be_there_says_why()
    {
        var e = Assert.ThrowsAsync<FuzzTargetException>(() => s_replayer.BuildAsync(_faults, FuzzingRoom.Go, CombinedInstrument.Find("asan+race")!, PlanWords.HostArch, default));
        Assert.That(e!.Message, Does.Contain("exclude each other"));
    }

    private Task<FuzzUnit> BuildAsync(string instrument)
    {
        var found = CombinedInstrument.Find(instrument)!;
        if (s_replayer.WhyNot(FuzzingRoom.Go.Version, found, PlanWords.HostArch) is { } why) Assert.Ignore(why);
        return s_replayer.BuildAsync(_faults, FuzzingRoom.Go, found, PlanWords.HostArch, default);
    }
}
