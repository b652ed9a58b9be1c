using InteropFuzz.Harness.Planning;
using Spectre.Console;

namespace InteropFuzz.Reporting.Detection;

/// <summary>The detection matrix on a terminal.</summary>
/// <param name="console">Where it goes.</param>
public sealed class DetectionTerminal(IAnsiConsole console)
{
    /// <summary>The table of one Go release, the cheapest instrument for each case, and what nothing sees.</summary>
    public void Write(DetectionMatrix matrix, string go)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(Markup.Escape($"{matrix.Runtime.Title()} {go}"), c => c.NoWrap());
        foreach (var instrument in matrix.Instruments) table.AddColumn(Markup.Escape(instrument), c => c.RightAligned().NoWrap());
        foreach (var c in matrix.Classes) table.AddRow([new Text(c), .. matrix.Instruments.Select(i => Field(matrix.Count(c, i, go)))]);
        table.AddEmptyRow();
        table.AddRow([new Text("all"), .. matrix.Instruments.Select(i => Field(matrix.Total(i, go)))]);
        console.Write(table);
        console.WriteLine(DetectionField.Legend);
        console.WriteLine();
        console.WriteLine("The cheapest instrument that reports it:");
        var cheapest = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var of in matrix.Cheapest(go).GroupBy(c => c.Instrument).OrderBy(g => g.Key is null ? double.MaxValue : matrix.CostS(g.Key)))
            cheapest.AddRow(new Text(of.Key ?? "none"), new Text($"{of.Count()}").RightJustified(), new Text(string.Join(" ", of.Select(c => c.Case[(c.Case.LastIndexOf('/') + 1)..]))));
        console.Write(cheapest);
        var unseen = matrix.SeenByNothing.ToList();
        console.WriteLine();
        console.WriteLine($"Reported by nothing, on none of {matrix.Runtime.Title()} {string.Join(" ", matrix.Go)}: {(unseen.Count == 0 ? "no case" : $"{unseen.Count} of {matrix.FaultyCases} cases")}");
        foreach (var id in unseen) console.WriteLine($"  {id}");
    }

    private static Text Field(DetectionCount count)
    {
        var colour = count.Accused > 0 ? Color.Red : count.Reported == 0 ? Color.Grey : count.Reported == count.Faulty ? Color.Green : Color.Default;
        return new(DetectionField.Say(count), new Style(colour));
    }
}
