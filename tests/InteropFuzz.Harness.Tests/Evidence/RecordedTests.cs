using System.Globalization;
using InteropFuzz.Harness.Evidence;
using InteropFuzz.Harness.Evidence.Growth;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Evidence;

/// <summary>Readers of evidence over what real runs left (data/evidence), with tables of what must come out.</summary>
public sealed class RecordedTests
{
    private static string Path(params string[] parts) => System.IO.Path.Combine([TestData.Folder, "evidence", .. parts]);

    /// <summary>Release, collections, forced ones, highest live heap and last goal in MB, processors; from the same program.</summary>
    [TestCaseSource(nameof(GcTraces))]
    public void Gctrace_lines_of_every_release_are_read(string go, int collections, int forced, int live, int goal, int processors)
    {
        var cycles = GcCycle.Read(File.ReadAllText(Path("gctrace", $"go{go}.txt")));
        Assert.That(cycles, Has.Count.EqualTo(collections));
        Assert.Multiple(() =>
        {
            Assert.That(cycles.Select(c => c.Number), Is.EqualTo(Enumerable.Range(1, collections)));
            Assert.That(cycles.Count(c => c.Forced), Is.EqualTo(forced));
            Assert.That(cycles.Max(c => c.LiveMb), Is.EqualTo(live));
            Assert.That(cycles[^1].GoalMb, Is.EqualTo(goal));
            Assert.That(cycles[^1].Processors, Is.EqualTo(processors));
            Assert.That(cycles, Has.All.Matches<GcCycle>(c => c.CpuMs.Count == 5 && c.PauseMs > 0 && c.MarkMs > 0));
        });
    }

    private static IEnumerable<TestCaseData> GcTraces()
        => TestData.Table("evidence/gctrace.tsv").Select(row => new TestCaseData([row[0], .. row[1..].Select(n => (object)int.Parse(n, CultureInfo.InvariantCulture))]));

    [Test]
    public void Numbers_that_no_runtime_prints_are_no_collections()
        => Assert.That(GcCycle.Read("gc 9999999999 @0.1s 1%: 1+1+1 ms clock, 1+1/1/1+1 ms cpu, 1->1->1 MB, 1 MB goal, 1 MB stacks, 1 MB globals, 2 P\n"), Is.Empty);

    [TestCaseSource(nameof(Addresses))]
    public void Addresses_are_named_by_a_recorded_map(string map, string go, string address, string kind, string words)
    {
        Assert.That(GoVersion.TryParse(go, out var version), Is.True);
        var (stops, _, _) = FaultScript.Read(File.ReadAllText(Path("gdb", map + ".txt")));
        var stop = FaultStop.Deadly(stops);
        Assert.That(stop, Is.Not.Null);
        var name = AddressNaming.Of(ulong.Parse(address.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), MemoryMap.Read(stop!.PartOf("maps")), version);
        Assert.Multiple(() =>
        {
            Assert.That(name.Kind, Is.EqualTo(kind), name.Says);
            Assert.That(name.Says, Does.Contain(words));
        });
    }

    private static IEnumerable<TestCaseData> Addresses() => TestData.Table("evidence/addresses.tsv").Select(row => new TestCaseData([.. row]));

    /// <summary>Of the stops of a run the one that it died of, not the runtime's consequences.</summary>
    [TestCaseSource(nameof(Stops))]
    public void The_stop_that_a_program_died_of_is_found(string run, int all, string what, string frame, string ending)
    {
        var (stops, ended, _) = FaultScript.Read(File.ReadAllText(Path("gdb", run + ".txt")));
        var stop = FaultStop.Deadly(stops);
        Assert.Multiple(() =>
        {
            Assert.That(stops, Has.Count.EqualTo(all));
            Assert.That(stop?.What, Is.EqualTo(what));
            Assert.That(stop?.Frames[0], Does.Contain(frame));
            Assert.That(ended.ToString(), Is.EqualTo(ending));
        });
    }

    private static IEnumerable<TestCaseData> Stops()
        => TestData.Table("evidence/stops.tsv").Select(row => new TestCaseData(row[0], int.Parse(row[1], CultureInfo.InvariantCulture), row[2], row[3], row[4]));

    [Test]
    public void What_the_program_prints_is_not_taken_for_the_debuggers_words()
    {
        var (stops, ended, printed) = FaultScript.Read("""
            INTEROPFUZZ exit 2
            INTEROPFUZZ printed
            INTEROPFUZZ stop SIGSEGV
            code 1 address 0x0
            thread 1 pc 0x1 sp 0x2
            INTEROPFUZZ stopped
            INTEROPFUZZ exit 0

            """);
        Assert.Multiple(() =>
        {
            Assert.That(stops, Is.Empty);
            Assert.That(ended.ToString(), Is.EqualTo("exit 2"));
            Assert.That(printed, Does.StartWith("INTEROPFUZZ stop SIGSEGV"));
        });
    }

    /// <summary>What an amd64 instruction touches, from its text and its registers (name=value).</summary>
    [TestCaseSource(nameof(Operands))]
    public void The_address_that_an_instruction_computes_is_known(string instruction, string registers, string expected)
    {
        var values = registers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('='))
            .ToDictionary(r => r[0], r => ulong.Parse(r[1].AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        var address = Operand.Of(instruction, values);
        Assert.That(address is { } a ? $"0x{a:x}" : "none", Is.EqualTo(expected));
    }

    private static IEnumerable<TestCaseData> Operands() => TestData.Table("evidence/operands.tsv").Select(row => new TestCaseData([.. row]));

    /// <summary>The figures of growth cases and their twins, recorded on the oldest and the newest release.</summary>
    [TestCaseSource(nameof(Growths))]
    public void Memory_growth_has_its_cause(string file, string cause, string words)
    {
        var lines = File.ReadAllLines(Path("growth", file));
        List<string> notes = [], samples = [], output = [];
        var part = output;
        foreach (var line in lines)
            if (line == "INTEROPFUZZ evidence: notes of the sampler") part = notes;
            else if (line.StartsWith("INTEROPFUZZ evidence: memory", StringComparison.Ordinal)) part = samples;
            else if (line.StartsWith("INTEROPFUZZ evidence: ", StringComparison.Ordinal)) part = output;
            else part.Add(line);
        var found = GrowthRules.Decide(MemStatsSeries.Read(notes), ResidentSeries.Read(samples), GcCycle.Read(string.Join('\n', output)));
        Assert.Multiple(() =>
        {
            Assert.That(found.Cause.Name(), Is.EqualTo(cause), found.Because);
            Assert.That(found.Because, Does.Contain(words));
        });
    }

    private static IEnumerable<TestCaseData> Growths() => TestData.Table("evidence/growth.tsv").Select(row => new TestCaseData([.. row]));

    [Test]
    public void Without_figures_no_cause_is_guessed()
        => Assert.That(GrowthRules.Decide(MemStatsSeries.Read(["nonsense", "mem begin 1 2 3"]), ResidentSeries.Read(["1 2"]), []).Cause, Is.EqualTo(GrowthCause.NotKnown));

    [Test]
    public void The_launchers_samples_become_a_series()
    {
        var series = ResidentSeries.Read(["0 9 4096 4096 1 1 0 1", "1000000 9 8192 4096 1 1 0 3", "2000000 9 12288 4096 1 1 0 2", "torn 1"]);
        var rss = series.Summary(s => s.Rss);
        Assert.That((rss.First, rss.Peak, rss.Last, Math.Round(rss.SlopePerSecond)), Is.EqualTo((4096L, 12288L, 12288L, 4096.0)));
    }
}
