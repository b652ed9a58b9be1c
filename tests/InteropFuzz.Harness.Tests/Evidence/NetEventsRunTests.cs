using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Diagnostics;
using InteropFuzz.Harness.Evidence;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;
using Serilog.Core;

namespace InteropFuzz.Harness.Tests.Evidence;

/// <summary>What the runtime of real .NET cases tells, and what is said when it tells nothing.</summary>
public sealed class NetEventsRunTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher);

    [Test]
    public async Task A_program_that_collects_has_its_collections()
    {
        var evidence = await RunAsync("hidden-reference/net-weak-handle-ok");
        var figures = evidence["netevents"].Figures!;
        Assert.Multiple(() =>
        {
            Assert.That(figures["induced"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(figures["collections"]![2]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(figures["broke_off"]!.GetValue<bool>(), Is.False);
            Assert.That(figures["heap"]!.GetValue<long>(), Is.GreaterThan(0));
            Assert.That(evidence["gctrace"].WhyNot, Is.EqualTo("gctrace is for programs of Go"));
        });
    }

    [Test]
    public async Task An_exception_that_is_caught_is_counted_by_its_type()
    {
        var evidence = await RunAsync("native-control-escape/net-signal-handler-replaced-ok");
        Assert.That(evidence["netevents"].Figures!["exceptions"]![0]!["type"]!.GetValue<string>(), Is.EqualTo("System.NullReferenceException"));
    }

    [Test]
    public async Task A_program_that_dies_at_once_has_no_events_or_a_stream_that_broke_off()
    {
        var part = (await RunAsync("native-control-escape/net-abort-in-c"))["netevents"];
        Assert.That(part.WhyNot ?? part.Says[0], Does.StartWith("no events: ").Or.Contain("the stream broke off after"));
    }

    [Test]
    public async Task A_refused_connection_is_a_reason()
    {
        using var port = new DiagnosticPort();
        File.WriteAllText(Path.Combine(port.Folder, "dotnet-diagnostic-3-1-socket"), "no socket");
        Assert.That(await port.RecordEventsAsync(Stream.Null, CancellationToken.None), Is.Not.Null.And.Not.Empty);
    }

    [Test]
    public async Task A_process_that_ends_before_its_port_is_open_is_a_reason()
    {
        using var port = new DiagnosticPort();
        Assert.That(await port.RecordEventsAsync(Stream.Null, new(canceled: true)), Does.Contain("before it opened its diagnostic port"));
    }

    [TestCase(0)]
    [TestCase(7)]
    public void A_stream_that_is_empty_or_none_has_broken_off(int length)
    {
        var events = NetEventStream.Read(new MemoryStream(new byte[length]));
        Assert.That((events.Events, events.BrokeOff), Is.EqualTo((0L, true)));
    }

    private static async Task<IReadOnlyDictionary<string, EvidencePart>> RunAsync(string id)
    {
        var cache = CacheFolder.Default();
        var cases = CaseSet.Load(Path.Combine(TestData.Root, "cases"));
        var launcher = new Launcher(TestData.Launcher, s_tools.Bubblewrap?.Path);
        var runner = new CellRunner(launcher, s_tools, cases.Folder);
        var go = new GoBuilder(cases.Folder, cache, s_tools, launcher, 2);
        var run = new MatrixRun(new UnitBuilders(go, new NetBuilder(cache, s_tools, launcher)), runner, new(runner, s_tools with { Gdb = null }, cache, Logger.None), s_tools, 2, Logger.None)
        {
            Evidence = new(go, runner, s_tools, CollectorCatalog.All, Logger.None),
        };
        var plan = Plan.Make(cases.Cases.Where(c => c.Id == id), [], [new Plain()], [PlanWords.HostArch], s_tools);
        await foreach (var happened in run.RunAsync(plan, CancellationToken.None))
            if (happened is CellFinished cell) return cell.Evidence.Parts;
        throw new InvalidOperationException($"{id} was not run");
    }
}
