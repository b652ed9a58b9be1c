using System.Text;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing;

/// <summary>libFuzzer over targets in Go, for real.</summary>
public sealed class LibFuzzerTests
{
    private static readonly EngineRoom s_room = new(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher);
    private readonly LibFuzzer _engine = new(s_room);
    private FuzzSource _faults = null!, _toy = null!;
    private string _corpus = "";

    [OneTimeSetUp]
    public void Write()
    {
        if (_engine.WhyNotHere(FuzzingRoom.Tools) is { } why) Assert.Ignore(why);
        (_faults, _toy) = (FuzzingRoom.Faults(), FuzzingRoom.Toy());
    }

    [OneTimeTearDown]
    public void Delete()
    {
        foreach (var source in new[] { _faults, _toy }) if (source is not null) Directory.Delete(source.Folder, recursive: true);
    }

    [SetUp]
    public void MakeCorpus() => _corpus = TestData.TemporaryFolder();

    [TearDown]
    public void DeleteCorpus() => Directory.Delete(_corpus, recursive: true);

    private static IEnumerable<string[]> Table() => TestData.Table("fuzzing/libfuzzer.tsv");

    [TestCaseSource(nameof(Table))]
    public async Task Whatever_ends_the_process_leaves_the_input_and_its_symptom(string input, string instrument, string symptom)
    {
        var bytes = Encoding.UTF8.GetBytes(input);
        await File.WriteAllBytesAsync(Path.Combine(_corpus, "given"), bytes);
        var unit = await _engine.BuildAsync(_faults, FuzzingRoom.Go, instrument, default);
        var round = await RunAsync(unit, new()
        {
            Corpus = _corpus,
            // What has no end is not waited for as long as what has one on a busy machine.
            InputDeadline = TimeSpan.FromSeconds(input.Contains("endless", StringComparison.Ordinal) ? 1 : 120),
            MemoryBytes = input.Contains("memory", StringComparison.Ordinal) ? 512 << 20 : 4L << 30,
        });
        Assert.Multiple(() =>
        {
            Assert.That(round.Artifact?.Input, Is.EqualTo(bytes), round.Observation.Output);
            Assert.That(round.Artifact?.Crash.Symptom.Name, Is.EqualTo(symptom), round.Observation.Output);
            Assert.That(round.Artifact?.Unit, Is.EqualTo(unit));
        });
    }

    [Test]
    public async Task A_merge_names_a_few_inputs_that_cover_what_all_do()
    {
        var all = Enumerable.Range(0, 60).Select(i => Encoding.ASCII.GetBytes($"input{(char)('a' + i % 26)}{(char)('a' + i / 26)}")).ToList();
        foreach (var input in all) await File.WriteAllBytesAsync(Path.Combine(_corpus, FuzzCorpus.NameOf(input)), input);
        var unit = await _engine.BuildAsync(_toy, FuzzingRoom.Go, "asan", default);
        var kept = await _engine.MergeAsync(unit, new() { Corpus = _corpus, Time = TimeSpan.FromMinutes(3) }, default);
        Assert.Multiple(() =>
        {
            Assert.That(kept, Is.Not.Null.And.Not.Empty.And.SubsetOf(all.Select(i => FuzzCorpus.NameOf(i))));
            Assert.That(kept, Has.Count.LessThan(30));
            Assert.That(Directory.GetFiles(_corpus), Has.Length.EqualTo(60), "the corpus is only read");
        });
    }

    /// <summary>From nothing: half of the magic value is Go's, half is C's.</summary>
    [Test]
    public async Task The_fault_of_the_toy_target_is_found_and_a_replay_shows_it()
    {
        var unit = await _engine.BuildAsync(_toy, FuzzingRoom.Go, "asan", default);
        var round = await RunAsync(unit, new() { Corpus = _corpus, Executions = 5_000_000, Seed = 7, LongestInput = 64 });
        Assert.That(round.Artifact, Is.Not.Null, round.Observation.Output);
        var replayer = new FuzzReplayer(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher);
        var again = await replayer.RunAsync("toy", await replayer.BuildAsync(_toy, FuzzingRoom.Go, CombinedInstrument.Find(unit.ReplayInstrument)!, PlanWords.HostArch, default), round.Artifact!.Input, default);
        Assert.Multiple(() =>
        {
            Assert.That(round.Artifact.Crash.Symptom.Name, Is.EqualTo("asan/heap-buffer-overflow"));
            Assert.That(round.Artifact.Crash.Signature?.Id, Is.EqualTo(again.Crash.Signature?.Id));
            Assert.That(round.Artifact.Input.AsSpan(0, 4).SequenceEqual("GoC!"u8), round.Observation.Output);
            Assert.That(round.Progress.Executions, Is.InRange(100, 5_000_000));
            Assert.That(round.Progress.GoCoverage, Is.GreaterThan(5));
            Assert.That(round.Progress.CCoverage, Is.GreaterThan(3));
            Assert.That(Directory.GetFiles(_corpus), Has.Length.EqualTo(round.Progress.Corpus).And.Length.GreaterThan(3));
        });
    }

    [Test]
    public async Task A_limit_ends_it_without_an_artifact_and_the_next_round_knows_what_was_covered()
    {
        var unit = await _engine.BuildAsync(_toy, FuzzingRoom.Go, "plain", default);
        var first = await RunAsync(unit, new() { Corpus = _corpus, Executions = 3000, Seed = 3, LongestInput = 64 });
        var second = await RunAsync(unit, new() { Corpus = _corpus, Executions = first.Progress.Corpus + 2, Seed = 3, LongestInput = 64 });
        Assert.Multiple(() =>
        {
            Assert.That(first.Artifact, Is.Null, first.Observation.Output);
            Assert.That(first.Progress.Executions, Is.InRange(3000, 3010));
            Assert.That(first.Progress.LastNew, Is.Not.Null);
            Assert.That(second.Progress.GoCoverage, Is.GreaterThanOrEqualTo(first.Progress.GoCoverage ?? 1));
            // C counts runtime/cgo too, and whether that starts a thread does not lie in the inputs.
            Assert.That(second.Progress.CCoverage, Is.GreaterThanOrEqualTo((first.Progress.CCoverage ?? 2) * 3 / 4));
        });
    }

    [Test]
    public async Task When_it_is_stopped_the_corpus_holds_whole_inputs_only_and_no_process_is_left()
    {
        var unit = await _engine.BuildAsync(_toy, FuzzingRoom.Go, "plain", default);
        using var stop = new CancellationTokenSource();
        // At the first word of progress with an input in the corpus.
        var progress = new Listener(p => { if (p.Corpus > 0) stop.Cancel(); });
        Assert.That(async () => await _engine.RunAsync(unit, new() { Corpus = _corpus, LongestInput = 3 }, progress, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.Multiple(() =>
        {
            Assert.That(Directory.GetFiles(_corpus), Is.Not.Empty);
            foreach (var file in Directory.GetFiles(_corpus)) Assert.That(Path.GetFileName(file), Is.EqualTo(Sha1(file)));
            Assert.That(Running(unit.Folder), Is.Zero);
        });
    }

    [Test]
    public async Task A_target_that_does_not_compile_gives_the_compilers_words()
    {
        var broken = FuzzingRoom.Toy();
        try
        {
            await File.AppendAllTextAsync(Path.Combine(broken.Folder, "target", "toy.c"), "\nint broken(void) { return nothing; }\n");
            var e = Assert.ThrowsAsync<FuzzTargetException>(() => _engine.BuildAsync(broken, FuzzingRoom.Go, "plain", default));
            Assert.That(e!.Message, Does.Contain("toy.c:").And.Contain("undeclared identifier 'nothing'"));
        }
        finally
        {
            Directory.Delete(broken.Folder, recursive: true);
        }
    }

    [TestCase("race")]
    [TestCase("asan+msan")]
    public void What_does_not_go_with_it_is_refused_with_the_reason(string instrument)
        => Assert.That(_engine.WhyNever(FuzzingRoom.Go.Version, PlanWords.HostArch, instrument), Does.Contain("does not go with AddressSanitizer"));

    [Test]
    public void The_catalog_finds_it_by_its_name() => Assert.That(EngineCatalog.Find("libfuzzer", s_room), Is.InstanceOf<LibFuzzer>());

    private Task<FuzzRound> RunAsync(FuzzUnit unit, FuzzLimits limits) => _engine.RunAsync(unit, limits, new Listener(_ => { }), default);

    private static string Sha1(string file)
    {
#pragma warning disable CA5350 // As libFuzzer names its files.
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(File.ReadAllBytes(file)));
#pragma warning restore CA5350
    }

    private static int Running(string folder) => Directory.GetDirectories("/proc").Count(p =>
    {
        try
        {
            return File.ReadAllText($"{p}/cmdline").Contains(folder, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended just now, or is no process.
            return false;
        }
    });

    private sealed class Listener(Action<FuzzProgress> told) : IProgress<FuzzProgress>
    {
        public void Report(FuzzProgress value) => told(value);
    }
}
