using InteropFuzz.Harness.Storage;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>The project's own cases, run for real.</summary>
public sealed class CorpusTests
{
    [TestCase("go", "1.24,1.27", "plain,cgocheck2,vet", "*")]
    [TestCase("go", "1.27", "asan,race,valgrind,gcstress,checkptr,msan", "c-heap-ownership/*")]
    [TestCase("net", "1.27", "plain,asan,gcstress", "*/net-*")]
    public async Task The_cases_are_as_they_expect(string runtime, string go, string instruments, string filter)
    {
        var artifacts = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "interopfuzz.dll"), "run", "--runtime", runtime, "--go", go, "--instrument", instruments, "--filter", filter, "--artifacts", artifacts])
        {
            RedirectStandardOutput = true,
        })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var rows = ResultsLog.Read(Path.Combine(Directory.GetDirectories(artifacts).Single(), "results.jsonl"));
        Directory.Delete(artifacts, recursive: true);
        Assert.Multiple(() =>
        {
            Assert.That(process.ExitCode, Is.Zero, text);
            Assert.That(rows.Count(r => r.Verdict == "expected"), Is.GreaterThan(0));
        });
    }
}
