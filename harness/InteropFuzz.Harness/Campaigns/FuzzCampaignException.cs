namespace InteropFuzz.Harness.Campaigns;

/// <summary>A campaign.yaml that cannot be used.</summary>
/// <param name="errors">What is wrong, each as <c>file:line: message</c> with the way out.</param>
public sealed class FuzzCampaignException(IReadOnlyList<string> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>What is wrong, line by line of the file.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
