using System.Globalization;

namespace InteropFuzz.Harness.Batches;

/// <summary>Reads what Slurm's commands print. Pure; lines that are none of theirs are passed over.</summary>
public static class SlurmText
{
    /// <summary>States in which a task has yet to begin, or to begin again (squeue(1), JOB STATE CODES).</summary>
    private static readonly string[] s_waiting = ["PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD"];

    /// <summary>States in which it has a machine.</summary>
    private static readonly string[] s_running = ["RUNNING", "CONFIGURING", "COMPLETING", "STAGE_OUT", "SUSPENDED", "STOPPED", "RESIZING", "SIGNALING"];

    /// <summary>squeue's lines: index, state, reason, with bars between.</summary>
    public static Dictionary<int, TaskState> Queue(string text)
    {
        var states = new Dictionary<int, TaskState>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
            if (line.Split('|') is [var index, var word, var reason] && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var shard))
                states[shard] = new(Phase(word), reason is "None" or "" ? word : $"{word} ({reason})");
        return states;
    }

    /// <summary>sacct's lines: JOB_INDEX, state, with a bar between. A range of tasks that have not begun is left to squeue.</summary>
    public static Dictionary<int, TaskState> Accounting(string text)
    {
        var states = new Dictionary<int, TaskState>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
            if (line.Split('|') is [var id, var word] && id.Split('_') is [_, var index] && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var shard))
                states[shard] = new(Phase(word), word);
        return states;
    }

    /// <summary>The words may go on: <c>CANCELLED by 1000</c>.</summary>
    private static TaskPhase Phase(string word)
        => s_waiting.Contains(word) ? TaskPhase.Waiting
            : s_running.Contains(word) ? TaskPhase.Running
            : word.StartsWith("CANCELLED", StringComparison.Ordinal) ? TaskPhase.Cancelled
            : TaskPhase.Ended;
}
