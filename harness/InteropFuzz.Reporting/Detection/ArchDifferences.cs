using System.Text;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using Spectre.Console;

namespace InteropFuzz.Reporting.Detection;

/// <summary>A case under an instrument that shows something else on another architecture.</summary>
/// <param name="Case">The case's id.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Releases">The releases of which this is so.</param>
/// <param name="Seen">What was seen, by architecture and runner, in the order of <see cref="ArchDifferences.Places"/>.</param>
public sealed record ArchDifference(string Case, string Instrument, IReadOnlyList<string> Releases, IReadOnlyList<string> Seen);

/// <summary>What looks different on another architecture, by the rows of a run. Pure.</summary>
public sealed class ArchDifferences
{
    /// <summary>Compares the cells that were tried in more than one place.</summary>
    public ArchDifferences(IReadOnlyList<ResultRow> rows)
    {
        var tried = rows.Where(r => r.Symptoms.Count > 0).ToList();
        Places = [.. tried.Select(PlaceOf).Distinct()];
        var fields = tried.GroupBy(r => (r.Case, r.Instrument, r.Release)).Where(g => g.Select(PlaceOf).Distinct().Count() > 1).ToList();
        Compared = fields.Count;
        Rows =
        [
            .. fields.Select(g => (g.Key, Seen: (IReadOnlyList<string>)[.. Places.Select(p => g.FirstOrDefault(r => PlaceOf(r) == p) is { } row ? Symptoms(row) : "")]))
                .Where(f => f.Seen.Where(s => s.Length > 0).Distinct().Count() > 1)
                .GroupBy(f => (f.Key.Case, f.Key.Instrument, Seen: string.Join('\t', f.Seen)))
                .Select(g => new ArchDifference(g.Key.Case, g.Key.Instrument, [.. g.Select(f => f.Key.Release).OrderBy(r => GoVersion.TryParse(r, out var v) ? v : default)], g.First().Seen)),
        ];
    }

    /// <summary>The architectures with their runners: <c>amd64</c>, <c>arm64 qemu-user</c>.</summary>
    public IReadOnlyList<string> Places { get; }

    /// <summary>How many fields were tried in more than one place.</summary>
    public int Compared { get; }

    /// <summary>The differences, in the order of the matrix.</summary>
    public IReadOnlyList<ArchDifference> Rows { get; }

    /// <summary>Those of a flaky case are a set: the order and the counts say nothing.</summary>
    private static string Symptoms(ResultRow row) => string.Join(" | ", row.Symptoms.Keys.Order(StringComparer.Ordinal));

    private static string PlaceOf(ResultRow row) => row.Runner == "local" ? row.Arch : $"{row.Arch} {row.Runner}";

    /// <summary>As a Markdown table.</summary>
    public string Markdown()
    {
        var text = new StringBuilder($"| case | instrument | releases | {string.Join(" | ", Places)} |\n|---|---|---|{string.Concat(Places.Select(_ => "---|"))}\n");
        foreach (var row in Rows)
            text.Append($"| {Hostile.ForMarkdown(row.Case)} | {row.Instrument} | {string.Join(" ", row.Releases)} | {string.Join(" | ", row.Seen.Select(Hostile.ForMarkdown))} |\n");
        return text.ToString();
    }

    /// <summary>On a terminal.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("case", "instrument", "releases");
        foreach (var place in Places) table.AddColumn(Markup.Escape(place));
        foreach (var row in Rows) table.AddRow([new Text(row.Case), new Text(row.Instrument), new Text(string.Join(" ", row.Releases)), .. row.Seen.Select(s => new Text(Hostile.ForTerminal(s)))]);
        console.Write(table);
        console.WriteLine($"{Rows.Sum(r => r.Releases.Count)} of {Compared} fields that were tried on {string.Join(" and ", Places)} differ");
    }
}
