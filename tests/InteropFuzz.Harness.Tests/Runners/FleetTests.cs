using System.Diagnostics;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Tests.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Runners;

/// <summary>Programs on a machine behind ssh, which is this one behind an sshd of the tests' own: what goes wrong there never looks like a result.</summary>
[NonParallelizable]
public sealed class FleetTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher);
    private LoopbackSshd _sshd = null!;
    private HostilePrograms _programs = null!;
    private string _folder = "", _workdir = "";

    [OneTimeSetUp]
    public void Begin()
    {
        if (LoopbackSshd.WhyNot is { } why) Assert.Ignore(why);
        _folder = TestData.TemporaryFolder();
        _programs = new();
        _workdir = Path.Combine(_folder, "far side");
        _sshd = LoopbackSshd.Start(_folder);
    }

    [OneTimeTearDown]
    public void End()
    {
        _sshd?.Dispose();
        _programs?.Dispose();
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_program_ends_there_as_it_does_here(bool sandbox)
    {
        await using var fleet = await ConnectAsync(Runner, sandbox);
        var launcher = new Launcher(TestData.Launcher, s_tools.Bubblewrap?.Path);
        foreach (var name in new[] { "raise-segv", "garbage", "daemon" })
        {
            var far = await fleet.RunAsync(Program(name), s_tools.Arch, 2, () => { }, default);
            var here = Observation.Of(await launcher.RunAsync(Request(name, new Cage(sandbox && s_tools.Bubblewrap is not null, _programs.Folder)), default));
            Assert.Multiple(() =>
            {
                Assert.That(far.Tries.Select(t => t.Ending), Is.EqualTo(new[] { here.Ending, here.Ending }), name);
                Assert.That(far.Tries[0].Output, Is.EqualTo(here.Output), name);
                Assert.That(far.Cage, Is.EqualTo(sandbox && s_tools.Bubblewrap is not null ? "bubblewrap" : "limits"));
            });
        }
        Assert.That(Directory.GetFileSystemEntries(Path.Combine(_workdir, "run")), Is.Empty, "what programs wrote there is gone");
    }

    [Test]
    public async Task Nothing_of_this_machines_environment_reaches_the_program([Values] bool sandbox)
    {
        await using var fleet = await ConnectAsync(Runner, sandbox);
        var far = await fleet.RunAsync(Program("print-environment"), s_tools.Arch, 1, () => { }, default);
        Assert.That(far.Tries[0].Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("PWD=", StringComparison.Ordinal)), Is.EqualTo(new[] { "PATH=/usr/bin:/bin" }));
    }

    [Test]
    public async Task The_deadline_holds_on_the_far_side([Values] bool sandbox)
    {
        await using var fleet = await ConnectAsync(Runner, sandbox);
        var far = await fleet.RunAsync(Program("ignore-signals", seconds: 0.5), s_tools.Arch, 1, () => { }, default);
        Assert.Multiple(() =>
        {
            Assert.That(far.Tries[0].Ending, Is.EqualTo(Ending.TimedOut));
            Assert.That(Running("ignore-signals"), Is.Zero);
        });
    }

    [Test]
    public async Task A_cell_whose_connection_is_cut_runs_again_and_counts_once([Values] bool sandbox)
    {
        await using var fleet = await ConnectAsync(Runner, sandbox);
        var run = fleet.RunAsync(Program("wait-then-work", seconds: 60), s_tools.Arch, 1, () => { }, default);
        await RunsAsync("wait-then-work");
        Assert.That(_sshd.CutConnections(), Is.Positive);
        var far = await run;
        Assert.Multiple(() =>
        {
            Assert.That(far.Tries.Select(t => t.Ending), Is.EqualTo(new[] { Ending.Signalled(9) }));
            Assert.That(Running("wait-then-work"), Is.Zero);
        });
    }

    /// <summary>Away for longer than one attempt to connect, and what was copied there is gone.</summary>
    [Test]
    public async Task A_machine_that_reboots_is_waited_for()
    {
        await using var fleet = await ConnectAsync(Runner);
        var run = fleet.RunAsync(Program("wait-then-work", seconds: 60), s_tools.Arch, 1, () => { }, default);
        await RunsAsync("wait-then-work");
        _sshd.Stop();
        try
        {
            await GoneAsync("wait-then-work");
            Directory.Delete(_workdir, recursive: true);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        finally
        {
            _sshd.Start();
        }
        Assert.That((await run).Tries.Select(t => t.Ending), Is.EqualTo(new[] { Ending.Signalled(9) }));
    }

    [Test]
    public async Task A_cell_that_loses_every_connection_is_given_up_and_nothing_is_left_running()
    {
        await using var fleet = await ConnectAsync(Runner);
        var run = fleet.RunAsync(Program("ignore-signals", seconds: 60), s_tools.Arch, 1, () => { }, default);
        while (!run.IsCompleted)
        {
            if (Running("ignore-signals") > 0) _sshd.CutConnections();
            await Task.WhenAny(run, Task.Delay(50));
        }
        Assert.That(async () => await run, Throws.InstanceOf<RunnerException>().With.Message.Contains("given up after 3 attempts").And.Message.Contains("runner loop"));
        await GoneAsync("ignore-signals");
        var after = await fleet.RunAsync(Program("raise-segv"), s_tools.Arch, 1, () => { }, default);
        Assert.That(after.Tries[0].Ending, Is.EqualTo(Ending.Signalled(11)), "the runner itself is still of use");
    }

    [Test]
    public async Task A_machine_that_does_not_come_back_takes_its_cells_with_it()
    {
        await using var fleet = await ConnectAsync(Runner with { Reconnect = TimeSpan.FromSeconds(1), Parallelism = 2 });
        var runs = Enumerable.Range(0, 4).Select(_ => fleet.RunAsync(Program("ignore-signals", seconds: 60), s_tools.Arch, 1, () => { }, default)).ToList();
        await RunsAsync("ignore-signals");
        _sshd.Stop();
        try
        {
            foreach (var run in runs)
                Assert.That(async () => await run, Throws.InstanceOf<RunnerException>().With.Message.Contains("no runner of").And.Message.Contains("nothing listens at that port"));
            await GoneAsync("ignore-signals");
        }
        finally
        {
            _sshd.Start();
        }
    }

    [Test]
    public async Task A_cell_goes_to_another_runner_when_its_own_goes_away()
    {
        using var second = LoopbackSshd.Start(Directory.CreateDirectory(Path.Combine(_folder, "second")).FullName);
        var weak = new SshRunner("weak", "127.0.0.1", s_tools.Arch) { Port = second.Port, Key = second.Key, KnownHosts = second.Known, Workdir = _workdir, Reconnect = TimeSpan.FromSeconds(1) };
        var (fleet, problems) = await Fleet.ConnectAsync([weak, Runner], s_tools, sandbox: true, default);
        await using (fleet)
        {
            Assert.That(problems, Is.Empty);
            var run = fleet.RunAsync(Program("wait-then-work", seconds: 60), s_tools.Arch, 1, () => { }, default);
            await RunsAsync("wait-then-work");
            second.Stop();
            Assert.That((await run).Runner.Name, Is.EqualTo("loop"));
        }
    }

    [Test]
    public async Task A_cancelled_run_leaves_no_process()
    {
        await using var fleet = await ConnectAsync(Runner);
        using var cancel = new CancellationTokenSource();
        var run = fleet.RunAsync(Program("ignore-signals", seconds: 60), s_tools.Arch, 1, () => { }, cancel.Token);
        await RunsAsync("ignore-signals");
        await cancel.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Running("ignore-signals"), Is.Zero);
    }

    [Test]
    public async Task A_broken_copy_is_never_used()
    {
        await using (var fleet = await ConnectAsync(Runner)) await fleet.RunAsync(Program("raise-segv"), s_tools.Arch, 1, () => { }, default);
        foreach (var copy in Directory.GetFiles(Path.Combine(_workdir, "cache"), "*", SearchOption.AllDirectories))
        {
            // As long as the whole one, and the hash differs.
            using var file = File.OpenWrite(copy);
            file.Position = file.Length / 2;
            file.Write(new byte[Math.Min(4096, file.Length / 2)]);
        }
        await using var again = await ConnectAsync(Runner);
        Assert.That((await again.RunAsync(Program("raise-segv"), s_tools.Arch, 1, () => { }, default)).Tries[0].Ending, Is.EqualTo(Ending.Signalled(11)));
    }

    [Test]
    public async Task A_full_disk_is_named_and_the_cells_are_lost()
    {
        if (!Environment.IsPrivilegedProcess) Assert.Ignore("only root can make a small file system to fill");
        var small = Directory.CreateDirectory(Path.Combine(_folder, "small")).FullName;
        if (HostCommand.Ask("mount", ["-t", "tmpfs", "-o", "size=2m", "interopfuzz-test", small]) is not { Code: 0 }) Assert.Ignore("no file system can be mounted here");
        try
        {
            await using var fleet = await ConnectAsync(Runner with { Workdir = small });
            var large = PathOf("large");
            File.Copy(PathOf("raise-segv"), large, overwrite: true);
            using (var file = File.OpenWrite(large)) file.SetLength(4 << 20);
            Assert.That(async () => await fleet.RunAsync(Program("large"), s_tools.Arch, 1, () => { }, default),
                Throws.InstanceOf<RunnerException>().With.Message.Contains("its disk is full").And.Message.Contains("workdir:"));
        }
        finally
        {
            HostCommand.Ask("umount", [small]);
        }
    }

    [Test]
    public async Task A_program_that_does_not_load_there_is_refused_and_never_judged()
    {
        var library = Path.Combine(_folder, "libnowhere.so");
        var source = Path.Combine(TestData.Folder, "hostile", "raise-segv.c");
        Assert.That(HostCommand.Ask("gcc", ["-shared", "-o", library, "-x", "c", "/dev/null"])?.Code, Is.Zero);
        Assert.That(HostCommand.Ask("gcc", ["-o", PathOf("unloadable"), source, "-Wl,--no-as-needed", "-L" + _folder, "-lnowhere"])?.Code, Is.Zero);
        File.Delete(library);
        await using var fleet = await ConnectAsync(Runner with { Parallelism = 2 });
        var runs = Enumerable.Range(0, 2).Select(_ => fleet.RunAsync(Program("unloadable"), s_tools.Arch, 1, () => { }, default)).ToList();
        foreach (var run in runs) Assert.That(async () => await run, Throws.InstanceOf<RunnerException>().With.Message.Contains("do not load there").And.Message.Contains("libnowhere.so"));
    }

    [Test]
    public async Task A_wrong_key_is_named()
        => Assert.That(await ProblemAsync(Runner with { Key = _sshd.OtherKey }), Does.Contain("it does not accept the key").And.Contain("authorized_keys"));

    [Test]
    public async Task A_host_key_that_changed_is_refused_also_where_new_ones_are_taken([Values] HostKeys checking)
        => Assert.That(await ProblemAsync(Runner with { KnownHosts = _sshd.WriteKnown("changed", "other-host"), HostKeys = checking }),
            Does.Contain("its host key is not the one that is known").And.Contain("ssh-keygen -R"));

    [Test]
    public async Task A_host_key_that_is_not_known_is_taken_only_when_the_file_says_so()
    {
        var known = _sshd.WriteKnown("empty", null);
        Assert.That(await ProblemAsync(Runner with { KnownHosts = known }), Does.Contain("its host key is not known").And.Contain("accept-new"));
        await using (await ConnectAsync(Runner with { KnownHosts = known, HostKeys = HostKeys.AcceptNew }))
            Assert.That(File.ReadAllText(known), Does.Contain("ssh-ed25519 "));
        Assert.That(await ProblemAsync(Runner with { KnownHosts = known }), Is.Empty, "it is remembered");
    }

    [Test]
    public async Task What_cannot_be_reached_or_used_is_named()
    {
        var other = s_tools.Arch == Arch.Amd64 ? Arch.Arm64 : Arch.Amd64;
        var file = Path.Combine(_folder, "a file");
        File.WriteAllText(file, "");
        Assert.Multiple(async () =>
        {
            Assert.That(await ProblemAsync(Runner with { Host = "no-such-host.invalid" }), Does.Contain("host:"));
            Assert.That(await ProblemAsync(Runner with { Port = 1 }), Does.Contain("nothing listens at that port"));
            Assert.That(await ProblemAsync(Runner with { Workdir = file + "/below" }), Does.Contain("workdir:").And.Contain("cannot be used"));
            if (s_tools.Foreign?.Launcher is not null) Assert.That(await ProblemAsync(Runner with { Arch = other }), Does.Contain("mend 'arch:'"));
        });
    }

    private SshRunner Runner => _sshd.Runner(_workdir);

    private string PathOf(string name) => _programs.PathOf(name);

    private FarProgram Program(string name, double seconds = 20)
        => new(PathOf(name), place => Request(place.Program, new Cage(place.Sandboxed, place.Folder), seconds) with { WorkingDirectory = place.Scratch });

    private LaunchRequest Request(string program, Cage cage, double seconds = 20) => new()
    {
        Command = [cage.Inner(Path.IsPathRooted(program) ? program : PathOf(program))],
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        Deadline = TimeSpan.FromSeconds(seconds),
        Grace = TimeSpan.FromMilliseconds(200),
        MemoryBytes = 256 << 20,
        Cage = cage,
    };

    private static async Task<Fleet> ConnectAsync(SshRunner runner, bool sandbox = true)
    {
        var (fleet, problems) = await Fleet.ConnectAsync([runner], s_tools, sandbox, default);
        Assert.That(problems.Select(p => p.Message), Is.Empty);
        return fleet;
    }

    private static async Task<string> ProblemAsync(SshRunner runner)
    {
        var (fleet, problems) = await Fleet.ConnectAsync([runner], s_tools, sandbox: true, default);
        await fleet.DisposeAsync();
        return string.Concat(problems.Select(p => p.Message));
    }

    private static int Running(string program) => HostilePrograms.Running(program);

    private static Task RunsAsync(string program) => UntilAsync(() => Running(program) > 0, $"{program} does not begin");

    private static Task GoneAsync(string program) => UntilAsync(() => Running(program) == 0, $"{program} still runs");

    /// <summary>Waits for what must come, as long as a loaded machine may need.</summary>
    private static async Task UntilAsync(Func<bool> isSo, string otherwise)
    {
        for (var clock = Stopwatch.StartNew(); !isSo(); await Task.Delay(20))
            if (clock.Elapsed > TimeSpan.FromSeconds(60)) Assert.Fail(otherwise);
    }
}
