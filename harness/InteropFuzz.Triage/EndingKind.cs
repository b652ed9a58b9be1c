namespace InteropFuzz.Triage;

/// <summary>How a process ended.</summary>
public enum EndingKind
{
    /// <summary>Nothing is known: the text is a bare log.</summary>
    Unknown,

    /// <summary>It ended by itself with an exit code.</summary>
    Exited,

    /// <summary>A signal ended it.</summary>
    Signalled,

    /// <summary>It was stopped because its deadline had passed.</summary>
    TimedOut,

    /// <summary>The memory watch killed it.</summary>
    OutOfMemory,
}
