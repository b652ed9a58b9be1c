using InteropFuzz.Harness.Instruments;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>What is expected under one instrument.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Values">By minor release, the set of symptoms as it is written; at least one.</param>
internal sealed record ExpectationRow(IInstrument Instrument, SortedDictionary<int, string> Values);

/// <summary>
/// Writes a table of expectations as few <c>Expect</c> lines: one for all cells, at most one for all instruments on the releases
/// below or from a bound, one for instruments on all releases, and exceptions with bounds. Pure.
/// </summary>
internal static class ExpectationLines
{
    /// <summary>
    /// Of all ways to choose the two lines for all instruments the one with the fewest lines; of those one that keeps what the line
    /// for all cells says, then the one with the fewest words in front of colons.
    /// </summary>
    public static IReadOnlyList<string> Fewest(IReadOnlyList<ExpectationRow> rows, string oldBasis)
    {
        var running = rows.Where(r => !r.Instrument.IsStatic).ToList();
        // The most common value first: among equals it is the one for all cells.
        var values = running.SelectMany(r => r.Values.Values).CountBy(v => v).OrderByDescending(v => v.Value).Select(v => v.Key).ToList();
        var minors = running.SelectMany(r => r.Values.Keys).Distinct().Order().ToList();
        var ranges = minors.Skip(1).SelectMany(m => new[] { new GoRange(true, new(m)), new GoRange(false, new(m)) });
        var shared = ranges.SelectMany(range => values.Select(v => ((GoRange, string)?)(range, v))).Prepend(null).ToList();
        return values.SelectMany(basis => shared.Select(s => Lines(rows, basis, s))).MinBy(l => (l.Count, l[0].Value == oldBasis ? 0 : 1, Cost(l).Words))!
            .ConvertAll(l => l.ToString());
    }

    /// <summary>Lines first, then words in front of their colons.</summary>
    private static (int Lines, int Words) Cost(IReadOnlyList<Line> lines) => (lines.Count, lines.Sum(l => l.Bounds.Count + l.Instruments.Count));

    private static List<Line> Lines(IReadOnlyList<ExpectationRow> rows, string basis, (GoRange Range, string Value)? shared)
    {
        List<Line> lines = [new([], [], basis)];
        if (shared is { } s) lines.Add(new([s.Range], [], s.Value));
        // Instruments that say the same share a line.
        lines.AddRange(rows.SelectMany(row => Fewest(row, basis, shared))
            .GroupBy(l => (Bounds: string.Join(", ", l.Bounds), l.Value))
            .Select(g => g.First() with { Instruments = [.. g.SelectMany(l => l.Instruments)] }));
        return lines;
    }

    private static List<Line> Fewest(ExpectationRow row, string basis, (GoRange Range, string Value)? shared)
    {
        string Inherited(int minor) => row.Instrument.IsStatic ? Symptom.Clean.Name
            : shared is { } s && s.Range.Contains(new(minor)) ? s.Value
            : basis;
        List<Line> best = [.. Exceptions(row, Inherited)];
        foreach (var value in row.Values.Values.Distinct())
        {
            List<Line> with = [new([], [row.Instrument.Name], value), .. Exceptions(row, _ => value)];
            if (Cost(with).CompareTo(Cost(best)) < 0) best = with;
        }
        return best;
    }

    /// <summary>A line with bounds for each run of equal releases in which one has something else by default.</summary>
    private static IEnumerable<Line> Exceptions(ExpectationRow row, Func<int, string> byDefault)
    {
        var cells = row.Values.ToList();
        for (int at = 0, next; at < cells.Count; at = next)
        {
            next = at + 1;
            while (next < cells.Count && cells[next].Value == cells[at].Value) next++;
            if (cells[at..next].TrueForAll(c => byDefault(c.Key) == c.Value)) continue;
            var bounds = new List<GoRange>();
            if (at > 0) bounds.Add(new(false, new(cells[at].Key)));
            if (next < cells.Count) bounds.Add(new(true, new(cells[next].Key)));
            yield return new(bounds, [row.Instrument.Name], cells[at].Value);
        }
    }

    /// <summary>A line to be.</summary>
    private sealed record Line(IReadOnlyList<GoRange> Bounds, IReadOnlyList<string> Instruments, string Value)
    {
        public override string ToString()
        {
            var selectors = string.Join(", ", [.. Bounds.Select(b => b.ToString()), .. Instruments.Count > 0 ? new[] { string.Join('|', Instruments) } : []]);
            return $"// Expect{(selectors.Length > 0 ? " " + selectors : "")}: {Value}";
        }
    }
}
