using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>interopfuzz submit</c> as far as it needs no batch system.</summary>
public sealed class SubmitTests
{
    private static readonly string[] s_run = ["--filter", "hidden-reference/*", "--go", "1.27", "--instrument", "plain"];
    private string _folder = "";

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;

    [TearDown]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    private static Task<Answer> RunAsync(params string[] arguments) => Command.RunAsync(["submit", .. arguments]);

    [Test]
    public async Task Each_architecture_has_an_array_of_its_own()
    {
        var folder = Path.Combine(_folder, "written");
        var answer = await RunAsync(["--write", folder, "--arch", "amd64,arm64", "--shards", "3", "--constraint", "arm64=graviton", "--partition", "long", "--sbatch", "--time=1:00:00", "--", .. s_run]);
        Assert.That(answer.Code, Is.Zero, answer.All);
        var script = await File.ReadAllTextAsync(Path.Combine(folder, "arm64.sh"));
        Assert.Multiple(() =>
        {
            Assert.That(answer.Out, Does.Contain($"--resume {folder}").And.Contain("sbatch"));
            Assert.That(script, Does.Contain("--array=1-3").And.Contain("graviton").And.Contain("--partition=long").And.Contain("#SBATCH --time=1:00:00"));
            Assert.That(File.Exists(Path.Combine(folder, "amd64.sh")) && File.Exists(Path.Combine(folder, "submission.json")));
        });
        var again = await RunAsync(["--write", folder, "--", .. s_run]);
        Assert.That(again.Code, Is.EqualTo(2), again.All);
        Assert.That(again.Error, Does.Contain("is not empty"));
    }

    [Test]
    public async Task Without_an_architecture_there_is_what_run_has()
    {
        var submitted = await RunAsync(["--dry-run", "--", .. s_run, "--go", "1.24"]);
        Assert.That(submitted.Code, Is.Zero, submitted.All);
        var run = await Command.RunAsync(["run", "--list", .. s_run, "--go", "1.24"]);
        var scripts = submitted.Out.Split('\n').Where(l => l.StartsWith("# ", StringComparison.Ordinal) && l.Contains(" cells in ", StringComparison.Ordinal)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(scripts, Has.Count.EqualTo(2), submitted.All);
            Assert.That(submitted.Out, Does.Contain("run --arch amd64").And.Contain("run --arch arm64").And.Contain("--emulated newest"));
            // Each line of run's list is a cell.
            Assert.That(scripts.Sum(l => int.Parse(l.Split(": ")[^1].Split(' ')[0])), Is.EqualTo(run.Out.Split('\n').Count(l => l.Contains("/plain/", StringComparison.Ordinal))));
        });
    }

    [TestCase("--shard 1/2", "--shard does not go behind --")]
    [TestCase("--emulated all", "--emulated does not go behind --")]
    [TestCase("--jobs=4", "--jobs does not go behind --")]
    [TestCase("--nonsense", "behind --: ")]
    [TestCase("--go 1.3", "Go 1.3 is not here")]
    [TestCase("--filter nothing-fits-this", "no case fits")]
    public async Task What_every_task_would_stumble_over_is_said_at_once(string run, string error)
    {
        var answer = await RunAsync(["--dry-run", "--", .. run.Split(' ')]);
        Assert.That(answer.Code, Is.EqualTo(2).Or.EqualTo(3), answer.All);
        Assert.That(answer.Error, Does.Contain(error));
    }

    [Test]
    public async Task What_was_never_submitted_cannot_be_waited_for()
    {
        var answer = await RunAsync("--resume", "last", "--artifacts", _folder);
        Assert.That(answer.Code, Is.EqualTo(2), answer.All);
        Assert.That(answer.Error, Does.Contain("no submission 'last'"));
    }
}
