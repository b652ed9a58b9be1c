namespace InteropFuzz.Triage.Intake;

/// <summary>Takes off what containers, journals, build servers, terminals and bug trackers put around the lines of a log.</summary>
internal static class Unwrapping
{
    internal static IReadOnlyList<Extract> Sources(Extract log) => [log];
}
