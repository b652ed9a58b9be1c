using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;
using Serilog.Core;

namespace InteropFuzz.Harness.Tests.Running;

/// <summary>Programs that die in C (data/gdb), run for real: what the second run under gdb adds.</summary>
public sealed class CrashFramesTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher);
    private string _folder = "";

    [OneTimeSetUp]
    public void Prepare()
    {
        if (s_tools.Gdb is null) Assert.Ignore("gdb is missing: apt-get install gdb");
        _folder = TestData.TemporaryFolder();
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [TestCase("below-recovered-panics", "signal/in-c/SIGSEGV", "inner (", "middle (", "entry (", "_Cfunc_entry (")]
    [TestCase("on-a-thread-of-c", "signal/bare/SIGSEGV", "broken (", "worker (")]
    [TestCase("forges-gdb-lines", "signal/in-c/SIGSEGV", "real (", "_Cfunc_real (")]
    [TestCase("handles-its-own-signals", "signal/in-c/SIGABRT", "give_up (", "_Cfunc_give_up (")]
    public async Task The_C_frames_of_a_death_in_C_stand_behind_the_output(string name, string symptom, params string[] functions)
    {
        var (finished, debugger) = await RunAsync(name, s_tools);
        Assert.Multiple(() =>
        {
            Assert.That(finished.Crash!.Symptom.Name, Is.EqualTo(symptom));
            Assert.That(debugger[0], Does.EndWith($"it died of {symptom[^7..]} again"));
            Assert.That(debugger[1], Does.StartWith($"Program received signal {symptom[^7..]}, "));
            Assert.That(debugger.Count(l => l.StartsWith("#0 ", StringComparison.Ordinal)), Is.EqualTo(1));
        });
        var at = -1;
        foreach (var function in functions)
        {
            var next = Array.FindIndex(debugger, at + 1, l => l.StartsWith('#') && l.Contains(function, StringComparison.Ordinal));
            Assert.That(next, Is.GreaterThan(at), $"{function} in\n{string.Join('\n', debugger)}");
            at = next;
        }
    }

    [TestCase("hides-from-debuggers", "it ended otherwise: exit 0 after no signal in C, not exit 2 after SIGSEGV; no C frames")]
    [TestCase("waits-for-debuggers", "gdb did not see it end (timeout); no C frames")]
    public async Task A_second_run_that_is_not_the_same_death_adds_no_frames(string name, string why)
    {
        var (finished, debugger) = await RunAsync(name, s_tools, TimeSpan.FromSeconds(1));
        Assert.Multiple(() =>
        {
            Assert.That(finished.Crash!.Symptom.Name, Is.EqualTo("signal/in-c/SIGSEGV"));
            Assert.That(debugger, Has.Length.EqualTo(1));
            Assert.That(debugger[0], Does.EndWith(why));
        });
    }

    [Test]
    public async Task Outside_the_sandbox_it_works_as_well()
    {
        var (_, debugger) = await RunAsync("below-recovered-panics", s_tools with { Bubblewrap = null, SandboxProblem = "the test says so" });
        Assert.That(debugger, Has.Some.Contains("inner ("));
    }

    [Test]
    public async Task What_gdb_said_is_kept_for_the_next_run()
    {
        var (first, _) = await RunAsync("on-a-thread-of-c", s_tools, frames: "kept");
        // A gdb that cannot be started shows that it was not asked again.
        var (second, _) = await RunAsync("on-a-thread-of-c", s_tools with { Gdb = s_tools.Gdb! with { Path = "/nothing/gdb" } }, frames: "kept");
        Assert.That(second.Output[^200..], Is.EqualTo(first.Output[^200..]));
    }

    [Test]
    public async Task Where_gdb_cannot_work_the_cell_is_as_it_was()
    {
        var gdb = Path.Combine(_folder, "gdb");
        await File.WriteAllTextAsync(gdb, "#!/bin/sh\necho 'During startup program exited with code 127.'\n");
        File.SetUnixFileMode(gdb, (UnixFileMode)0b111_101_101);
        var (finished, debugger) = await RunAsync("below-recovered-panics", s_tools with { Gdb = s_tools.Gdb! with { Path = gdb }, Bubblewrap = null });
        Assert.Multiple(() =>
        {
            Assert.That(finished.Row.Verdict, Is.EqualTo("expected"));
            Assert.That(debugger, Is.Empty);
        });
    }

    /// <summary>Runs one of the programs; gives its cell and the lines that gdb's run has added.</summary>
    private async Task<(CellFinished Finished, string[] Debugger)> RunAsync(string name, HostTools tools, TimeSpan? gdbTime = null, string? frames = null)
    {
        var cache = CacheFolder.Default();
        if (GoToolchains.Find(cache).MaxBy(t => t.Version) is not { } go)
        {
            Assert.Ignore("there is no Go here");
            throw new InvalidOperationException();
        }
        var cases = CaseSet.Load(Path.Combine(TestData.Folder, "gdb"));
        var launcher = new Launcher(TestData.Launcher, tools.Bubblewrap?.Path);
        var runner = new CellRunner(launcher, tools, cases.Folder) { GdbTime = gdbTime ?? TimeSpan.FromSeconds(30) };
        // Answers of other runs must not stand in for gdb.
        var answers = new CacheFolder(Path.Combine(_folder, frames ?? Guid.NewGuid().ToString()));
        var run = new MatrixRun(new GoBuilder(cases.Folder, cache, tools, launcher, 2), runner, new(runner, tools, answers, Logger.None), tools, 2, Logger.None);
        var plan = Plan.Make(cases.Cases.Where(c => c.Id.EndsWith("/" + name, StringComparison.Ordinal)), [go], [new Plain()], [PlanWords.HostArch], tools);
        CellFinished? finished = null;
        await foreach (var happened in run.RunAsync(plan, CancellationToken.None))
            if (happened is CellFinished cell) finished = cell;
        Assert.That(finished, Is.Not.Null);
        var lines = finished!.Output.TrimEnd().Split('\n');
        // The last such line is the harness's own: a program may print others before.
        var mark = Array.FindLastIndex(lines, l => l.StartsWith("INTEROPFUZZ gdb: ran once more, with plain on Go " + go.Version, StringComparison.Ordinal));
        return (finished, mark < 0 ? [] : lines[mark..]);
    }
}
