using System.Diagnostics;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>A matrix of both architectures in a job array of a real Slurm, with tasks that are killed in the middle.</summary>
[Category("Slow")]
public sealed class SlurmTests
{
    private const int Cases = 6;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private string _folder = "";
    private SmallCluster _cluster = null!;

    [OneTimeSetUp]
    public void Start()
    {
        if (SmallCluster.WhyNot is { } why) Assert.Ignore(why);
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        _cluster = new(Directory.CreateDirectory(Path.Combine(_folder, "slurm")).FullName);
        // Each rests for longer than the one before, so that some are over and some are not when a task is killed. Two instruments are two
        // programs to build, one for each shard.
        Directory.CreateDirectory(Path.Combine(_folder, "cases"));
        File.WriteAllText(Path.Combine(_folder, "cases", "go.mod"), "module interopfuzz/cases\n\ngo 1.19\n");
        for (var n = 1; n <= Cases; n++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, "cases", "late-release", $"rests-{n}")).FullName;
            File.WriteAllText(Path.Combine(folder, "main.go"),
                $"// Title: rests for {n} seconds\n// Class: late-release\n// Guilty: unknown\n// Expect: clean\n// Deadline: 60s\n//\n// Nothing is wrong here.\npackage main\n\nimport \"time\"\n\nfunc main() {{\n\ttime.Sleep({n} * time.Second)\n}}\n");
        }
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _cluster?.Dispose();
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A submission under way.</summary>
    private sealed class Submitted(Process process, string artifacts) : IDisposable
    {
        private readonly Task<string> _out = process.StandardOutput.ReadToEndAsync(), _error = process.StandardError.ReadToEndAsync();

        public string Folder => Directory.GetDirectories(Path.Combine(artifacts, "submissions")).Single();

        public string Job(string arch)
        {
            JsonNode? array = null;
            WaitFor(() => Directory.Exists(Path.Combine(artifacts, "submissions")) && File.Exists(Path.Combine(Folder, "submission.json"))
                && (array = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "submission.json")))!["arrays"]!.AsArray().Single(a => (string?)a!["arch"] == arch))!["job"] is not null, "a job");
            return (string)array!["job"]!;
        }

        /// <summary>Waits until a shard has a result, and has not all of them.</summary>
        public void InTheMiddleOf(string shard)
            => WaitFor(() => Directory.Exists(Path.Combine(Folder, "shards", shard)) && Directory.GetFiles(Path.Combine(Folder, "shards", shard), "results.jsonl", SearchOption.AllDirectories).Any(f => new FileInfo(f).Length > 0), $"a result of {shard}");

        public async Task<Answer> EndAsync()
        {
            await process.WaitForExitAsync().WaitAsync(s_patience);
            return new(process.ExitCode, await _out, await _error);
        }

        public void Dispose()
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        private void WaitFor(Func<bool> isThere, string what)
        {
            for (var clock = Stopwatch.StartNew(); !isThere(); Thread.Sleep(50))
            {
                if (process.HasExited) Assert.Fail($"it ended before there was {what}: {_out.Result}{_error.Result}");
                if (clock.Elapsed > s_patience) Assert.Fail($"there is no {what}");
            }
        }
    }

    private Submitted Submit(string name, params string[] more)
    {
        var artifacts = Path.Combine(_folder, name);
        string[] line = ["submit", "--engine", "slurm", "--shards", "2", "--cpus", "1", "--artifacts", artifacts, "--into", Path.Combine(artifacts, "merged"), .. more, "--", "--cases", Path.Combine(_folder, "cases"), "--go", "1.27", "--instrument", "plain,checkptr"];
        var process = Command.Start(line, environment: _cluster.Variables);
        process.StandardInput.Close();
        return new(process, artifacts);
    }

    private List<string> Rows(string name) => [.. File.ReadLines(Path.Combine(_folder, name, "merged", "results.jsonl")).Select(l => JsonNode.Parse(l)!).Select(r => $"{r["case"]} {r["arch"]} {r["instrument"]} {r["verdict"]}")];

    /// <summary>Kills a shard's run and nothing else, as the kernel does when memory is short.</summary>
    private static void KillRun(string artifacts)
    {
        foreach (var folder in Directory.GetDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            string words;
            try
            {
                words = File.ReadAllText(Path.Combine(folder, "cmdline"));
            }
            catch (IOException)
            {
                continue;
            }
            // The program itself, not the shell of the task.
            if (!words.Contains($"--artifacts\0{artifacts}\0", StringComparison.Ordinal)) continue;
            using var process = Process.GetProcessById(int.Parse(Path.GetFileName(folder)));
            process.Kill();
            return;
        }
        Assert.Fail($"nothing runs with {artifacts}");
    }

    /// <summary>What a complete run of these architectures has.</summary>
    private static IEnumerable<string> All(params string[] archs)
        => from n in Enumerable.Range(1, Cases) from arch in archs from instrument in new[] { "plain", "checkptr" } select $"late-release/rests-{n} {arch} {instrument} expected";

    [Test]
    public async Task A_task_that_Slurm_puts_back_in_the_middle_goes_on_and_the_result_is_complete()
    {
        using var submitted = Submit("requeued", "--arch", "amd64,arm64");
        var job = submitted.Job("amd64");
        submitted.InTheMiddleOf("amd64-1");
        Assert.That(_cluster.Ask("scontrol", "requeue", $"{job}_1").Code, Is.Zero);
        var answer = await submitted.EndAsync();
        var log = await File.ReadAllTextAsync(Path.Combine(submitted.Folder, "logs", "amd64-1.log"));
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(log, Does.Contain($"cells of {Cases} to go in run"), "it went on where it was");
            Assert.That(Rows("requeued"), Is.EquivalentTo(All("amd64", "arm64")));
            Assert.That(File.Exists(Path.Combine(_folder, "requeued", "merged", "report.md")));
        });
    }

    [Test]
    public async Task A_task_that_is_killed_in_the_middle_is_put_back_and_the_result_is_complete()
    {
        using var submitted = Submit("killed", "--arch", "amd64");
        submitted.Job("amd64");
        submitted.InTheMiddleOf("amd64-2");
        KillRun(Path.Combine(submitted.Folder, "shards", "amd64-2"));
        var answer = await submitted.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(answer.Out, Does.Contain("amd64 shard 2/2: FAILED (NonZeroExitCode) with 137 before its end; back into the queue"));
            Assert.That(Rows("killed"), Is.EquivalentTo(All("amd64")));
        });
    }

    [Test]
    public async Task A_task_that_is_taken_away_is_a_missing_shard_with_a_name()
    {
        using var submitted = Submit("cancelled", "--arch", "amd64");
        var job = submitted.Job("amd64");
        submitted.InTheMiddleOf("amd64-2");
        Assert.That(_cluster.Ask("scancel", $"{job}_2").Code, Is.Zero);
        var answer = await submitted.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(3), answer.All);
            Assert.That(answer.Error, Does.Contain("amd64 shard 2/2 is missing: its task").And.Contain("CANCELLED"));
            Assert.That(Rows("cancelled"), Has.Count.GreaterThan(Cases).And.Count.LessThan(2 * Cases), "the other shard, and what this one had");
        });
    }

    [Test]
    public async Task A_machine_that_nobody_has_is_said_at_once_and_nothing_is_submitted()
    {
        using var submitted = Submit("nowhere", "--constraint", "arm64=vax");
        var answer = await submitted.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(3), answer.All);
            Assert.That(answer.Error, Does.Contain("no machine offers vax"));
            Assert.That(answer.Out, Does.Not.Contain("as job"), "the array of amd64 would run, and nobody would wait for it");
        });
    }
}
