using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Campaigns;

/// <summary>The matrix of the whole corpus, cut into parts.</summary>
public sealed class ShardingTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher);
    private static readonly CaseSet s_cases = CaseSet.Load(Path.Combine(TestData.Root, "cases"));

    private static Plan Whole(HostTools tools)
        => Plan.Make(s_cases.Cases, [new(new(19, 8), "/go-1.19", "test"), new(new(27, 1), "/go-1.27", "test")], InstrumentCatalog.All, PlanWords.HostArch, tools);

    private static List<Plan> Shards(Plan whole, int count, CellCosts costs, HostTools tools)
        => [.. Enumerable.Range(1, count).Select(n => Sharding.Take(whole, new(n, count), costs, tools))];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(40)]
    public void Every_cell_is_in_exactly_one_shard(int count)
    {
        var whole = Whole(s_tools);
        var cells = Shards(whole, count, CellCosts.None, s_tools).SelectMany(s => s.Cells).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(cells, Has.Count.EqualTo(whole.Cells.Count));
            Assert.That(cells.Select(CellCosts.Name), Is.EquivalentTo(whole.Cells.Select(CellCosts.Name)));
        });
    }

    [TestCase(2)]
    [TestCase(7)]
    public void Shards_cost_about_the_same(int count)
    {
        // One case in ten is recorded as twenty times as dear as it would be estimated.
        var whole = Whole(s_tools);
        var costs = new CellCosts(whole.Cells.Where((p, i) => p.NotAvailable is null && i % 10 == 0).ToDictionary(CellCosts.Name, p => 20 * CellCosts.None.Of(p, p.Cell.Run(s_tools).Slowdown)));
        var sums = Shards(whole, count, costs, s_tools).Select(s => s.Cells.Where(p => p.NotAvailable is null).Sum(p => costs.Of(p, p.Cell.Run(s_tools).Slowdown))).ToList();
        Assert.That(sums.Max() / sums.Average(), Is.LessThan(1.25), string.Join(", ", sums));
    }

    [Test]
    public void A_machine_without_a_tool_cuts_in_the_same_way()
    {
        var poor = s_tools with { Valgrind = null, Clang = null, ClangHasMsan = false };
        var rich = Shards(Whole(s_tools), 5, CellCosts.None, s_tools);
        var other = Shards(Whole(poor), 5, CellCosts.None, poor);
        Assert.That(other.Select(s => s.Cells.Select(CellCosts.Name)), Is.EqualTo(rich.Select(s => s.Cells.Select(CellCosts.Name))));
    }

    [Test]
    public void A_shared_binary_is_seldom_built_twice()
    {
        var shards = Shards(Whole(s_tools), 3, CellCosts.None, s_tools);
        var pieces = shards.Sum(s => BuildUnit.Group(s.Cells.Where(p => p.NotAvailable is null)).Count);
        var units = BuildUnit.Group(Whole(s_tools).Cells.Where(p => p.NotAvailable is null)).Count;
        Assert.That(pieces, Is.LessThan(1.2 * units));
    }

    [TestCase("1/1", true)]
    [TestCase("3/12", true)]
    [TestCase("0/2", false)]
    [TestCase("3/2", false)]
    [TestCase("-1/2", false)]
    [TestCase("1/2/3", false)]
    [TestCase("1", false)]
    [TestCase("", false)]
    [TestCase("a/b", false)]
    public void A_shard_is_a_part_of_a_count(string text, bool isOne) => Assert.That(Shard.TryParse(text, out _), Is.EqualTo(isOne));
}
