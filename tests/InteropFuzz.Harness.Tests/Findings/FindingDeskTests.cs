using System.Text;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using NUnit.Framework;
using Serilog.Core;
using static InteropFuzz.Harness.Tests.Findings.Samples;

namespace InteropFuzz.Harness.Tests.Findings;

/// <summary>From artifact to finding, with inputs performed in memory.</summary>
public sealed class FindingDeskTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestData.TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private FindingStore Store => new(_folder, f => $"# {f.Finding.Id} {f.Count} {f.State}\n", TimeProvider.System);

    private FindingDesk Desk(IFuzzReplayer replayer, IProgramRunner? programs = null, FindingLimits? limits = null)
        => new(replayer, programs ?? new MemoryPrograms((_, _) => null), Store, Tools, limits ?? new FindingLimits { Toolchains = [Go127], Instruments = [] }, TimeProvider.System, Logger.None)
        {
            WordsOf = _ => new(FuzzTargetKind.Shim, "the command line"),
        };

    private static string? IfHas(byte[] input, string letters, string output) => letters.All(l => input.Contains((byte)l)) ? output : null;

    [Test]
    public async Task A_fault_that_shows_every_time_is_stored_and_made_as_small_as_it_gets()
    {
        var replayer = new MemoryReplayer((input, _) => IfHas(input, "AB", Overflow("parse", "entry")));
        using var desk = Desk(replayer);
        var input = Bytes("xxxxAyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyBzzzzzzzzzz");
        var taken = await desk.TakeAsync(new MemoryTarget(), Source, Artifact(input, Overflow("parse", "entry")), default);
        var stored = Store.Find(taken.Finding.Id)!;
        Assert.Multiple(() =>
        {
            Assert.That(taken.News, Is.EqualTo(News.New));
            Assert.That(stored.Finding.Replays.ToString(), Is.EqualTo("reproducible (3 of 3)"));
            Assert.That(Encoding.ASCII.GetString(Store.Input(taken.Finding.Id)), Is.EqualTo("AB"));
            Assert.That(Store.Input(taken.Finding.Id, original: true), Is.EqualTo(input));
            Assert.That(stored.Finding.Minimised, Is.EqualTo(new Minimisation(input.Length, 2, stored.Finding.Minimised!.Tried, Complete: true)));
            Assert.That(stored.Finding.Stage, Is.EqualTo(FindingStage.Done));
            Assert.That(stored.Finding.Steps, Is.EqualTo("byte 65\nbyte 66"));
            Assert.That(stored.Finding.Stack.Take(2), Is.EqualTo(new[] { "c parse /src/parse.c:1", "c entry /src/entry.c:2" }));
            Assert.That(stored.Count, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Candidates_that_pass_share_processes()
    {
        // Nothing smaller shows it.
        var input = Bytes(new string('x', 200) + "B");
        var replayer = new MemoryReplayer((candidate, _) => candidate.AsSpan().SequenceEqual(input) ? Overflow("parse", "entry") : null);
        using var desk = Desk(replayer);
        var taken = await desk.TakeAsync(new MemoryTarget(), Source, Artifact(input, Overflow("parse", "entry")), default);
        var tried = taken.Finding.Minimised!.Tried;
        Assert.That(tried, Is.GreaterThan(100));
        Assert.That(replayer.Processes, Is.LessThan(tried / 4));
    }

    [Test]
    public async Task Minimising_again_changes_nothing()
    {
        var replayer = new MemoryReplayer((input, _) => IfHas(input, "AB", Overflow("parse", "entry")));
        using var desk = Desk(replayer);
        var target = new MemoryTarget();
        var first = await desk.TakeAsync(target, Source, Artifact(Bytes("AxxxxxxxxB"), Overflow("parse", "entry")), default);
        var again = await desk.AgainAsync(target, Source, first.Finding.Id, default);
        Assert.Multiple(() =>
        {
            Assert.That(Encoding.ASCII.GetString(Store.Input(first.Finding.Id)), Is.EqualTo("AB"));
            Assert.That(again.Finding.Minimised!.From, Is.EqualTo(10), "the size it was found with");
            Assert.That(again.Finding with { Minimised = null }, Is.EqualTo(first.Finding with { Minimised = null }).Using<Finding>((a, b) => a.ToJson() == b.ToJson()));
            Assert.That(Store.Find(first.Finding.Id)!.Count, Is.EqualTo(1), "it was not seen again");
        });
    }

    [Test]
    public async Task A_smaller_input_that_shows_another_fault_is_a_finding_of_its_own_and_no_replacement()
    {
        // With the C it is the fault that was found; without, another one.
        var replayer = new MemoryReplayer((input, _) => IfHas(input, "AC", Overflow("write", "entry")) ?? IfHas(input, "A", Overflow("other", "way")));
        using var desk = Desk(replayer);
        var taken = await desk.TakeAsync(new MemoryTarget(), Source, Artifact(Bytes("xxAxxxxCxx"), Overflow("write", "entry")), default);
        Assert.Multiple(() =>
        {
            Assert.That(Encoding.ASCII.GetString(Store.Input(taken.Finding.Id)), Is.EqualTo("AC"));
            Assert.That(taken.Slipped, Has.Count.EqualTo(1));
            Assert.That(taken.Slipped[0].News, Is.EqualTo(News.New));
            Assert.That(Encoding.ASCII.GetString(Store.Input(taken.Slipped[0].Finding.Id)), Is.EqualTo("A"));
            Assert.That(Store.All(out _), Has.Count.EqualTo(2));
            Assert.That(Store.Find(taken.Slipped[0].Finding.Id)!.Finding.Stage, Is.EqualTo(FindingStage.Done));
        });
    }

    [Test]
    public async Task A_fault_that_shows_at_30_percent_has_its_rate_and_is_minimised_by_several_tries_each()
    {
        var replayer = new MemoryReplayer((input, process) => process % 10 is 1 or 4 or 8 ? IfHas(input, "AB", Overflow("race", "entry")) : null);
        using var desk = Desk(replayer, limits: new() { Toolchains = [Go127], Instruments = [], FlakyReplays = 20 });
        var taken = await desk.TakeAsync(new MemoryTarget(), Source, Artifact(Bytes("xAyyyyBz"), Overflow("race", "entry")), default);
        Assert.Multiple(() =>
        {
            Assert.That(taken.Finding.Replays.Tries, Is.EqualTo(20));
            Assert.That(taken.Finding.Replays.Rate, Is.EqualTo(0.3));
            Assert.That(taken.Finding.Replays.ToString(), Is.EqualTo("flaky (6 of 20)"));
            Assert.That(Encoding.ASCII.GetString(Store.Input(taken.Finding.Id)), Is.EqualTo("AB"));
        });
    }

    [Test]
    public async Task What_does_not_show_again_is_kept_as_gone_with_what_the_engine_saw()
    {
        var replayer = new MemoryReplayer((_, _) => null);
        using var desk = Desk(replayer);
        var taken = await desk.TakeAsync(new MemoryTarget(), Source, Artifact(Bytes("A"), Overflow("once", "entry")), default);
        var stored = Store.Find(taken.Finding.Id)!;
        Assert.Multiple(() =>
        {
            Assert.That(stored.Finding.Replays.ToString(), Is.EqualTo("gone (0 of 20)"));
            Assert.That(stored.Finding.OutputOf, Is.EqualTo(OutputOf.Engine));
            Assert.That(stored.Output, Does.Contain("heap-buffer-overflow"));
            Assert.That(stored.Finding.Minimised, Is.Null);
        });
    }

    [Test]
    public async Task What_cannot_be_replayed_is_kept_and_says_why()
    {
        using var desk = Desk(new MemoryReplayer((_, _) => null) { BuildFailure = "x.go:1: no" });
        var taken = await desk.TakeAsync(new MemoryTarget(), Source, Artifact(Bytes("A"), Overflow("once", "entry")), default);
        Assert.Multiple(() =>
        {
            Assert.That(taken.Finding.Replays.ToString(), Is.EqualTo("not replayed"));
            Assert.That(taken.Finding.Problems, Is.EqualTo(new[] { "it cannot be replayed: x.go:1: no" }));
            Assert.That(Store.Find(taken.Finding.Id)!.Finding.Stage, Is.EqualTo(FindingStage.Taken), "another day it may be gone on with");
        });
    }

    [Test]
    public async Task A_known_one_is_counted_without_being_worked_on_and_opens_again_when_it_was_closed()
    {
        var replayer = new MemoryReplayer((input, _) => IfHas(input, "A", Overflow("parse", "entry")));
        using var desk = Desk(replayer);
        var target = new MemoryTarget();
        var id = (await desk.TakeAsync(target, Source, Artifact(Bytes("A"), Overflow("parse", "entry")), default)).Finding.Id;
        var processes = replayer.Processes;
        var known = await desk.TakeAsync(target, Source, Artifact(Bytes("AA"), Overflow("parse", "entry")), default);
        Store.Change(id, FindingState.Closed, "me", "fixed");
        var reopened = await desk.TakeAsync(target, Source, Artifact(Bytes("AAA"), Overflow("parse", "entry")), default);
        var stored = Store.Find(id)!;
        Assert.Multiple(() =>
        {
            Assert.That((known.News, reopened.News), Is.EqualTo((News.Known, News.Reopened)));
            Assert.That(replayer.Processes, Is.EqualTo(processes), "nothing was performed for it");
            Assert.That((stored.Count, stored.State, stored.CameBack), Is.EqualTo((3L, FindingState.Open, true)));
            Assert.That(stored.States[^1].Reason, Is.EqualTo("seen again in memory"));
            Assert.That(File.ReadAllText(Store.FolderOf(id).Page), Does.Contain("Open"));
        });
    }

    [Test]
    public async Task An_engine_whose_own_frames_are_on_the_stack_finds_the_same_finding()
    {
        var replayer = new MemoryReplayer((_, _) => Overflow("parse", "entry"));
        using var desk = Desk(replayer);
        var target = new MemoryTarget();
        var first = await desk.TakeAsync(target, Source, Artifact(Bytes("A"), Overflow("parse", "engine_frame")), default);
        var processes = replayer.Processes;
        var second = await desk.TakeAsync(target, Source, Artifact(Bytes("A"), Overflow("parse", "engine_frame")), default);
        Assert.Multiple(() =>
        {
            Assert.That((second.Finding.Id, second.News), Is.EqualTo((first.Finding.Id, News.Known)));
            Assert.That(replayer.Processes, Is.EqualTo(processes));
            Assert.That(Store.All(out _), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Work_that_was_broken_off_is_gone_on_with()
    {
        var target = new MemoryTarget();
        string? Shows(byte[] input) => IfHas(input, "AB", Overflow("parse", "entry"));
        using var stop = new CancellationTokenSource();
        using (var killed = Desk(new MemoryReplayer((input, process) =>
        {
            if (process == 6) stop.Cancel();
            return Shows(input);
        })))
            Assert.That(async () => await killed.TakeAsync(target, Source, Artifact(Bytes("AxxxxB"), Overflow("parse", "entry")), stop.Token), Throws.InstanceOf<OperationCanceledException>());
        var left = Store.All(out _).Single();
        using var desk = Desk(new MemoryReplayer((input, _) => Shows(input)));
        var finished = await desk.ResumeAsync(target, Source, default);
        Assert.Multiple(() =>
        {
            Assert.That(left.Finding.Stage, Is.EqualTo(FindingStage.Taken), "it was stored before anything else");
            Assert.That(finished.Select(f => (f.Id, f.Stage)), Is.EqualTo(new[] { (left.Finding.Id, FindingStage.Done) }));
            Assert.That(Encoding.ASCII.GetString(Store.Input(left.Finding.Id)), Is.EqualTo("AB"));
        });
    }

    [Test]
    public async Task Minimisation_ends_where_candidates_do_not()
    {
        var replayer = new MemoryReplayer((_, _) => Overflow("parse", "entry"));
        using var desk = Desk(replayer, limits: new() { Toolchains = [Go127], Instruments = [], MinimiseRuns = 50 });
        var taken = await desk.TakeAsync(new Endless(), Source, Artifact(Bytes("A"), Overflow("parse", "entry")), default);
        Assert.Multiple(() =>
        {
            Assert.That(taken.Finding.Minimised!.Complete, Is.False);
            Assert.That(replayer.Processes, Is.LessThan(70));
        });
    }

    [Test]
    public async Task Candidates_that_come_round_again_do_not_keep_it_going()
    {
        using var desk = Desk(new MemoryReplayer((_, _) => Overflow("parse", "entry")));
        var taken = await desk.TakeAsync(new Circle(), Source, Artifact([0], Overflow("parse", "entry")), default);
        Assert.That(taken.Finding.Minimised!.Complete);
    }

    [Test]
    public async Task A_program_that_shows_it_is_the_reproducer_and_tells_the_first_release_and_the_cells()
    {
        var files = new Dictionary<string, byte[]> { ["main.go"] = Bytes("package main\n"), ["go.mod"] = Bytes("module m\n") };
        var programs = new MemoryPrograms((toolchain, instrument) => instrument.Name != "asan" || toolchain == Go119 ? null : Overflow("parse", "entry"));
        using var desk = Desk(new MemoryReplayer((_, _) => Overflow("parse", "entry")), programs, new() { Toolchains = [Go119, Go127], Instruments = [.. InstrumentCatalog.All.Where(i => i.Name is "plain" or "asan" or "msan")] });
        var taken = await desk.TakeAsync(new MemoryTarget { Program = files }, Source, Artifact(Bytes("A"), Overflow("parse", "entry")), default);
        var finding = Store.Find(taken.Finding.Id)!.Finding;
        Assert.Multiple(() =>
        {
            Assert.That(finding.Program, Is.EqualTo(new ProgramResult(ProgramVerdict.Reproduced, "the same signature (3 of 3)")));
            Assert.That(finding.Reproduce, Is.EqualTo("cd reproducer && go run ."));
            Assert.That(finding.FirstRelease, Is.EqualTo("1.27.0"));
            Assert.That(finding.Cells.Select(c => $"{c.Instrument} {c.Go} {string.Join('|', c.Symptoms.Keys)} {c.Same}"), Is.EqualTo(new[]
            {
                "plain 1.27.0 clean False", "asan 1.19.8 clean False", "asan 1.27.0 asan/heap-buffer-overflow True", "msan 1.27.0  False",
            }));
            Assert.That(finding.Cells[^1].Reason, Does.Contain("clang"), "what cannot be says why");
            Assert.That(Store.Program(finding.Id).Keys, Is.EquivalentTo(files.Keys));
        });
    }

    [Test]
    public async Task A_program_that_does_not_show_it_says_so_and_the_cells_are_those_of_replays()
    {
        var files = new Dictionary<string, byte[]> { ["main.go"] = Bytes("package main\n") };
        using var desk = Desk(new MemoryReplayer((_, _) => Overflow("parse", "entry")), new MemoryPrograms((_, _) => null), new() { Toolchains = [Go127], Instruments = [InstrumentCatalog.Find("plain")!] });
        var taken = await desk.TakeAsync(new MemoryTarget { Program = files }, Source, Artifact(Bytes("A"), Overflow("parse", "entry")), default);
        Assert.Multiple(() =>
        {
            Assert.That(taken.Finding.Program, Is.EqualTo(new ProgramResult(ProgramVerdict.NotReproduced, "it shows clean (3 of 3)")));
            Assert.That(taken.Finding.CellsOfProgram, Is.False);
            Assert.That(taken.Finding.Reproduce, Is.EqualTo($"interopfuzz findings replay {taken.Finding.Id}"));
            Assert.That(taken.Finding.Cells.Select(c => c.Same), Is.All.True);
        });
    }

    [Test]
    public async Task A_hang_of_one_target_says_nothing_of_another()
    {
        static Artifact Hang(string target) => Artifact([1], null) with { Target = target, Observation = new(Triage.Ending.TimedOut, "", 0, 0, 0, 0), Crash = Triage.CrashReader.Read("", Triage.Ending.TimedOut) };
        using var desk = Desk(new MemoryReplayer((_, _) => null));
        var a = await desk.TakeAsync(new MemoryTarget { Name = "a" }, Source, Hang("a"), default);
        var b = await desk.TakeAsync(new MemoryTarget { Name = "b" }, Source, Hang("b"), default);
        Assert.That(a.Finding.Id, Is.Not.EqualTo(b.Finding.Id));
    }

    private sealed class Endless : IFuzzTarget
    {
        public string Name => "memory";

        public Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel) => throw new NotSupportedException();

        public IEnumerable<byte[]> Seeds() => [];

        public IEnumerable<byte[]> Smaller(byte[] input)
        {
            yield return [.. input, 1];
        }

        public string Show(byte[] input) => "";

        public Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel) => Task.FromResult<IReadOnlyDictionary<string, byte[]>?>(null);
    }

    private sealed class Circle : IFuzzTarget
    {
        public string Name => "memory";

        public Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel) => throw new NotSupportedException();

        public IEnumerable<byte[]> Seeds() => [];

        public IEnumerable<byte[]> Smaller(byte[] input) => [[(byte)((input[0] + 1) % 3)]];

        public string Show(byte[] input) => "";

        public Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel) => Task.FromResult<IReadOnlyDictionary<string, byte[]>?>(null);
    }
}
