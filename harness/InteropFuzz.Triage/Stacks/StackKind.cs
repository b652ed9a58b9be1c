namespace InteropFuzz.Triage.Stacks;

/// <summary>What a stack tells.</summary>
public enum StackKind
{
    /// <summary>Where it happened.</summary>
    Crash,

    /// <summary>The other access of a data race.</summary>
    OtherAccess,

    /// <summary>Where the memory was allocated.</summary>
    Allocated,

    /// <summary>Where the memory was freed.</summary>
    Freed,

    /// <summary>Where an uninitialised value comes from or was stored.</summary>
    Origin,

    /// <summary>Where the goroutine or thread was created.</summary>
    Created,

    /// <summary>Another goroutine or thread of the same dump.</summary>
    Goroutine,
}
