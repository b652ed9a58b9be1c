namespace InteropFuzz.Harness.Findings;

/// <summary>What became of an artifact.</summary>
/// <param name="Finding">The finding it belongs to.</param>
/// <param name="News">Whether that is a new one.</param>
/// <param name="Slipped">Other faults that were met while its input was minimised, worked off alike.</param>
public sealed record Taken(Finding Finding, News News, IReadOnlyList<Taken> Slipped)
{
    /// <summary>This one and all that slipped from it.</summary>
    public IEnumerable<Taken> All => [this, .. Slipped.SelectMany(s => s.All)];
}
