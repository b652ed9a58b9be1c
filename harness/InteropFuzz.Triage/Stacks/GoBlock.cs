namespace InteropFuzz.Triage.Stacks;

/// <summary>One paragraph of a Go stack dump: a goroutine, or the system stack of a thread.</summary>
internal sealed record GoBlock(StackDraft Draft, string State, bool IsSystem)
{
    /// <summary>Where the goroutine was started, or null.</summary>
    internal Frame? Creator { get; set; }

    /// <summary>Whether a thread was executing it, so that it can be the one that died.</summary>
    internal bool IsOnThread => State.StartsWith("running", StringComparison.Ordinal) || State.StartsWith("syscall", StringComparison.Ordinal)
        || State.StartsWith("copystack", StringComparison.Ordinal) || State.StartsWith("preempted", StringComparison.Ordinal);

    /// <summary>Whether it has a frame of the program itself.</summary>
    internal bool HasUser => Draft.Frames.Exists(frame => frame.IsUser);
}
