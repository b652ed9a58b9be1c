using InteropFuzz.Harness.Planning;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>
/// The <c>Expect</c> lines of cells that ran elsewhere than on the machine itself: only what looks different there gets one. Pure.
/// </summary>
internal static class PlacedLines
{
    /// <summary>Lines for what was not as expected, the instruments that show the same together.</summary>
    /// <param name="c">The case.</param>
    /// <param name="seen">What cells of emulators and other machines showed.</param>
    /// <param name="write">Writes a set of symptoms.</param>
    /// <exception cref="NotSupportedException">Only a person can say it in lines.</exception>
    public static IReadOnlyList<string> Of(Case c, IEnumerable<KeyValuePair<Cell, IReadOnlyList<Symptom>>> seen, Func<IEnumerable<Symptom>, string> write)
        => [.. seen.Where(s => s.Value.Except(c.ExpectationFor(s.Key).Symptoms).Any())
            .Select(s => (Selectors: Selectors(c, s.Key, s.Value), s.Key.Instrument, Set: write(s.Value)))
            .Distinct()
            .GroupBy(l => (l.Selectors, l.Set))
            .Select(g => $"// Expect {g.Key.Selectors}, {string.Join('|', g.Select(l => l.Instrument.Name).Distinct())}: {g.Key.Set}")];

    /// <summary>
    /// The place, as widely as it is likely to hold: an architecture. What a leak check would say, and what an emulator is known to get wrong, holds for
    /// the emulator alone; so does a line that must win over another one with as many words.
    /// </summary>
    private static string Selectors(Case c, in Cell cell, IEnumerable<Symptom> seen)
    {
        var now = c.ExpectationFor(cell);
        if (now.Selectors.Any(s => s.IsPlace) || now.Selectors.Count > 2)
            throw new NotSupportedException($"{c.Id}: what is expected in {cell} (line {now.Line}) is too special to be updated: change it by hand to {string.Join(" | ", seen.Select(s => s.Name).Distinct())}");
        var emulated = cell.Runner == RunnerKind.QemuUser && now.Symptoms.Any(s => s.Family == "lsan");
        // A machine over ssh may be of this one's architecture, for which the general lines hold.
        return now.Selectors.Count == 2 ? $"{cell.Arch.Name()}, {cell.Runner.Name()}" : emulated || cell.Arch == PlanWords.HostArch ? cell.Runner.Name() : cell.Arch.Name();
    }
}
