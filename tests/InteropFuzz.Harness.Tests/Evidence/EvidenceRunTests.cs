using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Evidence;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;
using Serilog.Core;

namespace InteropFuzz.Harness.Tests.Evidence;

/// <summary>Every collector on real cases, for real, on the newest Go that is here.</summary>
public sealed class EvidenceRunTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher);

    [Test]
    public async Task A_crash_in_C_has_its_map_code_and_locals()
    {
        if (s_tools.Gdb is null) Assert.Ignore("gdb is missing: apt-get install gdb");
        var (cell, evidence) = await RunAsync("native-control-escape/crash-on-c-thread", CollectorCatalog.All);
        Assert.Multiple(() =>
        {
            Assert.That(cell.Row.Verdict, Is.EqualTo("expected"));
            Assert.That(evidence.Keys, Is.EqualTo(CollectorCatalog.All.Select(c => c.Name)));
            var fault = evidence["maps"].Figures!["addresses"]![0]!;
            Assert.That(fault["kind"]!.GetValue<string>(), Is.EqualTo("null-page"));
            Assert.That(evidence["maps"].Says, Has.Some.Contains("c-stack"));
            Assert.That(evidence["disassembly"].Says, Has.Some.StartsWith("=> "));
            Assert.That(evidence["disassembly"].Figures!["file"]!.GetValue<string>(), Does.EndWith("crash-on-c-thread/main.go"));
            Assert.That(evidence["snapshot"].Says, Has.Some.Contains("worker("));
            Assert.That(evidence["snapshot"].Figures!["registers"]!["rip"], Is.Not.Null);
            Assert.That(evidence["memory"].Figures!["rss"]!["peak"]!.GetValue<long>(), Is.GreaterThan(0));
        });
    }

    [Test]
    public async Task A_program_that_ends_well_has_figures_from_within_and_no_fault()
    {
        var (_, evidence) = await RunAsync("runtime-fatal-state/unpruned-map", CollectorCatalog.All);
        Assert.Multiple(() =>
        {
            Assert.That(evidence["gctrace"].Figures!["cycles"]!.GetValue<int>(), Is.GreaterThanOrEqualTo(5));
            Assert.That(evidence["gctrace"].Figures!["memstats"]!["heap_alloc"]!["last"]!.GetValue<long>(), Is.GreaterThan(8_000_000));
            Assert.That(evidence["growth"].Figures!["cause"]!.GetValue<string>(), Is.EqualTo("map"));
            Assert.That(evidence["growth"].Figures!["site"]!.GetValue<string>(), Does.Contain("unpruned-map/main.go:"));
            Assert.That(evidence["escape"].Says, Has.Some.Contains("escapes to heap"));
            Assert.That(evidence["maps"].WhyNot, Does.Contain("there was no fault"));
        });
    }

    [Test]
    public async Task Nothing_is_collected_unless_it_is_asked_for()
    {
        var (cell, evidence) = await RunAsync("runtime-fatal-state/unpruned-map", []);
        Assert.Multiple(() =>
        {
            Assert.That(evidence, Is.Empty);
            Assert.That(cell.Row.Evidence, Is.Null);
            Assert.That(cell.Output, Does.Not.Contain("gc 1 @"));
        });
    }

    [Test]
    public async Task What_an_instrument_cannot_give_says_why()
    {
        if (s_tools.Gdb is null) Assert.Ignore("gdb is missing: apt-get install gdb");
        var (_, evidence) = await RunAsync("native-control-escape/crash-on-c-thread", CollectorCatalog.All, new Vet());
        Assert.Multiple(() =>
        {
            Assert.That(evidence["gctrace"].WhyNot, Is.EqualTo("vet runs nothing"));
            Assert.That(evidence["snapshot"].WhyNot, Is.EqualTo("vet runs nothing"));
        });
    }

    private static async Task<(CellFinished Cell, IReadOnlyDictionary<string, EvidencePart> Evidence)> RunAsync(string id, IReadOnlyList<ICollector> collectors, IInstrument? instrument = null)
    {
        var cache = CacheFolder.Default();
        if (GoToolchains.Find(cache).MaxBy(t => t.Version) is not { } go)
        {
            Assert.Ignore("there is no Go here");
            throw new InvalidOperationException();
        }
        var cases = CaseSet.Load(System.IO.Path.Combine(TestData.Root, "cases"));
        var launcher = new Launcher(TestData.Launcher, s_tools.Bubblewrap?.Path);
        var runner = new CellRunner(launcher, s_tools, cases.Folder) { GdbTime = TimeSpan.FromMinutes(1) };
        var builder = new GoBuilder(cases.Folder, cache, s_tools, launcher, 2);
        var run = new MatrixRun(builder, runner, new(runner, s_tools with { Gdb = null }, cache, Logger.None), s_tools, 2, Logger.None)
        {
            Evidence = collectors.Count > 0 ? new(builder, runner, s_tools, collectors, Logger.None) : null,
        };
        var plan = Plan.Make(cases.Cases.Where(c => c.Id == id), [go], [instrument ?? new Plain()], [PlanWords.HostArch], s_tools);
        CellFinished? finished = null;
        await foreach (var happened in run.RunAsync(plan, CancellationToken.None))
            if (happened is CellFinished cell) finished = cell;
        Assert.That(finished, Is.Not.Null);
        return (finished!, finished!.Evidence.Parts);
    }
}
