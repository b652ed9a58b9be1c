using System.Globalization;
using System.Text.Json;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Storage;

/// <summary>artifacts/RUN/: all that a run leaves.</summary>
/// <param name="Root">The folder.</param>
public sealed record RunFolder(string Root)
{
    /// <summary>The run's name.</summary>
    public string Run => Path.GetFileName(Root);

    /// <summary>One line for each finished cell.</summary>
    public string Results => Path.Combine(Root, "results.jsonl");

    /// <summary>What ran where.</summary>
    public string Info => Path.Combine(Root, "run.json");

    /// <summary>What cells cost in the run by which this one was cut into shards; not there otherwise.</summary>
    public string Costs => Path.Combine(Root, "costs.json");

    /// <summary>Serilog's rolling JSON file.</summary>
    public string Log => Path.Combine(Root, "log.json");

    /// <summary>A new folder, named by the time, so that names sort.</summary>
    public static RunFolder Create(string artifacts, DateTimeOffset now)
    {
        for (var n = 0; ; n++)
        {
            var name = now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + (n == 0 ? "" : $"-{n}");
            var root = Path.Combine(artifacts, name);
            if (Directory.Exists(root)) continue;
            Directory.CreateDirectory(root);
            return new(root);
        }
    }

    /// <summary>The folder of an earlier run, by name, by path, or the newest by <c>last</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such run.</exception>
    public static RunFolder Open(string artifacts, string run)
    {
        if (run == "last" && Directory.Exists(artifacts)
            && Directory.GetDirectories(artifacts).Where(d => File.Exists(Path.Combine(d, "run.json"))).Max(StringComparer.Ordinal) is { } newest)
            return new(newest);
        foreach (var root in new[] { Path.Combine(artifacts, run), run })
            if (File.Exists(Path.Combine(root, "run.json"))) return new(Path.GetFullPath(root).TrimEnd('/'));
        throw new DirectoryNotFoundException($"there is no run '{run}' in {artifacts}");
    }

    /// <summary>Reads run.json.</summary>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public RunInfo ReadInfo()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Info), StorageJson.Default.RunInfo) ?? throw new InvalidDataException($"{Info} is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Info} is not a run's description: {e.Message}", e);
        }
    }

    /// <summary>Writes run.json.</summary>
    public void WriteInfo(RunInfo info) => AtomicFile.Write(Info, JsonSerializer.Serialize(info, StorageJson.Default.RunInfo) + "\n");

    /// <summary>Reads costs.json; nothing is recorded when it is not there.</summary>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public CellCosts ReadCosts()
    {
        if (!File.Exists(Costs)) return CellCosts.None;
        try
        {
            return new(JsonSerializer.Deserialize(File.ReadAllText(Costs), StorageJson.Default.DictionaryStringDouble) ?? []);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Costs} is not a table of durations: {e.Message}", e);
        }
    }

    /// <summary>Writes costs.json.</summary>
    public void WriteCosts(CellCosts costs) => AtomicFile.Write(Costs, JsonSerializer.Serialize(new Dictionary<string, double>(costs.Seconds), StorageJson.Default.DictionaryStringDouble) + "\n");

    /// <summary>Keeps the raw output of a try; gives its path relative to the run's folder.</summary>
    public string KeepOutput(string caseId, string cell, string text)
    {
        var relative = $"output/{caseId}/{cell.Replace('/', '-')}.txt";
        var path = Path.Combine(Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return relative;
    }
}
