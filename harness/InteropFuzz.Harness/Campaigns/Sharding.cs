using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Cuts a plan into parts of about the same cost. Pure; the same on every machine that plans the same matrix.</summary>
public static class Sharding
{
    /// <summary>A unit that costs more than this part of a shard is cut, so that shards can be even.</summary>
    private const double LargestPiece = 0.25;

    /// <summary>What building a unit costs, in seconds, whoever has a piece of it: a link of a small binary with a warm cache.</summary>
    private const double Build = 2;

    /// <summary>
    /// One shard of a plan. Cells that are built together stay together where that leaves shards even. Whether a machine has a tool does not
    /// enter, since another shard's machine may have it.
    /// </summary>
    /// <param name="plan">The whole matrix.</param>
    /// <param name="shard">Which part.</param>
    /// <param name="costs">What cells cost.</param>
    /// <param name="tools">For how slow instruments are.</param>
    public static Plan Take(Plan plan, Shard shard, CellCosts costs, HostTools tools)
    {
        var mine = Pieces(plan, shard.Count, costs, tools)[shard.Number - 1].ToHashSet();
        return plan with { Cells = [.. plan.Cells.Where(mine.Contains)] };
    }

    private static List<PlannedCell>[] Pieces(Plan plan, int count, CellCosts costs, HostTools tools)
    {
        double Cost(PlannedCell p) => Runs(p) ? costs.Of(p, p.Cell.Run(tools).Slowdown) : 0;
        var units = Units(plan);
        var largest = LargestPiece * units.Sum(u => Build + u.Sum(Cost)) / count;
        var shards = Enumerable.Range(0, count).Select(_ => new List<PlannedCell>()).ToArray();
        var full = new double[count];
        var pieces = units.SelectMany(u => Cut(u, Cost, largest)).Select(p => (Cells: p, Cost: Build + p.Sum(Cost)));
        foreach (var (cells, cost) in pieces.OrderByDescending(p => p.Cost).ThenBy(p => CellCosts.Name(p.Cells[0]), StringComparer.Ordinal))
        {
            var lightest = Array.IndexOf(full, full.Min());
            shards[lightest].AddRange(cells);
            full[lightest] += cost;
        }
        // What never runs costs nothing anywhere, and somebody must report it.
        shards[0].AddRange(plan.Cells.Where(p => !Runs(p)));
        return shards;
    }

    /// <summary>The cells that are built together, in the order of the plan.</summary>
    private static List<List<PlannedCell>> Units(Plan plan)
    {
        var fields = plan.Cells.Where(Runs).ToDictionary(p => (p.Case.Id, p.Cell));
        return [.. BuildUnit.Group(fields.Values).Select(u => u.Cases.Select(c => fields[(c.Id, u.Cell)]).ToList())];
    }

    /// <summary>Pieces of a unit, none much larger than that.</summary>
    private static IEnumerable<List<PlannedCell>> Cut(List<PlannedCell> unit, Func<PlannedCell, double> cost, double largest)
    {
        var piece = new List<PlannedCell>();
        var sum = 0.0;
        foreach (var p in unit)
        {
            if (piece.Count > 0 && sum + cost(p) > largest)
            {
                yield return piece;
                (piece, sum) = ([], 0);
            }
            piece.Add(p);
            sum += cost(p);
        }
        yield return piece;
    }

    private static bool Runs(PlannedCell p) => p.NotAvailable is null || p.IsMissingTool;
}
