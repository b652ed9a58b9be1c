using InteropFuzz.Harness.Instruments;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>What is expected under one instrument.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Values">By minor release, the set of symptoms as it is written; at least one.</param>
internal sealed record ExpectationRow(IInstrument Instrument, SortedDictionary<int, string> Values);

/// <summary>
/// Writes a table of expectations as few <c>Expect</c> lines: one for all cells, at most one for all instruments on the releases
/// below or from a bound, at most one for each instrument, and exceptions with bounds. Pure.
/// </summary>
internal static class ExpectationLines
{
    /// <summary>
    /// The lines, without a tie between equally specific ones: of all ways to choose those for many instruments the one with the
    /// fewest lines, then the fewest selectors.
    /// </summary>
    public static IReadOnlyList<string> Fewest(IReadOnlyList<ExpectationRow> rows)
    {
        var running = rows.Where(r => !r.Instrument.IsStatic).ToList();
        // The most common value first: among equals it is the one for all cells.
        var values = running.SelectMany(r => r.Values.Values).CountBy(v => v).OrderByDescending(v => v.Value).Select(v => v.Key).ToList();
        var minors = running.SelectMany(r => r.Values.Keys).Distinct().Order().ToList();
        var ranges = minors.Skip(1).SelectMany(m => new[] { new GoRange(true, new(m)), new GoRange(false, new(m)) });
        var shared = ranges.SelectMany(range => values.Select(v => ((GoRange, string)?)(range, v))).Prepend(null).ToList();
        return values.SelectMany(basis => shared.Select(s => Lines(rows, basis, s)))
            .MinBy(Cost)!;
    }

    /// <summary>Every selector but a line's first stands behind a comma.</summary>
    private static (int Lines, int Selectors) Cost(List<string> lines) => (lines.Count, lines.Sum(l => l.Count(c => c == ',')));

    private static List<string> Lines(IReadOnlyList<ExpectationRow> rows, string basis, (GoRange Range, string Value)? shared)
    {
        List<string> lines = [$"// Expect: {basis}"];
        if (shared is { } s) lines.Add($"// Expect {s.Range}: {s.Value}");
        foreach (var row in rows)
        {
            string? Inherited(int minor) => shared is { } x && !row.Instrument.IsStatic && x.Range.Contains(new(minor)) ? x.Value
                : row.Instrument.IsStatic ? Symptom.Clean.Name : basis;
            // A line for the instrument alone would tie with the shared one: there an exception must decide.
            string? Own(int minor, string value) => shared is { } x && !row.Instrument.IsStatic && x.Range.Contains(new(minor)) ? null : value;

            var bound = shared is { } y && !row.Instrument.IsStatic ? y.Range.Bound.Minor : (int?)null;
            var best = Exceptions(row, Inherited, bound).ToList();
            foreach (var value in row.Values.Values.Distinct())
            {
                List<string> with = [$"// Expect {row.Instrument.Name}: {value}", .. Exceptions(row, m => Own(m, value), bound)];
                if (Cost(with).CompareTo(Cost(best)) < 0) best = with;
            }
            lines.AddRange(best);
        }
        return lines;
    }

    /// <summary>
    /// A line with bounds for each run of equal releases in which one has something else by default, or nothing. A run of all
    /// releases has no bounds and would tie with a shared line, so it is cut at the shared line's bound.
    /// </summary>
    private static IEnumerable<string> Exceptions(ExpectationRow row, Func<int, string?> byDefault, int? cut)
    {
        var cells = row.Values.ToList();
        var isOne = cells.TrueForAll(c => c.Value == cells[0].Value);
        for (int at = 0, next; at < cells.Count; at = next)
        {
            next = at + 1;
            while (next < cells.Count && cells[next].Value == cells[at].Value && !(isOne && cells[next].Key == cut)) next++;
            if (cells[at..next].TrueForAll(c => byDefault(c.Key) == c.Value)) continue;
            var bounds = new List<string>();
            if (at > 0) bounds.Add($"go>=1.{cells[at].Key}");
            if (next < cells.Count) bounds.Add($"go<1.{cells[next].Key}");
            yield return $"// Expect {string.Join(", ", [.. bounds, row.Instrument.Name])}: {cells[at].Value}";
        }
    }
}
