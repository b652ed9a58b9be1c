namespace InteropFuzz.Triage;

/// <summary>The names of the fault classes as they stand in cases and reports.</summary>
public static class FaultClasses
{
    private static readonly Dictionary<FaultClass, string> s_names = new()
    {
        [FaultClass.HiddenReference] = "hidden-reference",
        [FaultClass.UnsynchronisedSharing] = "unsynchronised-sharing",
        [FaultClass.ForgedView] = "forged-view",
        [FaultClass.LateRelease] = "late-release",
        [FaultClass.CRetainsGoMemory] = "c-retains-go-memory",
        [FaultClass.CgoPointerRule] = "cgo-pointer-rule",
        [FaultClass.CHeapOwnership] = "c-heap-ownership",
        [FaultClass.SpatialOverrun] = "spatial-overrun",
        [FaultClass.BadPointerSeenByRuntime] = "bad-pointer-seen-by-runtime",
        [FaultClass.NativeControlEscape] = "native-control-escape",
        [FaultClass.RuntimeFatalState] = "runtime-fatal-state",
    };

    /// <summary>All classes, in the order of the design.</summary>
    public static IReadOnlyList<FaultClass> All { get; } = Enum.GetValues<FaultClass>();

    /// <summary>The class's name, such as <c>c-retains-go-memory</c>.</summary>
    /// <param name="faultClass">One of the eleven classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of them.</exception>
    public static string Name(FaultClass faultClass) =>
        s_names.TryGetValue(faultClass, out string? name)
            ? name
            : throw new ArgumentOutOfRangeException(nameof(faultClass), faultClass, "not a fault class");

    /// <summary>Reads a class's name.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="faultClass">The class; without meaning when the answer is false.</param>
    /// <returns>Whether there is such a class.</returns>
    public static bool TryParse(string? name, out FaultClass faultClass)
    {
        foreach ((FaultClass candidate, string text) in s_names)
        {
            if (text == name)
            {
                faultClass = candidate;
                return true;
            }
        }

        faultClass = default;
        return false;
    }
}
