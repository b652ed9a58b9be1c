namespace InteropFuzz.Harness.Batches;

/// <summary>A batch system. Each is one file; another one touches nothing else but <see cref="BatchEngines"/>.</summary>
public interface IBatchEngine
{
    /// <summary>Its word on the command line.</summary>
    string Name { get; }

    /// <summary>Why nothing can be submitted from here, with the way out; null when it can.</summary>
    string? WhyNotHere { get; }

    /// <summary>The command that submits a script by hand.</summary>
    string SubmitCommand(string script);

    /// <summary>The command that takes jobs away.</summary>
    string CancelCommand(IEnumerable<string> jobs);

    /// <summary>The script of an array: what each task does, and what it asks for.</summary>
    /// <exception cref="BatchException">A path cannot be written so that the engine reads it.</exception>
    string Script(SubmissionFolder folder, Submission submission, BatchArray array);

    /// <summary>Asks whether a script would be taken; nothing is submitted.</summary>
    /// <exception cref="BatchException">It would be refused.</exception>
    void Check(string script);

    /// <summary>Submits a script.</summary>
    /// <returns>What the engine calls the job.</returns>
    /// <exception cref="BatchException">It was refused.</exception>
    string Submit(string script);

    /// <summary>Where the tasks of a job stand, by their shards; the engine may have forgotten some.</summary>
    /// <exception cref="BatchException">The engine does not answer.</exception>
    IReadOnlyDictionary<int, TaskState> States(string job);

    /// <summary>Puts a task that has ended back into the queue.</summary>
    /// <exception cref="BatchException">It was refused.</exception>
    void Requeue(string job, int shard);
}

/// <summary>The batch systems that the harness knows.</summary>
public static class BatchEngines
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IBatchEngine> All { get; } = [new Slurm()];

    /// <summary>The one of that name; null when there is none.</summary>
    public static IBatchEngine? Find(string name) => All.FirstOrDefault(e => e.Name == name);
}
