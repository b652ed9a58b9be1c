using InteropFuzz.Harness.Fuzzing;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Where a campaign's artifacts go: replayed, recognised, made into a finding.</summary>
public interface IArtifactSink
{
    /// <summary>Takes an artifact; what it came to is on the disk when this returns.</summary>
    /// <param name="target">What was fuzzed.</param>
    /// <param name="source">Its written source.</param>
    /// <param name="artifact">The input and what was seen.</param>
    /// <param name="stored">
    /// Is told of each finding as soon as it is stored, which is long before it is minimised and confirmed: first of the one that the artifact belongs to,
    /// then of others that were met on the way.
    /// </param>
    /// <param name="cancel">Ends it; the artifact counts as not taken.</param>
    Task TakeAsync(IFuzzTarget target, FuzzSource source, Artifact artifact, Action<TakenArtifact> stored, CancellationToken cancel);

    /// <summary>Goes on with findings of a target that an earlier session took and did not come to an end with.</summary>
    /// <param name="target">The target.</param>
    /// <param name="source">Its written source.</param>
    /// <param name="cancel">Ends it; what is left is left for the next session.</param>
    Task ResumeAsync(IFuzzTarget target, FuzzSource source, CancellationToken cancel);
}

/// <summary>A finding that an artifact came to.</summary>
/// <param name="Signature">The finding's signature.</param>
/// <param name="Symptom">Its symptom.</param>
/// <param name="IsNew">Whether nobody had met it before.</param>
/// <param name="Folder">Where the finding is; null where nothing was kept.</param>
/// <param name="Rate">The part of its replays that showed it; null when it was not replayed.</param>
public sealed record TakenArtifact(string Signature, string Symptom, bool IsNew, string? Folder, double? Rate);
