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

/// <summary>Programs of .NET in data/net-cases, built and run for real.</summary>
public sealed class NetBuildTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher) with { Gdb = null };

    private readonly Dictionary<(string Case, string Instrument), ResultRow> _rows = [];

    [OneTimeSetUp]
    public async Task RunAsync()
    {
        var cache = new CacheFolder(TestData.TemporaryFolder());
        var set = CaseSet.Load(Path.Combine(TestData.Folder, "net-cases"));
        var launcher = new Launcher(TestData.Launcher, s_tools.Bubblewrap?.Path);
        var runner = new CellRunner(launcher, s_tools, set.Folder);
        var run = new MatrixRun(new NetBuilder(cache, s_tools, launcher), runner, new(runner, s_tools, cache, Logger.None), s_tools, 2, Logger.None);
        var plan = Plan.Make(set.Cases, [], [InstrumentCatalog.Find("plain")!, InstrumentCatalog.Find("gcstress")!], [PlanWords.HostArch], s_tools);
        await foreach (var happened in run.RunAsync(plan, CancellationToken.None))
            if (happened is CellFinished cell) _rows[(cell.Row.Case.Split('/')[1], cell.Row.Instrument)] = cell.Row;
        Directory.Delete(cache.Root, recursive: true);
    }

    /// <summary>A budget that is smaller than the runtime takes would count as none.</summary>
    [TestCase("plain", "few")]
    [TestCase("gcstress", "many")]
    public void Under_gcstress_the_collector_runs_more_often(string instrument, string collections)
        => Assert.That(_rows[("net-counts-collections", instrument)].FirstLine, Does.EndWith(collections));

    [TestCase("net-c-does-not-compile", "build/c", "case.c:1:22: error: ")]
    [TestCase("net-does-not-compile", "build/csharp", "cases/forged-view/net-does-not-compile/Program.cs(9,61): error CS0103: ")]
    public void What_does_not_compile_is_a_failed_build_with_the_compiler_s_words(string id, string symptom, string says)
    {
        var row = _rows[(id, "plain")];
        Assert.Multiple(() =>
        {
            Assert.That(row.Verdict, Is.EqualTo("build-failed"));
            Assert.That(row.Symptoms.Keys, Is.EqualTo(new[] { symptom }));
            Assert.That(row.FirstLine, Does.StartWith(says));
        });
    }
}
