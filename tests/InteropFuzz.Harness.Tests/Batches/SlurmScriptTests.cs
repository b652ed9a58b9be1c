using System.Diagnostics;
using InteropFuzz.Harness.Batches;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Batches;

/// <summary>The script of an array, run as Slurm runs it, with another command in InteropFuzz's place that writes down how it was called.</summary>
public sealed class SlurmScriptTests
{
    private string _root = "";
    private SubmissionFolder _folder = null!;
    private Submission _submission = null!;

    private string Called => Path.Combine(_root, "called");

    [SetUp]
    public void Write()
    {
        _root = TestData.TemporaryFolder();
        // A folder with a space and an apostrophe must survive two readers: sbatch and the shell.
        _folder = new(Directory.CreateDirectory(Path.Combine(_root, "it's a submission")).FullName);
        Directory.CreateDirectory(_folder.Logs);
        var command = Path.Combine(_root, "command.sh");
        File.WriteAllText(command, "printf '%s\\n' \"$@\" >\"$(dirname \"$0\")/called\"\nexit \"${ANSWER:-0}\"\n");
        _submission = new()
        {
            Engine = "slurm",
            Written = DateTimeOffset.UnixEpoch,
            WorkingFolder = _root,
            Command = ["sh", command],
            Options = ["--filter", "late release/*", "--go", "1.27"],
            Cpus = 3,
            Directives = ["--partition=long"],
            Arrays = [new("arm64", 4, "arm64-qemu", 12)],
        };
    }

    [TearDown]
    public void Clean() => Directory.Delete(_root, recursive: true);

    private int Task(int shard, int answer = 0)
    {
        var script = _folder.Script(_submission.Arrays[0]);
        File.WriteAllText(script, new Slurm().Script(_folder, _submission, _submission.Arrays[0]));
        using var process = Process.Start(new ProcessStartInfo("sh", [script]) { Environment = { ["SLURM_ARRAY_TASK_ID"] = $"{shard}", ["SLURM_CPUS_PER_TASK"] = "3", ["ANSWER"] = $"{answer}" } })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    [Test]
    public void It_asks_for_what_its_architecture_needs()
    {
        var lines = new Slurm().Script(_folder, _submission, _submission.Arrays[0]).Split('\n');
        Assert.That(lines.Where(l => l.StartsWith("#SBATCH ", StringComparison.Ordinal)).Select(l => l["#SBATCH ".Length..]), Is.SupersetOf(new[]
        {
            "--array=1-4", "--constraint=\"arm64-qemu\"", "--cpus-per-task=3", "--requeue", "--partition=long", $"--output=\"{_folder.Logs}/arm64-\"%a.log",
        }));
    }

    [Test]
    public void A_task_runs_its_shard()
    {
        Assert.That(Task(2), Is.Zero);
        Assert.That(File.ReadAllLines(Called), Is.EqualTo(new[]
        {
            "run", "--arch", "arm64", "--shard", "2/4", "--artifacts", _folder.Shard(_submission.Arrays[0], 2), "--jobs", "3", "--filter", "late release/*", "--go", "1.27",
        }));
    }

    [Test]
    public void A_task_that_was_killed_goes_on_in_its_run()
    {
        var run = Path.Combine(_folder.Shard(_submission.Arrays[0], 2), "20261121-120000");
        Directory.CreateDirectory(run);
        Task(2);
        Assert.That(File.ReadAllLines(Called), Has.None.EqualTo("--resume"), "a folder without run.json is no run");
        File.WriteAllText(Path.Combine(run, "run.json"), "{}");
        Task(2);
        Assert.That(File.ReadAllLines(Called)[^2..], Is.EqualTo(new[] { "--resume", "last" }));
    }

    [TestCase(0, 0)]
    [TestCase(1, 0)]
    [TestCase(4, 0)]
    [TestCase(2, 2)]
    [TestCase(3, 3)]
    [TestCase(137, 137)]
    public void A_task_fails_only_where_its_shard_did_not_run(int run, int task)
    {
        Assert.That(Task(1, run), Is.EqualTo(task));
        Assert.That(_folder.ExitCode(_submission.Arrays[0], 1), Is.EqualTo(run));
    }

    [Test]
    public void A_path_that_Slurm_would_read_otherwise_is_refused()
        => Assert.That(() => new Slurm().Script(_folder, _submission with { WorkingFolder = "/tmp/100%" }, _submission.Arrays[0]), Throws.TypeOf<BatchException>().With.Message.Contains("/tmp/100%"));

    [Test]
    public void What_is_written_is_read()
    {
        _folder.Write(_submission.With(_submission.Arrays[0].WithRequeued(3).WithRequeued(3) with { Job = "17" }));
        var array = _folder.Read().Arrays.Single();
        Assert.Multiple(() =>
        {
            Assert.That(array.Job, Is.EqualTo("17"));
            Assert.That(array.Requeued, Is.EqualTo(new Dictionary<int, int> { [3] = 2 }));
            Assert.That(_folder.Read().Options, Is.EqualTo(_submission.Options));
        });
    }
}
