using InteropFuzz.Harness.Storage;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>`run --collect growth` on the programs whose memory grows, for real: each says why it does, and its twin says that it does not.</summary>
public sealed class GrowthTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Every_program_that_grows_names_its_cause()
    {
        var wanted = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "growth-causes.tsv"))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).ToDictionary(f => f[0], f => f[1]);
        var answer = await Command.RunAsync(
            ["run", .. Command.Native, "--go", "1.27", "--instrument", "plain", "--collect", "growth", "--artifacts", _folder, .. wanted.Keys.SelectMany(c => new[] { "--filter", c })]);
        var run = Directory.GetDirectories(_folder).Single();
        var causes = ResultsLog.Read(Path.Combine(run, "results.jsonl"))
            .ToDictionary(r => r.Case, r => r.Evidence?["growth"].Figures?["cause"]?.GetValue<string>() ?? "nothing");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(causes, Is.EquivalentTo(wanted));
            Assert.That(File.ReadAllText(Path.Combine(run, "report.md")), Does.Contain("goroutine leak: "));
        });
    }
}
