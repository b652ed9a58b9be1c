using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>The project's own cases, run for real.</summary>
public sealed class CorpusTests
{
    [TestCase("go", "1.24,1.27", "plain,cgocheck2,vet", "*")]
    [TestCase("go", "1.27", "asan,race,valgrind,gcstress,checkptr,msan", "c-heap-ownership/*")]
    [TestCase("net", "1.27", "plain,asan,gcstress", "*/net-*")]
    public Task The_cases_are_as_they_expect(string runtime, string go, string instruments, string filter)
        => CheckAsync([.. Command.Native, "--runtime", runtime, "--go", go, "--instrument", instruments, "--filter", filter]);

    [TestCase("plain", "*")]
    [TestCase("asan,checkptr,cgocheck2,gcstress", "native-control-escape/*")]
    public Task The_cases_are_as_they_expect_on_the_other_architecture(string instruments, string filter)
        => CheckAsync(["--runtime", "go", "--go", "1.27", "--instrument", instruments, "--filter", filter, "--arch", PlanWords.HostArch == Arch.Amd64 ? "arm64" : "amd64"]);

    private static async Task CheckAsync(string[] options)
    {
        var artifacts = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        var run = await Command.RunAsync(["run", .. options, "--artifacts", artifacts]);
        var rows = ResultsLog.Read(Path.Combine(Directory.GetDirectories(artifacts).Single(), "results.jsonl"));
        Directory.Delete(artifacts, recursive: true);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero, run.All);
            Assert.That(rows.Count(r => r.Verdict == "expected"), Is.GreaterThan(0));
        });
    }
}
