using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Batches;

/// <summary>All that a submission leaves: its scripts, the tasks' logs, and a folder of runs for each shard.</summary>
/// <param name="Root">The folder; every machine must see it under the same path.</param>
public sealed record SubmissionFolder(string Root)
{
    /// <summary>What was submitted.</summary>
    public string Description => Path.Combine(Root, "submission.json");

    /// <summary>The script of an array.</summary>
    public string Script(BatchArray array) => Path.Combine(Root, $"{array.Arch}.sh");

    /// <summary>What tasks print.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>What a task printed.</summary>
    public string Log(BatchArray array, int shard) => Path.Combine(Logs, string.Create(CultureInfo.InvariantCulture, $"{array.Arch}-{shard}.log"));

    /// <summary>Where the shards are, one folder for each.</summary>
    public string Shards => Path.Combine(Root, "shards");

    /// <summary>Where a shard keeps its run.</summary>
    public string Shard(BatchArray array, int shard) => Path.Combine(Shards, string.Create(CultureInfo.InvariantCulture, $"{array.Arch}-{shard}"));

    /// <summary>The run of a shard; null while there is none.</summary>
    public RunFolder? Run(BatchArray array, int shard)
    {
        var kept = Shard(array, shard);
        if (!Directory.Exists(kept)) return null;
        var newest = Directory.GetDirectories(kept).Where(d => File.Exists(Path.Combine(d, "run.json"))).Max(StringComparer.Ordinal);
        return newest is null ? null : new(newest);
    }

    /// <summary>What the run of a shard ended with; null while it runs, and when it was killed.</summary>
    public int? ExitCode(BatchArray array, int shard)
    {
        try
        {
            return int.TryParse(File.ReadAllText(Path.Combine(Shard(array, shard), "exit")), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var code) ? code : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A new folder, named by the time.</summary>
    public static SubmissionFolder Create(string submissions, DateTimeOffset now)
    {
        var folder = RunFolder.Create(submissions, now);
        return new(folder.Root);
    }

    /// <summary>Reads what was submitted.</summary>
    /// <exception cref="FileNotFoundException">Nothing was.</exception>
    /// <exception cref="InvalidDataException">The description is broken.</exception>
    public Submission Read()
    {
        if (!File.Exists(Description)) throw new FileNotFoundException($"{Root} is no submission: it has no submission.json");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Description), BatchJson.Default.Submission) ?? throw new InvalidDataException($"{Description} is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Description} is not a submission: {e.Message}", e);
        }
    }

    /// <summary>Writes what was submitted.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Write(Submission submission) => AtomicFile.Write(Description, JsonSerializer.Serialize(submission, BatchJson.Default.Submission) + "\n");
}

/// <summary>How a submission looks as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(Submission))]
public sealed partial class BatchJson : JsonSerializerContext;
