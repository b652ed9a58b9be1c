namespace InteropFuzz.Harness.Batches;

/// <summary>What becomes of a task.</summary>
public enum TaskFate
{
    /// <summary>Wait for it.</summary>
    Open,

    /// <summary>Its shard is complete.</summary>
    Done,

    /// <summary>It was killed in the middle: back into the queue, where it goes on.</summary>
    Requeue,

    /// <summary>Its shard will never be complete.</summary>
    Lost,
}

/// <summary>Decides what becomes of a task. Pure.</summary>
public static class TaskFates
{
    /// <summary>A task that died so often dies of itself.</summary>
    public const int MostRequeues = 3;

    /// <summary>What becomes of it.</summary>
    /// <param name="state">What the engine says.</param>
    /// <param name="isComplete">Whether its run has ended with all cells.</param>
    /// <param name="code">The exit code of the run, if it came to one.</param>
    /// <param name="requeued">How often it was put back already.</param>
    public static TaskFate Of(TaskState state, bool isComplete, int? code, int requeued) => state.Phase switch
    {
        TaskPhase.Waiting or TaskPhase.Running => TaskFate.Open,
        _ when isComplete => TaskFate.Done,
        // What is wrongly asked for, or missing on that machine, is so the next time too.
        TaskPhase.Ended when code is not (2 or 3) && requeued < MostRequeues => TaskFate.Requeue,
        _ => TaskFate.Lost,
    };
}
