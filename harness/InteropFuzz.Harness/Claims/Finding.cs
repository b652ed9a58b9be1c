namespace InteropFuzz.Harness.Claims;

/// <summary>What became of a part of a claim, or of the whole.</summary>
public enum Outcome
{
    /// <summary>It is as claimed.</summary>
    Holds,

    /// <summary>It is not.</summary>
    Fails,

    /// <summary>It is on some releases, or in some parts.</summary>
    Mixed,

    /// <summary>No cell or release that could show it can be had here.</summary>
    NotReproducible,

    /// <summary>It could be measured here, and the run has not done so.</summary>
    NotMeasured,
}

/// <summary>One part of a claim, with what was measured.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Part">The part in words.</param>
/// <param name="Source">The case or the experiment that answers it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why nothing was measured; null where something was.</param>
/// <param name="Sightings">What was seen, release by release.</param>
public sealed record Finding(string Claim, string Part, string Source, Outcome Outcome, string? Reason, IReadOnlyList<Sighting> Sightings)
{
    /// <summary>What the releases say together: what holds on each, on none, or on some.</summary>
    public static Outcome Join(IEnumerable<Outcome> outcomes)
    {
        var measured = outcomes.Where(o => o is Outcome.Holds or Outcome.Fails or Outcome.Mixed).Distinct().ToList();
        return measured is [var only] ? only : measured.Count > 1 ? Outcome.Mixed : Outcome.NotReproducible;
    }
}

/// <summary>What one cell, or one experiment on one release, showed.</summary>
/// <param name="Go">The release with its patch.</param>
/// <param name="Where">The instrument; for an experiment, <c>test</c>.</param>
/// <param name="Symptoms">How many tries showed which symptom; empty for an experiment.</param>
/// <param name="Words">The first line that names the fault, or what an experiment measured; null when there is none.</param>
/// <param name="Agrees">Whether it is as predicted.</param>
public sealed record Sighting(string Go, string Where, IReadOnlyDictionary<string, int> Symptoms, string? Words, bool Agrees);
