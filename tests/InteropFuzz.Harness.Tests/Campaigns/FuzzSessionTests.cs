using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using NUnit.Framework;
using Serilog.Core;

namespace InteropFuzz.Harness.Tests.Campaigns;

/// <summary>What a campaign makes of what its engine does.</summary>
public sealed class FuzzSessionTests
{
    private static readonly FuzzTargetWords s_words = new(FuzzTargetKind.Shim, "a test");
    private FuzzFolder _folder = null!;

    private string TakenFile => Path.Combine(_folder.Root, "taken.txt");

    [SetUp]
    public void Make() => _folder = new(TestData.TemporaryFolder());

    [TearDown]
    public void Delete() => Directory.Delete(_folder.Root, recursive: true);

    [Test]
    public async Task What_one_process_finds_the_next_one_has_and_it_stays()
    {
        var given = new ConcurrentQueue<int>();
        var engine = new ScriptedEngine(async (_, limits, progress, cancel) =>
        {
            given.Enqueue(Directory.GetFiles(limits.Corpus).Length);
            ScriptedEngine.Find(limits, $"found {given.Count}");
            await Task.Delay(10, cancel);
            return Done(limits, progress, 100);
        });
        var end = await RunAsync(new() { Targets = [s_words], Executions = 500, Jobs = 1 }, [engine.Lane(new ScriptedTarget("t", "seed 1", "seed 2"))]);
        Assert.Multiple(() =>
        {
            Assert.That(given, Is.EqualTo(new[] { 2, 3, 4, 5, 6 }));
            Assert.That(Directory.GetFiles(Path.Combine(_folder.Corpus, "t")), Has.Length.EqualTo(7));
            Assert.That((end.Executions, end.State, end.Unfinished), Is.EqualTo((500L, FuzzState.Ended, false)));
            Assert.That(end.Lanes.Single(), Has.Property("Corpus").EqualTo(7).And.Property("GoCoverage").EqualTo(7).And.Property("CCoverage").EqualTo(9));
        });
    }

    [Test]
    public async Task Lanes_of_one_target_share_its_corpus_and_an_input_that_ends_one_of_them_is_left_out_there()
    {
        var had = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        var engine = new ScriptedEngine(async (unit, limits, progress, cancel) =>
        {
            await Task.Delay(10, cancel);
            var inputs = Directory.GetFiles(limits.Corpus).Select(File.ReadAllText).Order(StringComparer.Ordinal).ToList();
            had.GetOrAdd(unit.Instrument, _ => new()).Enqueue(string.Join(' ', inputs));
            var at = Done(limits, progress, 100);
            return unit.Instrument == "asan" && inputs.Contains("b") ? ScriptedEngine.Crash(unit, at.Progress, "b", "parse") : at;
        });
        var target = new ScriptedTarget("t", "a", "b");
        var end = await RunAsync(new() { Targets = [s_words], Executions = 6000, Jobs = 1 }, [engine.Lane(target), engine.Lane(target, "checkptr")]);
        Assert.Multiple(() =>
        {
            Assert.That(had["asan"].First(), Is.EqualTo("a b"));
            Assert.That(had["asan"].Skip(1), Is.Not.Empty.And.All.EqualTo("a"));
            Assert.That(had["checkptr"], Is.All.EqualTo("a b"));
            Assert.That((end.FindingsNew, end.Artifacts), Is.EqualTo((1, 1L)));
        });
    }

    [Test]
    public async Task Every_lane_has_a_process_from_the_beginning_and_those_of_other_machines_stand_beside_all_of_this_one()
    {
        const int processes = 4;
        var running = new ConcurrentQueue<string>();
        var all = new TaskCompletionSource();
        async Task<FuzzRound> MeetAsync(FuzzUnit unit, FuzzLimits limits, IProgress<FuzzProgress> progress, CancellationToken cancel)
        {
            if (!all.Task.IsCompleted) running.Enqueue(unit.Instrument);
            if (running.Count == processes) all.TrySetResult();
            await all.Task.WaitAsync(TimeSpan.FromSeconds(30), cancel);
            await Task.Delay(50, cancel);
            return Done(limits, progress, 100);
        }
        var (here, far) = (new ScriptedEngine(MeetAsync), new ScriptedEngine(MeetAsync) { PlacesElsewhere = 2 });
        var target = new ScriptedTarget("t", "a");
        await RunAsync(new() { Targets = [s_words], Time = TimeSpan.FromSeconds(2), Jobs = 2 }, [here.Lane(target), here.Lane(target, "checkptr"), far.Lane(target, "plain", Arch.Arm64)]);
        Assert.That(running.Order(StringComparer.Ordinal), Is.EqualTo(new[] { "asan", "checkptr", "plain", "plain" }));
    }

    [Test]
    public async Task The_same_crash_over_and_over_is_counted_and_does_not_stop_the_rest()
    {
        var n = 0;
        var engine = new ScriptedEngine((unit, limits, progress, _) =>
        {
            var input = Interlocked.Increment(ref n);
            ScriptedEngine.Find(limits, $"found {input}");
            return Task.FromResult(ScriptedEngine.Crash(unit, Done(limits, progress, 1000).Progress, $"crash {input}", input == 40 ? "other" : "parse"));
        });
        var sink = new ScriptedSink(TakenFile);
        var end = await RunAsync(new() { Targets = [s_words], Executions = 64_000, Jobs = 1 }, [engine.Lane(new ScriptedTarget("t"))], sink);
        Assert.Multiple(() =>
        {
            // 1, 2, 3, 4, 8, 16, 32 of the one, and the other.
            Assert.That(sink.Taken, Has.Count.EqualTo(8).And.Contains("crash 40"));
            Assert.That(end.Artifacts, Is.EqualTo(64));
            Assert.That(end.Found.Select(f => f.Count).Order(), Is.EqualTo(new[] { 1L, 63L }));
            Assert.That(end.Lanes.Single().Corpus, Is.EqualTo(64));
            Assert.That(FuzzPending.All(_folder), Is.Empty);
        });
    }

    [Test]
    public async Task A_lane_that_does_not_compile_or_never_starts_is_a_problem_of_its_own()
    {
        var engine = new ScriptedEngine(async (unit, limits, progress, cancel) =>
        {
            if (unit.Instrument == "plain") throw new FuzzTargetException("the fuzzing process ended before its first input");
            await Task.Delay(10, cancel);
            return Done(limits, progress, 100);
        }) { Broken = "msan" };
        var target = new ScriptedTarget("t", "a");
        var end = await RunAsync(new() { Targets = [s_words], Executions = 6000, Jobs = 1 }, [engine.Lane(target, "msan"), engine.Lane(target, "plain"), engine.Lane(target)]);
        Assert.Multiple(() =>
        {
            Assert.That(end.Lanes.Select(l => l.Problem), Is.EqualTo(new[] { "it does not compile", "the fuzzing process ended before its first input", null }));
            Assert.That(end.Executions, Is.EqualTo(6000));
        });
    }

    [Test]
    public async Task An_artifact_that_could_not_be_triaged_waits_for_the_next_session()
    {
        var crashed = false;
        var engine = new ScriptedEngine((unit, limits, progress, _) =>
        {
            var at = Done(limits, progress, 100);
            if (crashed) return Task.FromResult(at);
            crashed = true;
            return Task.FromResult(ScriptedEngine.Crash(unit, at.Progress, "boom", "parse"));
        });
        var lane = engine.Lane(new ScriptedTarget("t", "a"));
        var campaign = new FuzzCampaign { Targets = [s_words], Executions = 300, Jobs = 1 };
        var first = await RunAsync(campaign, [lane], new BrokenSink());
        var sink = new ScriptedSink(TakenFile);
        var second = await RunAsync(campaign, [lane], sink, earlier: first);
        Assert.Multiple(() =>
        {
            Assert.That((first.Pending, first.FindingsNew), Is.EqualTo((1, 0)));
            Assert.That(sink.Taken, Is.EqualTo(new[] { "boom" }));
            Assert.That(sink.Resumed, Is.EqualTo(new[] { "t" }), "findings that were left half done are gone on with");
            Assert.That((second.Pending, second.FindingsNew, second.Executions), Is.EqualTo((0, 1, 300L)));
        });
    }

    [Test]
    public async Task Triage_that_takes_too_long_beyond_the_end_is_left_for_the_next_session()
    {
        var engine = new ScriptedEngine((unit, limits, progress, _) => Task.FromResult(ScriptedEngine.Crash(unit, Done(limits, progress, 100).Progress, "boom", "parse")));
        var campaign = new FuzzCampaign { Targets = [s_words], Executions = 100, Jobs = 1, Triage = TimeSpan.FromMilliseconds(50) };
        var sink = new ScriptedSink(TakenFile) { Pause = Timeout.InfiniteTimeSpan, StoresFirst = true };
        var end = await RunAsync(campaign, [engine.Lane(new ScriptedTarget("t", "a"))], sink);
        Assert.Multiple(() =>
        {
            Assert.That((end.Pending, end.EndedBy, sink.Taken.Count), Is.EqualTo((1, "its executions are done", 0)));
            Assert.That(end.FindingsNew, Is.EqualTo(1), "what is stored is told although it is not minimised");
        });
    }

    /// <summary>Of 600 inputs asan needs those with a 1 at the end, checkptr those with a 2.</summary>
    [Test]
    public async Task A_corpus_that_has_grown_is_merged_to_what_some_lane_needs()
    {
        IReadOnlySet<string> Needed(string instrument, IReadOnlyList<string> files)
            => files.Where(f => File.ReadAllText(f).EndsWith(instrument == "asan" ? '1' : '2')).Select(f => Path.GetFileName(f)).ToHashSet();
        var loaded = new ConcurrentQueue<int>();
        var engine = new ScriptedEngine((_, limits, progress, _) =>
        {
            loaded.Enqueue(Directory.GetFiles(limits.Corpus).Length);
            return Task.FromResult(Done(limits, progress, 100));
        }) { Merge = Needed };
        var corpus = Path.Combine(_folder.Corpus, "t");
        Directory.CreateDirectory(corpus);
        File.WriteAllText(Path.Combine(corpus, "by-hand"), "mine");
        var target = new ScriptedTarget("t", [.. Enumerable.Range(0, 600).Select(i => $"seed {i}")]);
        var campaign = new FuzzCampaign { Targets = [s_words], Executions = 200, Jobs = 1 };
        await RunAsync(campaign, [engine.Lane(target), engine.Lane(target, "checkptr")]);
        Assert.Multiple(() =>
        {
            Assert.That(loaded, Is.EqualTo(new[] { 121, 121 }));
            Assert.That(File.Exists(Path.Combine(corpus, "by-hand")));
            Assert.That(File.ReadAllText(corpus + ".merged"), Is.EqualTo("121\n"));
        });
        // An engine that cannot tell needs all of them.
        var other = new ScriptedEngine((_, limits, progress, _) => Task.FromResult(Done(limits, progress, 100)));
        await RunAsync(campaign, [engine.Lane(target), other.Lane(target, "checkptr")]);
        Assert.That(Directory.GetFiles(corpus), Has.Length.EqualTo(601));
    }

    [Test]
    public async Task Asked_to_stop_it_ends_its_processes_and_says_that_there_is_more_to_do()
    {
        var cancelled = 0;
        var engine = new ScriptedEngine(async (_, _, progress, cancel) =>
        {
            progress.Report(new() { Executions = 5 });
            // Asked through the file, as 'campaign stop' does; a request for another process first, which must not count.
            AtomicFile.Write(_folder.Stop, "1 2 3\n");
            while (File.Exists(_folder.Stop)) await Task.Delay(20, cancel);
            AtomicFile.Write(_folder.Stop, FuzzOwner.Read(_folder)!.Ticket + "\n");
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            finally
            {
                Interlocked.Increment(ref cancelled);
            }
            return null!;
        });
        var end = await RunAsync(new() { Targets = [s_words], Jobs = 1 }, [engine.Lane(new ScriptedTarget("t", "a"))]);
        Assert.Multiple(() =>
        {
            Assert.That((end.Unfinished, end.EndedBy, cancelled), Is.EqualTo((true, "stopped by 'campaign stop'", 1)));
            Assert.That(end.Executions, Is.EqualTo(5), "what was performed counts");
            Assert.That(JsonSerializer.Deserialize(File.ReadAllText(_folder.Status), FuzzJson.Default.FuzzStatus)!.EndedBy, Is.EqualTo(end.EndedBy));
            Assert.That(File.Exists(_folder.Owner), Is.False);
        });
    }

    /// <summary>A process of its own, killed while it fuzzes and triages: nothing that an engine had handed over is lost.</summary>
    [Test]
    public async Task Killed_at_any_moment_it_loses_no_artifact_and_no_input_and_goes_on()
    {
        using (var victim = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(FuzzSessionTests).Assembly.Location, Victim, _folder.Root]) { RedirectStandardOutput = true })!)
        {
            // Some are triaged, some wait.
            for (var line = ""; FuzzPending.All(_folder).Count < 6 || !File.Exists(TakenFile);)
            {
                line = await victim.StandardOutput.ReadLineAsync();
                Assert.That(line, Is.Not.Null, "it ended by itself");
            }
            victim.Kill();
            await victim.WaitForExitAsync();
        }
        var waiting = FuzzPending.All(_folder).Select(f => System.Text.Encoding.UTF8.GetString(FuzzPending.Read(f)!.Input)).ToList();
        var sink = new ScriptedSink(TakenFile);
        var taken = sink.Taken;
        var owner = FuzzOwner.Read(_folder)!;
        var status = JsonSerializer.Deserialize(File.ReadAllText(_folder.Status), FuzzJson.Default.FuzzStatus)!;
        var engine = new ScriptedEngine((_, limits, progress, _) => Task.FromResult(Done(limits, progress, 100)));
        var lane = engine.Lane(new ScriptedTarget("t", "seed"));
        var end = await RunAsync(new() { Targets = [s_words], Executions = status.Executions + 100_000, Jobs = 1 }, [lane], sink, status);
        // Artifact n is handed over behind input n; the other job was about to hand over one.
        var handed = taken.Concat(waiting).Select(NumberOf).ToHashSet();
        var missing = Enumerable.Range(1, handed.Max()).Where(n => !handed.Contains(n)).ToList();
        var corpus = Directory.GetFiles(Path.Combine(_folder.Corpus, "t")).Select(File.ReadAllText).ToHashSet();
        Assert.Multiple(() =>
        {
            Assert.That(owner.IsAlive, Is.False, "the lock of a killed process is recognised");
            Assert.That(missing, Has.Count.LessThanOrEqualTo(1), "every artifact is triaged or waits");
            Assert.That(sink.Taken.Select(NumberOf).ToHashSet(), Is.EquivalentTo(handed), "and then all are triaged");
            Assert.That(handed.Where(n => !corpus.Contains($"input {n}")), Is.Empty);
            Assert.That((end.Pending, end.Unfinished), Is.EqualTo((0, false)));
            Assert.That(end.Executions, Is.GreaterThanOrEqualTo(status.Executions + 100_000));
        });
    }

    /// <summary>The argument with which this assembly, as a program, is that process.</summary>
    internal const string Victim = "fuzz-until-killed";

    /// <summary>A session that finds an input and another crash every few milliseconds, and triages slowly.</summary>
    internal static async Task FuzzUntilKilledAsync(string root)
    {
        var n = 0;
        var engine = new ScriptedEngine(async (unit, limits, progress, cancel) =>
        {
            var number = Interlocked.Increment(ref n);
            ScriptedEngine.Find(limits, $"input {number}");
            await Task.Delay(5, cancel);
            Console.WriteLine(number);
            return ScriptedEngine.Crash(unit, Done(limits, progress, 100).Progress, $"crash {number}", "f" + new string([.. number.ToString(CultureInfo.InvariantCulture).Select(c => (char)(c - '0' + 'a'))]));
        });
        var folder = new FuzzFolder(root);
        using var held = FuzzLock.Take(folder, DateTimeOffset.UtcNow);
        var sink = new ScriptedSink(Path.Combine(root, "taken.txt")) { Pause = TimeSpan.FromMilliseconds(300) };
        await new FuzzSession(folder, held, new() { Targets = [s_words], Jobs = 2 }, [engine.Lane(new ScriptedTarget("t", "seed"))], sink, Logger.None).RunAsync(null, new Nobody(), default);
    }

    private static int NumberOf(string text) => int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture);

    [Test]
    public async Task The_disk_budget_shrinks_corpora_and_never_findings()
    {
        Directory.CreateDirectory(_folder.Findings);
        File.WriteAllBytes(Path.Combine(_folder.Findings, "report"), new byte[300_000]);
        var old = Path.Combine(_folder.Root, "log_001.json");
        File.WriteAllText(old, new string('x', 50_000));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-1));
        File.WriteAllText(_folder.Log, "");
        var engine = new ScriptedEngine(async (_, limits, progress, cancel) =>
        {
            while (File.Exists(old) || Directory.GetFiles(Path.Combine(_folder.Corpus, "t")).Length == 60) await Task.Delay(20, cancel);
            return Done(limits, progress, 100);
        });
        var seeds = Enumerable.Range(0, 60).Select(i => $"seed {i} " + new string('z', 50 * i)).ToArray();
        var end = await RunAsync(new() { Targets = [s_words], Executions = 100, Jobs = 1, DiskBytes = 340_000 }, [engine.Lane(new ScriptedTarget("t", seeds))]);
        Assert.Multiple(() =>
        {
            Assert.That(new FileInfo(Path.Combine(_folder.Findings, "report")).Length, Is.EqualTo(300_000));
            Assert.That(File.Exists(old), Is.False, "older logs go first");
            // What 90 % of the budget leave beside findings, for the corpus and the copy of one job.
            Assert.That(Directory.GetFiles(Path.Combine(_folder.Corpus, "t")).Sum(f => new FileInfo(f).Length), Is.InRange(2000, 3000));
            Assert.That(File.Exists(Path.Combine(_folder.Corpus, "t", FuzzCorpus.NameOf("seed 0 "u8))), "short inputs stay");
            Assert.That(end.EndedBy, Is.EqualTo("its executions are done"));
        });
    }

    [Test]
    public async Task Findings_beyond_the_budget_end_it_with_the_way_out()
    {
        Directory.CreateDirectory(_folder.Findings);
        File.WriteAllBytes(Path.Combine(_folder.Findings, "report"), new byte[300_000]);
        var engine = new ScriptedEngine(async (_, _, _, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return null!;
        });
        var end = await RunAsync(new() { Targets = [s_words], Jobs = 1, DiskBytes = 200_000 }, [engine.Lane(new ScriptedTarget("t", "a"))]);
        Assert.Multiple(() =>
        {
            Assert.That(end.EndedBy, Does.Contain("195.3 KiB is used up").And.Contain("findings 293 KiB").And.Contain("raise 'disk'"));
            Assert.That(end.Unfinished);
            Assert.That(File.Exists(Path.Combine(_folder.Findings, "report")));
        });
    }

    [Test]
    public void A_folder_that_is_in_use_says_by_whom()
    {
        using var held = FuzzLock.Take(_folder, DateTimeOffset.UtcNow);
        var refused = Assert.Throws<InvalidOperationException>(() => FuzzLock.Take(_folder, DateTimeOffset.UtcNow));
        Assert.That(refused!.Message, Does.Contain($"in use by process {Environment.ProcessId}").And.Contain("campaign status|stop"));
    }

    private async Task<FuzzStatus> RunAsync(FuzzCampaign campaign, IReadOnlyList<FuzzLane> lanes, IArtifactSink? sink = null, FuzzStatus? earlier = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var held = FuzzLock.Take(_folder, DateTimeOffset.UtcNow);
        var end = await new FuzzSession(_folder, held, campaign, lanes, sink ?? new ScriptedSink(TakenFile), Logger.None).RunAsync(earlier, new Nobody(), limit.Token);
        Assert.That(limit.IsCancellationRequested, Is.False, "it did not come to its end");
        return end;
    }

    private static FuzzRound Done(FuzzLimits limits, IProgress<FuzzProgress> progress, long executions)
    {
        var count = Directory.GetFiles(limits.Corpus).Length;
        var at = new FuzzProgress { Executions = executions, GoCoverage = count, CCoverage = count + 2, Corpus = count, LastNew = DateTimeOffset.UtcNow };
        progress.Report(at);
        return ScriptedEngine.Quiet(at);
    }

    private sealed class Nobody : IProgress<FuzzStatus>
    {
        public void Report(FuzzStatus value)
        {
        }
    }

    private sealed class BrokenSink : IArtifactSink
    {
        public Task TakeAsync(IFuzzTarget target, FuzzSource source, Artifact artifact, Action<TakenArtifact> stored, CancellationToken cancel) => throw new IOException("no room");

        public Task ResumeAsync(IFuzzTarget target, FuzzSource source, CancellationToken cancel) => throw new IOException("no room");
    }
}
