namespace InteropFuzz.Harness.Findings;

/// <summary>What one instrument shows of a finding on one Go release.</summary>
/// <param name="Go">The release with its patch.</param>
/// <param name="Arch">GOARCH.</param>
/// <param name="Instrument">The instrument's name.</param>
/// <param name="Symptoms">How many tries showed which symptom; empty when none was made.</param>
/// <param name="Same">Whether one of them is the finding, or probably the same.</param>
/// <param name="Reason">Why there was no try; null when there was.</param>
public sealed record FindingCell(string Go, string Arch, string Instrument, IReadOnlyDictionary<string, int> Symptoms, bool Same, string? Reason)
{
    /// <summary>A cell that stays empty.</summary>
    public static FindingCell NotAvailable(string go, string arch, string instrument, string reason) => new(go, arch, instrument, new Dictionary<string, int>(), false, reason);
}
