using System.Text.Json.Nodes;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Tests.Runners;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>run --runner</c> and <c>runners check</c>, against an sshd of the tests' own on this machine.</summary>
[NonParallelizable]
public sealed class RunnerTests
{
    private LoopbackSshd _sshd = null!;
    private string _folder = "";

    [OneTimeSetUp]
    public void Begin()
    {
        if (LoopbackSshd.WhyNot is { } why) Assert.Ignore(why);
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        _sshd = LoopbackSshd.Start(_folder);
    }

    [OneTimeTearDown]
    public void End()
    {
        _sshd?.Dispose();
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Cells_come_out_as_they_do_here_and_say_where_they_ran()
    {
        string[] selection = ["run", "--filter", "c-heap-ownership/written-after-free*", "--filter", "native-control-escape/*abort*", "--go", "1.27", "--instrument", "plain,asan", "--no-gdb"];
        var far = await Command.RunAsync([.. selection, "--runner", "loop", "--runners", File("runners.yaml"), "--artifacts", In("far")]);
        var here = await Command.RunAsync([.. selection, "--arch", Arch, "--artifacts", In("here"), "--runtime", "go"]);
        Assert.That(far.Code, Is.EqualTo(here.Code), far.All + here.All);
        var (there, local) = (Rows("far").Where(r => r["net"] is null).ToList(), Rows("here"));
        string Said(JsonObject row) => $"{row["case"]} {row["instrument"]} {row["verdict"]} {row["symptoms"]!.ToJsonString()}";
        Assert.Multiple(() =>
        {
            Assert.That(local, Is.Not.Empty);
            Assert.That(there.Select(Said), Is.EquivalentTo(local.Select(Said)));
            Assert.That(there.Select(r => (string?)r["runner"]), Is.All.EqualTo("ssh"));
            Assert.That(there.Select(r => (string?)r["runner_name"]), Is.All.EqualTo("loop"));
            Assert.That(there.Select(r => (string?)r["cage"]), Is.All.AnyOf("bubblewrap", "limits"));
            Assert.That((string?)JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Run("far"), "run.json")))!["runners"]!["loop"], Does.Contain("Linux"));
        });
    }

    [Test]
    public async Task A_crash_in_C_shows_the_C_frames_that_gdb_sees_there()
    {
        if (InteropFuzz.Harness.Toolchains.HostPath.FindProgram("gdb") is null) Assert.Ignore("gdb is not installed: apt-get install gdb");
        string[] run = ["run", "--filter", "native-control-escape/abort-in-c", "--go", "1.27", "--instrument", "plain", "--runner", "loop", "--runners", File("runners.yaml")];
        var with = await Command.RunAsync([.. run, "--artifacts", In("frames")]);
        var without = await Command.RunAsync([.. run, "--artifacts", In("no-frames"), "--no-gdb"]);
        List<string> Frames(string name) => [.. Rows(name).Single()["frames"]!.AsArray().Select(f => (string)f!)];
        Assert.That(with.Code, Is.Zero, with.All + without.All);
        Assert.Multiple(() =>
        {
            Assert.That(Frames("frames"), Has.Some.StartsWith("c:"));
            Assert.That(Frames("no-frames"), Has.None.StartsWith("c:"));
        });
    }

    [Test]
    public async Task What_was_lost_with_its_runner_is_no_verdict_and_a_resumed_run_completes_it()
    {
        var cases = WriteSlowCase();
        string[] run = ["run", "--cases", cases, "--go", "1.27", "--filter", "*slow-ok", "--instrument", "plain", "--artifacts", In("lost")];
        var running = Command.RunAsync([.. run, "--runner", "loop", "--runners", File("impatient.yaml", "    reconnect: 1s\n")]);
        while (!Programs().Any() && !running.IsCompleted) await Task.Delay(20);
        if (running.IsCompleted) Assert.Fail((await running).All);
        _sshd.Stop();
        Answer lost;
        try
        {
            lost = await running;
        }
        finally
        {
            _sshd.Start();
        }
        var row = Rows("lost").Single();
        Assert.Multiple(() =>
        {
            Assert.That(lost.Code, Is.EqualTo(3), lost.All);
            Assert.That(lost.Out, Does.Contain("1 runner-lost").And.Contain("--resume"));
            Assert.That((string?)row["verdict"], Is.EqualTo("runner-lost"));
            Assert.That((string?)row["reason"], Does.Contain("runner loop (127.0.0.1"));
            Assert.That(row["symptoms"]!.AsObject(), Is.Empty);
            Assert.That(System.IO.File.ReadAllText(Path.Combine(Run("lost"), "junit.xml")), Does.Contain("<error type=\"runner-lost\""));
            Assert.That(Programs(), Is.Empty, "nothing is left running");
        });
        var resumed = await Command.RunAsync(["run", "--resume", "last", "--artifacts", In("lost")]);
        Assert.That(resumed.Code, Is.Zero, resumed.All);
        Assert.That(resumed.Out, Does.Contain("1 cells of 1 to go").And.Contain("1 expected"));
    }

    [Test]
    public async Task Nothing_is_left_running_when_the_harness_is_killed()
    {
        using var harness = Command.Start(["run", "--cases", WriteSlowCase(), "--filter", "*slow-ok", "--go", "1.27", "--instrument", "plain", "--artifacts", In("killed"), "--runner", "loop", "--runners", File("runners.yaml")]);
        while (!Programs().Any() && !harness.HasExited) await Task.Delay(20);
        Assert.That(harness.HasExited, Is.False, "the program runs");
        harness.Kill(entireProcessTree: false);
        await harness.WaitForExitAsync();
        for (var n = 0; n < 100 && Programs().Any(); n++) await Task.Delay(20);
        Assert.That(Programs(), Is.Empty, "it would have run for some seconds more");
    }

    [Test]
    public async Task Check_says_what_is_there()
    {
        var good = await Command.RunAsync(["runners", "check", File("runners.yaml")]);
        Assert.Multiple(() =>
        {
            Assert.That(good.Code, Is.Zero, good.All);
            Assert.That(good.Out, Does.StartWith("ok      runner loop (127.0.0.1").And.Contain("the launcher starts").And.Contain("workdir").And.Contain("sandbox"));
        });
    }

    [Test]
    public async Task What_is_wrong_with_a_runner_is_said_before_anything_runs()
    {
        var file = File("wrong-key.yaml", key: _sshd.OtherKey);
        var check = await Command.RunAsync(["runners", "check", file]);
        var run = await Command.RunAsync(["run", "--filter", "*/null*", "--runner", "loop", "--runners", file, "--artifacts", In("never")]);
        var unknown = await Command.RunAsync(["run", "--runner", "board", "--runners", file]);
        var missing = await Command.RunAsync(["runners", "check", Path.Combine(_folder, "nowhere.yaml")]);
        Assert.Multiple(() =>
        {
            Assert.That(check.Code, Is.EqualTo(3), check.All);
            Assert.That(check.Out, Does.StartWith("FAILED  runner loop").And.Contain("it does not accept the key"));
            Assert.That(run.Code, Is.EqualTo(3), run.All);
            Assert.That(run.Error, Does.Contain("it does not accept the key"));
            Assert.That(Directory.Exists(In("never")), Is.False);
            Assert.That(unknown.Code, Is.EqualTo(2), unknown.All);
            Assert.That(unknown.Error, Does.Contain("there is no runner 'board'").And.Contain("there are loop"));
            Assert.That(missing.Code, Is.EqualTo(2), missing.All);
        });
    }

    /// <summary>A cases folder with one program that waits for some seconds.</summary>
    private string WriteSlowCase()
    {
        var cases = Path.Combine(_folder, "cases");
        var main = Path.Combine(Directory.CreateDirectory(Path.Combine(cases, "late-release", "slow-ok")).FullName, "main.go");
        System.IO.File.WriteAllText(Path.Combine(cases, "go.mod"), "module interopfuzz/cases\n\ngo 1.19\n");
        System.IO.File.WriteAllText(main, $$"""
            // Title: A program that takes its time
            // Class: late-release
            // Expect: clean
            // Env: {{s_mark}}
            //
            // It waits, and ends.
            package main

            import (
            	"fmt"
            	"time"
            )

            func main() {
            	time.Sleep(4 * time.Second)
            	fmt.Println("INTEROPFUZZ clean")
            }

            """);
        // A twin needs its faulty case.
        var faulty = Directory.CreateDirectory(Path.Combine(cases, "late-release", "slow")).FullName;
        System.IO.File.WriteAllText(Path.Combine(faulty, "main.go"), System.IO.File.ReadAllText(main).Replace("// Expect:", "// Guilty: go\n// Expect:", StringComparison.Ordinal));
        return cases;
    }

    private static string Arch => PlanWords.HostArch.Name();

    private string In(string name) => Path.Combine(_folder, name);

    private string Run(string name) => Directory.GetDirectories(In(name)).Single();

    private List<JsonObject> Rows(string name) => [.. System.IO.File.ReadLines(Path.Combine(Run(name), "results.jsonl")).Select(l => JsonNode.Parse(l)!.AsObject())];

    /// <summary>A runners.yaml with the one machine.</summary>
    private string File(string name, string more = "", string? key = null)
    {
        System.IO.File.WriteAllText(In(name), $"""
            runners:
              - name: loop
                host: 127.0.0.1
                port: {_sshd.Port}
                key: {key ?? _sshd.Key}
                arch: {Arch}
                parallelism: 2
                workdir: {In("far side")}
                knownHosts: {_sshd.Known}

            """ + more);
        return In(name);
    }

    /// <summary>Programs of the slow case that run now, known by what its head puts into their environment.</summary>
    private static IEnumerable<int> Programs() => System.Diagnostics.Process.GetProcessesByName("prog").Select(p => p.Id).Where(IsOurs);

    private static bool IsOurs(int id)
    {
        try
        {
            return System.IO.File.ReadAllText($"/proc/{id}/environ").Contains(s_mark, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended just now, or is somebody else's.
            return false;
        }
    }

    private static readonly string s_mark = $"RUNNER_TESTS={Environment.ProcessId}";
}
