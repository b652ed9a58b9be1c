namespace InteropFuzz.Triage.Diagnosis;

/// <summary>How much a place says about the mistake.</summary>
public enum Weight
{
    /// <summary>The damage shows there; the mistake may be anywhere.</summary>
    Damage,

    /// <summary>The mistake may be there.</summary>
    Suspects,

    /// <summary>The mistake is there: no further instrument would say more.</summary>
    Explains,
}

/// <summary>A row of locators.tsv that fits a crash: a way to the statement that explains it.</summary>
/// <param name="Locator">The way: a name that whoever has the program's sources knows.</param>
/// <param name="Weight">How much the place found that way says.</param>
/// <param name="Why">What it says, in a few words.</param>
public sealed record LocatorRow(string Locator, Weight Weight, string Why);

/// <summary>Which symptoms explain themselves, and which only show damage: locators.tsv.</summary>
public static class Locators
{
    private static readonly RuleTable s_rules = new("locators.tsv", 4);

    /// <summary>The rows that fit a crash, the best first; empty when it is clean or unknown.</summary>
    public static IReadOnlyList<LocatorRow> Of(Crash crash)
    {
        ArgumentNullException.ThrowIfNull(crash);
        return crash.Clues is null ? [] : [.. s_rules.All(crash.Clues).Select(Read)];
    }

    private static LocatorRow Read(string[] cells)
        => Enum.TryParse(cells[1], ignoreCase: true, out Weight weight)
            ? new(cells[0], weight, cells[2])
            : throw new InvalidDataException($"locators.tsv: '{cells[1]}' is none of explains, suspects and damage");
}
