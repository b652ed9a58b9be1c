using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Running;

/// <summary>Hostile programs (data/hostile/*.c) in the cage: whatever they do, it ends, and nothing of them is left.</summary>
public sealed class ContainmentTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher);
    private readonly Launcher _launcher = new(TestData.Launcher, s_tools.Bubblewrap?.Path);
    private HostilePrograms _programs = null!;

    [OneTimeSetUp]
    public void Compile()
    {
        Assert.That(s_tools.Launcher, Is.Not.Null, "the launcher is not built: run ./build.sh test");
        _programs = new();
    }

    [OneTimeTearDown]
    public void Delete() => _programs.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_program_that_ignores_every_signal_is_killed(bool sandboxed)
    {
        var result = await RunAsync("ignore-signals", sandboxed, seconds: 0.5);
        Assert.That(result.Ending, Is.EqualTo(Ending.TimedOut));
    }

    [Test]
    public async Task A_fork_bomb_is_bounded_and_leaves_no_process()
    {
        RequireSandbox();
        var result = await RunAsync("fork-bomb", sandboxed: true, seconds: 1.5);
        Assert.Multiple(() =>
        {
            Assert.That(result.Ending.Kind, Is.AnyOf(EndingKind.TimedOut, EndingKind.OutOfMemory));
            Assert.That(HostilePrograms.Running("fork-bomb"), Is.Zero);
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_daemon_that_leaves_its_session_does_not_outlive_the_program(bool sandboxed)
    {
        var result = await RunAsync("daemon", sandboxed, seconds: 10);
        Assert.Multiple(() =>
        {
            Assert.That(result.Ending, Is.EqualTo(Ending.Exited(3)));
            Assert.That(HostilePrograms.Running("daemon"), Is.Zero);
        });
    }

    [Test]
    public async Task An_endless_printer_is_cut_in_the_middle_and_both_ends_are_kept()
    {
        var result = await RunAsync("endless-printer", sandboxed: false, seconds: 1);
        Assert.Multiple(() =>
        {
            Assert.That(result.Ending, Is.EqualTo(Ending.TimedOut));
            Assert.That(result.Output, Does.StartWith("line 1\n"));
            Assert.That(result.Output, Does.Contain("bytes cut here]"));
            Assert.That(result.Output, Has.Length.LessThan(300 << 10));
            Assert.That(result.CutBytes, Is.GreaterThan(1 << 20));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_hundred_gigabytes_end_at_the_memory_limit(bool sandboxed)
    {
        var result = await RunAsync("take-memory", sandboxed, seconds: 60);
        Assert.Multiple(() =>
        {
            Assert.That(result.Ending, Is.EqualTo(Ending.OutOfMemory));
            Assert.That(result.PeakRssBytes, Is.LessThan(1L << 30));
        });
    }

    [Test]
    public async Task Binary_garbage_is_taken_as_it_is()
    {
        var result = await RunAsync("garbage", sandboxed: false, seconds: 10);
        Assert.Multiple(() =>
        {
            Assert.That(result.Ending, Is.EqualTo(Ending.Exited(1)));
            Assert.That(CrashReader.Read(result.Output, result.Ending).Symptom, Is.Not.EqualTo(Symptom.Clean));
        });
    }

    [Test]
    public async Task Signals_and_exit_codes_come_through_the_sandbox_as_they_are()
    {
        RequireSandbox();
        var killed = await RunAsync("raise-segv", sandboxed: true, seconds: 10);
        Assert.That(killed.Ending, Is.EqualTo(Ending.Signalled(11)));
    }

    [Test]
    public async Task In_the_sandbox_there_is_no_network_no_root_and_nothing_to_write_but_tmp()
    {
        RequireSandbox();
        var result = await RunAsync("look-around", sandboxed: true, seconds: 10);
        // The program prints what it could do that it should not.
        Assert.That(result.Output, Is.EqualTo("done\n"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_program_gets_just_the_environment_it_is_given(bool sandboxed)
    {
        var result = await RunAsync("print-environment", sandboxed, seconds: 10);
        // bwrap sets PWD to where the program starts.
        Assert.That(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("PWD=", StringComparison.Ordinal)), Is.EqualTo(new[] { "PATH=/usr/bin:/bin" }));
    }

    [Test]
    public async Task A_cancelled_launch_leaves_no_process()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var launch = RunAsync("ignore-signals", sandboxed: s_tools.Bubblewrap is not null, seconds: 60, cancel: cancel.Token);
        Assert.That(async () => await launch, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(HostilePrograms.Running("ignore-signals"), Is.Zero);
    }

    /// <summary>Five programs: an end that is met too early loses the time of some only.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task The_time_of_a_program_is_its_own_and_that_of_launcher_and_sandbox_is_never_negative(bool sandboxed)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync("wait-then-work", sandboxed, seconds: 60)));
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(r => r.Ending), Has.All.EqualTo(Ending.Signalled(9)));
            Assert.That(results.Select(r => r.CpuUs), Has.All.InRange(550_000, 1_000_000));
            Assert.That(results.Select(r => r.OverheadUs), Has.All.InRange(1, 500_000));
        });
    }

    [Test]
    public async Task The_time_of_a_program_that_had_to_be_killed_is_known_too()
    {
        var result = await RunAsync("ignore-signals", sandboxed: s_tools.Bubblewrap is not null, seconds: 2);
        Assert.That(result.CpuUs, Is.InRange(100_000, 2_500_000));
    }

    [Test]
    public async Task A_program_that_waits_is_told_of_and_so_is_its_going_on()
    {
        var told = new List<bool>();
        var working = new List<bool>();
        await RunAsync("wait-then-work", sandboxed: s_tools.Bubblewrap is not null, seconds: 60, waits: told.Add);
        await RunAsync("ignore-signals", sandboxed: false, seconds: 0.5, waits: working.Add);
        Assert.Multiple(() =>
        {
            Assert.That(told, Is.EqualTo(new[] { true, false, false }), "it waits, it runs again, it has ended");
            Assert.That(working, Has.None.True);
        });
    }

    [Test]
    public void A_program_that_is_not_there_is_the_launchers_error()
        => Assert.That(async () => await RunAsync("nothing-here", sandboxed: false, seconds: 5),
            Throws.InstanceOf<LaunchException>().With.Message.Contains("No such file"));

    private static void RequireSandbox()
    {
        if (s_tools.SandboxProblem is { } problem) Assert.Ignore(problem);
    }

    private async Task<LaunchResult> RunAsync(string program, bool sandboxed, double seconds, Action<bool>? waits = null, CancellationToken cancel = default)
    {
        if (sandboxed) RequireSandbox();
        var cage = new Cage(sandboxed, _programs.Folder);
        return await _launcher.RunAsync(new()
        {
            Command = [cage.Inner(_programs.PathOf(program))],
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            Deadline = TimeSpan.FromSeconds(seconds),
            Grace = TimeSpan.FromMilliseconds(200),
            MemoryBytes = 256 << 20,
            Cage = cage,
        }, cancel, waits);
    }
}
