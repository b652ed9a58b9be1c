using System.Text;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Fuzzing.Trials;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing;

/// <summary>Operation programs as a fuzz target: what they mean, and campaigns for real.</summary>
public sealed class ShimTargetTests
{
    private static readonly string s_native = Path.Combine(TestData.Root, "native");
    private readonly LibFuzzer _engine = new(new(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher));
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestData.TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void An_unknown_operation_is_answered_by_those_there_are()
        => Assert.That(() => new ShimTarget(s_native, "bad-manners"), Throws.InstanceOf<FuzzTargetException>().With.Message.Contains("bad-write-past"));

    [Test]
    public void Smaller_programs_decode_are_canonical_and_come_to_an_end()
    {
        var target = new ShimTarget(s_native);
        byte[] input = [.. new RandomPrograms(3).Next(illegal: true).Encode(), 7, 200];
        // Whoever always takes a random one ends at the empty program, after fewer steps than there are bits.
        var random = new Random(1);
        var rounds = 0;
        for (var smaller = target.Smaller(input).ToList(); smaller.Count > 0; smaller = [.. target.Smaller(input)])
        {
            Assert.That(smaller.Select(s => OperationProgram.Decode(s).Encode()), Is.EqualTo(smaller));
            input = smaller[random.Next(smaller.Count)];
            Assert.That(++rounds, Is.LessThan(10000));
        }
        Assert.That(input, Is.EqualTo(new[] { (byte)OperationTable.Current.Version }));
    }

    [Test]
    public void Programs_show_what_is_performed()
        => Assert.That(new ShimTarget(s_native, "bad-leak").Show(Program("block-new", "bad-write-null", "bad-leak")),
            Is.EqualTo("0 block-new slot=0 size=0 fill=0\n1 bad-write-null (off)\n2 bad-leak size=0\n"));

    [Test]
    public async Task A_legal_campaign_is_clean_and_covers_both_sides()
    {
        IgnoreWithoutEngine();
        var target = new ShimTarget(s_native);
        var corpus = Path.Combine(_folder, "corpus");
        Directory.CreateDirectory(corpus);
        var n = 0;
        foreach (var seed in target.Seeds().Take(20)) await File.WriteAllBytesAsync(Path.Combine(corpus, $"{n++}"), seed);
        var unit = await _engine.BuildAsync(await target.WriteAsync(Path.Combine(_folder, "source"), default), FuzzingRoom.Go, "asan+cgocheck2", default);
        var round = await _engine.RunAsync(unit, new() { Corpus = corpus, Executions = 400, Seed = 5, InputDeadline = TimeSpan.FromMinutes(1), Time = TimeSpan.FromMinutes(3) }, new Progress<FuzzProgress>(), default);
        Assert.Multiple(() =>
        {
            Assert.That(round.Artifact, Is.Null, round.Observation.Output);
            Assert.That(round.Progress.GoCoverage, Is.GreaterThan(300));
            Assert.That(round.Progress.CCoverage, Is.GreaterThan(300));
        });
    }

    private static IEnumerable<string[]> Illegal() => TestData.Table("fuzzing/illegal.tsv");

    [TestCaseSource(nameof(Illegal))]
    public async Task An_illegal_operation_is_found_from_nothing(string operation, string instrument, string symptom)
    {
        IgnoreWithoutEngine();
        using var trials = new IllegalTrials(_engine, s_native);
        var trial = await trials.RunAsync(operation, await trials.BuildAsync(operation, FuzzingRoom.Go, instrument, default), 1, TimeSpan.FromMinutes(3), default);
        Assert.Multiple(() =>
        {
            Assert.That(trial.Symptom, Is.EqualTo(symptom));
            Assert.That(trial.Blamed);
            Assert.That(IllegalTrial.Read("{\"torn\n" + trial.Line() + trial.Line() + "{\"oper"), Is.EqualTo(new[] { trial }));
        });
    }

    [TestCase("bad-write-null", "signal/in-c/SIGSEGV")]
    [TestCase("bad-pass-nested", "go-panic/cgo-pointer")]
    public async Task A_program_of_its_own_needs_nothing_of_ours_and_shows_the_same(string operation, string symptom)
    {
        var steps = OperationProgram.Decode(Program("buffer-new", "channel", "register", "canary-new", "finalize", operation)).Steps;
        // A buffer with bytes in it is what may not be passed.
        var program = new OperationProgram([steps[0] with { B = 66 }, .. steps.Skip(1)]).Encode();
        var files = await new ShimTarget(s_native, operation).ProgramAsync(program, default);
        foreach (var (name, text) in files!) await File.WriteAllBytesAsync(Path.Combine(_folder, name), text);
        Assert.That(files.Values.Select(Encoding.UTF8.GetString), Has.None.Contains("interopfuzz/ops"));
        var vet = await GoAsync("vet", ".");
        var run = await GoAsync("run", ".");
        Assert.Multiple(() =>
        {
            Assert.That(vet.Ending.IsSuccess, vet.Output);
            Assert.That(CrashReader.Read(run.Output.Replace("exit status 2\n", "", StringComparison.Ordinal), new Ending(EndingKind.Exited, 2)).Symptom.Name, Is.EqualTo(symptom), run.Output);
        });
    }

    [Test]
    public async Task Every_operation_can_be_a_program_of_its_own()
    {
        var all = OperationTable.Current.Operations.Where(o => o.IsLegal || o.Name == "bad-leak");
        var files = await new ShimTarget(s_native, "bad-leak").ProgramAsync(new OperationProgram([.. all.Select(OperationStep.First)]).Encode(), default);
        foreach (var (name, text) in files!) await File.WriteAllBytesAsync(Path.Combine(_folder, name), text);
        var run = await GoAsync("run", ".");
        Assert.That(run.Ending.IsSuccess, run.Output);
    }

    [Test]
    public async Task Programs_run_on_arm64_too()
    {
        var target = new ShimTarget(s_native);
        var replayer = new FuzzReplayer(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher) { Deadline = TimeSpan.FromMinutes(1) };
        if (replayer.WhyNot(FuzzingRoom.Go.Version, InstrumentCatalog.Find("plain")!, Arch.Arm64) is { } why) Assert.Ignore(why);
        var unit = await replayer.BuildAsync(await target.WriteAsync(Path.Combine(_folder, "source"), default), FuzzingRoom.Go, InstrumentCatalog.Find("plain")!, Arch.Arm64, default);
        var seeds = target.Seeds().Take(10).ToList();
        var replay = await replayer.RunAsync(target.Name, unit, seeds, default);
        Assert.That(replay.At, Is.EqualTo(seeds.Count), replay.Artifact.Observation.Output);
    }

    private void IgnoreWithoutEngine()
    {
        if (_engine.WhyNotHere(FuzzingRoom.Tools) is { } why) Assert.Ignore(why);
    }

    private static byte[] Program(params string[] operations)
        => new OperationProgram([.. operations.Select(name => OperationStep.First(OperationTable.Current.Operations.Single(o => o.Name == name)))]).Encode();

    private async Task<LaunchResult> GoAsync(params string[] words)
    {
        var environment = BuildEnvironment.Make(FuzzingRoom.Go, InstrumentCatalog.Find("plain")!.Build(FuzzingRoom.Go.Version, FuzzingRoom.Tools), FuzzingRoom.Cache, BuildEnvironment.OfUser());
        return await FuzzingRoom.Launcher.RunAsync(new() { Command = [FuzzingRoom.Go.GoCommand, .. words], Environment = environment, WorkingDirectory = _folder, Deadline = TimeSpan.FromMinutes(5), HeadBytes = 1 << 20 }, default);
    }
}
