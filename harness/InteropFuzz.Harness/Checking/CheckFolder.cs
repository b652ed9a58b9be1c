using System.Text.Json;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Checking;

/// <summary>What a check leaves on the disk: run.json, a line of results.jsonl for each finished cell, check.json at the end, and raw output.</summary>
/// <param name="folder">The run's folder.</param>
public sealed class CheckFolder(RunFolder folder)
{
    /// <summary>The folder below artifacts/ that checks are in.</summary>
    public const string Below = "checks";

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => folder;

    /// <summary>The whole result, once there is one.</summary>
    public string Result => Path.Combine(folder.Root, "check.json");

    /// <summary>Reads run.json.</summary>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public CheckInfo ReadInfo()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(folder.Info), CheckJson.Default.CheckInfo) ?? throw new InvalidDataException($"{folder.Info} is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{folder.Info} is not a check's description: {e.Message}", e);
        }
    }

    /// <summary>Writes run.json.</summary>
    public void WriteInfo(CheckInfo info) => AtomicFile.Write(folder.Info, JsonSerializer.Serialize(info, CheckJson.Default.CheckInfo) + "\n");

    /// <summary>Finished cells. A torn last line counts as not finished; of two lines of one cell the later counts.</summary>
    public IReadOnlyList<CellResult> ReadCells()
    {
        var cells = new Dictionary<CheckCell, CellResult>();
        foreach (var cell in JsonLog.Read(folder.Results, CheckJson.Default.CellResult)) cells[cell.Cell] = cell;
        return [.. cells.Values];
    }

    /// <summary>Opens results.jsonl to add to it.</summary>
    public JsonLog<CellResult> Log() => new(folder.Results, CheckJson.Default.CellResult);

    /// <summary>Writes check.json.</summary>
    public void Write(CheckRun run) => AtomicFile.Write(Result, run.ToJson());

    /// <summary>Earlier results of the same root, the newest first; broken ones are passed over.</summary>
    /// <param name="checks">The folder that checks are in.</param>
    /// <param name="root">The root.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<CheckRun> History(string checks, string root, int most)
        => !Directory.Exists(checks) ? [] : [.. Directory.GetDirectories(checks).OrderDescending(StringComparer.Ordinal)
            .Select(d => Path.Combine(d, "check.json")).Where(File.Exists).Select(Read).OfType<CheckRun>().Where(r => r.Info.Root == root).Take(most)];

    private static CheckRun? Read(string file)
    {
        try
        {
            return CheckRun.FromJson(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
