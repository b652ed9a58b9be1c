using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli;

/// <summary><c>run --update</c>: takes what was seen back into the cases.</summary>
public static class CaseUpdates
{
    /// <summary>Rewrites every case with a cell that is not as expected; gives the files.</summary>
    public static IReadOnlyList<string> Write(Plan plan, IReadOnlyList<ResultRow> rows)
    {
        var bad = rows.Where(r => r.IsBad).Select(r => r.Case).ToHashSet();
        var byKey = rows.ToDictionary(r => r.Key);
        var files = new List<string>();
        foreach (var cells in plan.Cells.Where(p => bad.Contains(p.Case.Id)).GroupBy(p => p.Case))
        {
            var seen = new Dictionary<Cell, IReadOnlyList<Symptom>>();
            foreach (var p in cells)
                if (byKey.GetValueOrDefault(Harness.Campaigns.Rows.Key(p)) is { Symptoms.Count: > 0 } row)
                    seen[p.Cell] = [.. row.Symptoms.Keys.Select(s => Symptom.TryParse(s, out var symptom) ? symptom : Symptom.Unknown)];
            var file = Path.Combine(cells.Key.Folder, cells.Key.Main.Name);
            AtomicFile.Write(file, ExpectationUpdate.Apply(cells.Key, seen));
            files.Add(file);
        }
        return files;
    }
}
