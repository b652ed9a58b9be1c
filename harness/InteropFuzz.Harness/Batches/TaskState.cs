namespace InteropFuzz.Harness.Batches;

/// <summary>Where a task stands, as far as the harness cares.</summary>
public enum TaskPhase
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>On a machine.</summary>
    Running,

    /// <summary>At its end, whether good or bad.</summary>
    Ended,

    /// <summary>Somebody took it away on purpose.</summary>
    Cancelled,

    /// <summary>The engine no longer knows it.</summary>
    Forgotten,
}

/// <summary>Where a task stands.</summary>
/// <param name="Phase">In the harness's words.</param>
/// <param name="Word">In the engine's words, with its reason.</param>
public readonly record struct TaskState(TaskPhase Phase, string Word);
