using InteropFuzz.Harness.Checking.Model;

namespace InteropFuzz.Harness.Checking.Reviewing;

/// <summary>Earlier runs of the same repository, for reports.</summary>
public static class CheckHistory
{
    /// <summary>The result of a run in its folder.</summary>
    public const string FileName = "check.json";

    /// <summary>How many runs are looked back on, at most.</summary>
    public const int MostRuns = 10;

    /// <summary>A result that is greater is passed over: history is not worth the time.</summary>
    private const long MostBytes = 64 << 20;

    /// <summary>The runs before one, the latest first; one that cannot be read is told and passed over.</summary>
    /// <param name="folder">The folder with a subfolder for each run.</param>
    /// <param name="run">The run that they came before.</param>
    /// <param name="say">Takes what could not be read.</param>
    public static IReadOnlyList<CheckRun> Before(string folder, CheckRun run, Action<string> say)
    {
        var earlier = new List<CheckRun>();
        if (!Directory.Exists(folder)) return earlier;
        var files = Directory.GetDirectories(folder).OrderDescending(StringComparer.Ordinal).Select(d => new FileInfo(Path.Combine(d, FileName)));
        foreach (var file in files.Where(f => f.Exists && f.Directory!.Name != run.Info.Run && f.Length <= MostBytes))
        {
            if (earlier.Count == MostRuns) break;
            try
            {
                if (CheckRun.FromJson(File.ReadAllText(file.FullName)) is var read && read.Info.Root == run.Info.Root && read.Info.Started < run.Info.Started) earlier.Add(read);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                say($"{file.FullName} is passed over: {e.Message}");
            }
        }
        return earlier;
    }
}
