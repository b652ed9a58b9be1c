using System.Text.Json;
using InteropFuzz.Harness.Claims;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>The claims ledger as a user calls it, on the sample of the harness's tests; its experiments are kept beside the run, so no Go runs.</summary>
public sealed class ClaimsTests
{
    private static readonly string s_sample = Path.Combine(AppContext.BaseDirectory, "data", "claims", "sample");

    private string _folder = "";

    private string Cases => Path.Combine(_folder, "cases");

    private string Table => Path.Combine(Cases, ClaimTable.FileName);

    [SetUp]
    public void CopySample()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        foreach (var file in Directory.GetFiles(s_sample, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_folder, Path.GetRelativePath(s_sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        File.WriteAllText(Path.Combine(_folder, "run", "run.json"), "{}");
        Directory.CreateDirectory(Path.Combine(_folder, "run", Experiments.FolderName));
        foreach (var go in new[] { "1.19.8", "1.27.4" })
            File.WriteAllText(Path.Combine(_folder, "run", Experiments.FolderName, $"go{go}.txt"),
                $"experiments {Experiments.Load(Cases).Hash} on Go {go}\n{File.ReadAllText(Path.Combine(s_sample, $"go{go}.txt"))}");
    }

    [TearDown]
    public void DeleteSample() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task It_shows_and_writes_every_claim_and_says_what_is_missing()
    {
        var (markdown, json) = (Path.Combine(_folder, "claims.md"), Path.Combine(_folder, "claims.json"));
        var answer = await ClaimsAsync("--markdown", markdown, "--json", json);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(ExitCode.Unexpected), answer.All);
            Assert.That(answer.Out, Does.Contain("16 claims: "));
            Assert.That(answer.Error, Does.Contain("not measured in this run: X-missing O-nothing"));
            Assert.That(answer.Error, Does.Contain("interopfuzz run --filter late-release/one --go 1.27"));
            Assert.That(answer.Error, Does.Contain("experiments that failed: TestSample on Go 1.27.4"));
            Assert.That(File.ReadAllText(markdown), Does.Contain("### X-holds"));
            Assert.That(JsonDocument.Parse(File.ReadAllText(json)).RootElement.GetArrayLength(), Is.EqualTo(16));
        });
    }

    [Test]
    public async Task It_shows_a_part_on_demand()
    {
        var refuted = await ClaimsAsync("--verdict", "refuted");
        var one = await ClaimsAsync("--id", "X-fails,X-once");
        Assert.Multiple(() =>
        {
            Assert.That(refuted.Out, Does.Contain("X-fails").And.Contain("2 claims: 2 refuted").And.Not.Contain("X-holds"));
            Assert.That(one.Out, Does.Contain("2 cells: 2 silent").And.Contain("some instrument reports it").And.Not.Contain("X-holds"));
        });
    }

    [Test]
    public async Task A_truth_that_does_not_fit_is_an_error_with_its_line()
    {
        File.WriteAllText(Table, File.ReadAllText(Table).Replace("  truth: It is silent.\n", "", StringComparison.Ordinal));
        var answer = await ClaimsAsync();
        Assert.That(answer.Code, Is.EqualTo(ExitCode.Unexpected));
        Assert.That(answer.Error, Does.Match(@"claims\.yaml:\d+: 'X-fails' came out as refuted on Go 1\.19\.8 1\.27\.4; say under 'truth'"));
    }

    [Test]
    public async Task What_is_wrong_with_the_table_or_the_words_is_said_before_anything_else()
    {
        var word = await ClaimsAsync("--id", "X-nothing");
        var verdict = await ClaimsAsync("--verdict", "true");
        File.AppendAllText(Table, "\n- id: X-holds\n  kind: fault\n  claim: again\n");
        var table = await ClaimsAsync();
        Assert.Multiple(() =>
        {
            Assert.That(word.Code, Is.EqualTo(ExitCode.Usage));
            Assert.That(word.Error, Does.Contain("there is no claim 'X-nothing'"));
            Assert.That(verdict.Error, Does.Contain("there is no verdict 'true'; there are confirmed, refuted"));
            Assert.That(table.Code, Is.EqualTo(ExitCode.Usage));
            Assert.That(table.Error, Does.Match(@"claims\.yaml:\d+: 'X-holds' stands a second time; the first is in line \d+"));
            Assert.That(table.Out, Is.Empty);
        });
    }

    private Task<Answer> ClaimsAsync(params string[] options)
        => Command.RunAsync(["claims", Path.Combine(_folder, "run"), "--cases", Cases, .. options]);
}
