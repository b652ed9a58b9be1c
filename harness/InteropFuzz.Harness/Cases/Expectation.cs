using InteropFuzz.Harness.Planning;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>One <c>Expect</c> line.</summary>
/// <param name="Line">Its line in the file, counted from 1.</param>
/// <param name="Selectors">All must match; none means every cell.</param>
/// <param name="Symptoms">What each try may show, at least one.</param>
public sealed record Expectation(int Line, IReadOnlyList<Selector> Selectors, IReadOnlyList<Symptom> Symptoms)
{
    /// <summary>What holds for an instrument that runs nothing, unless a line names it: a symptom of the run cannot be meant.</summary>
    public static Expectation StaticDefault { get; } = new(0, [], [Symptom.Clean]);

    /// <summary>Of two lines that match a cell the one where this is greater holds: more selectors, then an instrument among them.</summary>
    public (int Selectors, bool NamesInstrument) Specificity => (Selectors.Count, Selectors.Any(s => s.Instruments.Count > 0));

    /// <summary>Whether every selector matches.</summary>
    public bool Matches(in Cell cell)
    {
        if (cell.Instrument.IsStatic && !Specificity.NamesInstrument) return false;
        foreach (var selector in Selectors)
            if (!selector.Matches(cell)) return false;
        return true;
    }
}
