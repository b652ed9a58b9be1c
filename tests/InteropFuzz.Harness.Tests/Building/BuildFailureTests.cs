using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;
using Serilog.Core;

namespace InteropFuzz.Harness.Tests.Building;

/// <summary>What becomes of a run in which something does not build, for real.</summary>
public sealed class BuildFailureTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher) with { Gdb = null };
    private string _folder = "";

    private string Cases => Path.Combine(_folder, "cases");

    [SetUp]
    public void WriteCases()
    {
        _folder = TestData.TemporaryFolder();
        File.Copy(Path.Combine(TestData.Root, "cases", "go.mod"), Path.Combine(Directory.CreateDirectory(Cases).FullName, "go.mod"));
        Write("fine", "package main\n\nfunc main() { println() }\n");
        Write("copies-a-lock", "package main\n\nimport \"sync\"\n\nfunc main() {\n\tvar a sync.Mutex\n\tb := a // GUILTY\n\tb.Lock()\n}\n", "Expect vet: vet/copylocks");
        Write("imports-nothing", "package main\n\nimport \"example.com/nosuch\"\n\nfunc main() { nosuch.Do() }\n");
        Write("does-not-compile", "package main\n\nfunc main() { undefined() }\n");
    }

    [TearDown]
    public void DeleteCases() => Directory.Delete(_folder, recursive: true);

    /// <summary>Go 1.27 leaves the package out of an error that it meets before vet starts, and no release goes on behind it.</summary>
    [Test]
    public async Task Vet_looks_at_the_packages_beside_one_that_cannot_be_loaded([Values] bool oldest)
    {
        var found = GoToolchains.Find(CacheFolder.Default());
        if ((oldest ? found.MinBy(t => t.Version) : found.MaxBy(t => t.Version)) is not { } go)
        {
            Assert.Ignore("there is no Go here");
            return;
        }
        var rows = await RunAsync(go, InstrumentCatalog.Find("vet")!);
        Assert.That(rows.ToDictionary(r => r.Case.Split('/')[1], r => r.Verdict), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["fine"] = "expected",
            ["copies-a-lock"] = "expected",
            ["imports-nothing"] = "build-failed",
            ["does-not-compile"] = "build-failed",
        }));
        Assert.That(rows.Single(r => r.Case.EndsWith("imports-nothing", StringComparison.Ordinal)).FirstLine, Does.Contain("example.com/nosuch"));
    }

    [Test]
    public async Task A_go_command_that_does_not_start_is_a_failed_build_with_the_reason([Values("vet", "plain")] string instrument)
    {
        var broken = Path.Combine(_folder, "go", "bin", "go");
        Directory.CreateDirectory(Path.GetDirectoryName(broken)!);
        File.WriteAllText(broken, "not a program");
        Assert.That(GoVersion.TryParse("1.27.99", out var version));
        var rows = await RunAsync(new(version, Path.Combine(_folder, "go"), "PATH"), InstrumentCatalog.Find(instrument)!);
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(r => r.Verdict), Has.All.EqualTo("build-failed"));
            Assert.That(rows.Select(r => r.FirstLine), Has.All.Contains("did not start"));
        });
    }

    private async Task<IReadOnlyList<ResultRow>> RunAsync(GoToolchain go, IInstrument instrument)
    {
        // The units of this test are nobody else's, but Go's own cache is warm.
        var cache = new CacheFolder(Path.Combine(_folder, "cache"));
        Directory.CreateDirectory(cache.Root);
        Directory.CreateDirectory(CacheFolder.Default().GoBuild);
        Directory.CreateSymbolicLink(cache.GoBuild, CacheFolder.Default().GoBuild);
        var set = CaseSet.Load(Cases);
        Assert.That(set.Errors.Where(e => !e.ToString().Contains("twin", StringComparison.Ordinal)), Is.Empty);
        var launcher = new Launcher(TestData.Launcher, s_tools.Bubblewrap?.Path);
        var runner = new CellRunner(launcher, s_tools, set.Folder);
        var run = new MatrixRun(new GoBuilder(set.Folder, cache, s_tools, launcher, 2), runner, new(runner, s_tools, cache, Logger.None), s_tools, 2, Logger.None);
        List<ResultRow> rows = [];
        await foreach (var happened in run.RunAsync(Plan.Make(set.Cases, [go], [instrument], [PlanWords.HostArch], s_tools), CancellationToken.None))
            if (happened is CellFinished cell) rows.Add(cell.Row);
        return rows;
    }

    private void Write(string name, string program, string expect = "Expect vet: clean")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Cases, "unsynchronised-sharing", name)).FullName;
        File.WriteAllText(Path.Combine(folder, "main.go"), $"// Title: {name}\n// Class: unsynchronised-sharing\n// Guilty: go\n// Expect: clean\n// {expect}\n//\n// Words.\n{program}");
    }
}
