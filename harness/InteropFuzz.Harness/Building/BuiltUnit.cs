namespace InteropFuzz.Harness.Building;

/// <summary>What became of a build unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Folder">Where its binary is; empty when nothing was built.</param>
/// <param name="Artifacts">By case id.</param>
/// <param name="CpuSeconds">User and system time of the go commands and all they started; 0 when the unit was there already.</param>
/// <param name="WallSeconds">How long they took.</param>
public sealed record BuiltUnit(
    BuildUnit Unit,
    string Folder,
    IReadOnlyDictionary<string, CaseArtifact> Artifacts,
    double CpuSeconds,
    double WallSeconds);

/// <summary>What the build made of one case.</summary>
/// <param name="Program">The binary; null when the case did not compile or is only analysed.</param>
/// <param name="Arguments">What picks the case in a shared binary.</param>
/// <param name="Output">The compiler's words when it did not compile; what go vet said when it is analysed.</param>
public sealed record CaseArtifact(string? Program, IReadOnlyList<string> Arguments, string Output)
{
    /// <summary>The command that starts <see cref="Program"/>, when that is no program by itself; empty otherwise.</summary>
    public IReadOnlyList<string> Host { get; init; } = [];

    /// <summary>Where the shared libraries of the case are, below the unit's folder; null when it has none.</summary>
    public string? Libraries { get; init; }

    /// <summary>Whether the case did not compile.</summary>
    public bool Failed { get; init; }
}
