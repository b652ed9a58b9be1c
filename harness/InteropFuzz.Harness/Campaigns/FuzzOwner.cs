using System.Globalization;
using System.Text.Json;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Which process works on a campaign. A number alone is not enough: it is given to another process some day.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Start">When it began, in clock ticks since boot (<c>/proc/PID/stat</c>, field 22).</param>
/// <param name="Boot">Which boot of the machine (<c>/proc/sys/kernel/random/boot_id</c>).</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Since">When it took the campaign, UTC.</param>
public sealed record FuzzOwner(int Pid, string Start, string Boot, string Host, DateTimeOffset Since)
{
    /// <summary>This process.</summary>
    public static FuzzOwner Self(DateTimeOffset now) => new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", BootId, Environment.MachineName, now);

    /// <summary>Who is recorded in a campaign's folder; null when nobody is.</summary>
    public static FuzzOwner? Read(FuzzFolder folder)
    {
        try
        {
            return File.Exists(folder.Owner) ? JsonSerializer.Deserialize(File.ReadAllText(folder.Owner), FuzzJson.Default.FuzzOwner) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Records it.</summary>
    public void Write(FuzzFolder folder) => AtomicFile.Write(folder.Owner, JsonSerializer.Serialize(this, FuzzJson.Default.FuzzOwner) + "\n");

    /// <summary>Whether that very process still runs, on this machine.</summary>
    public bool IsAlive => IsHere && Boot == BootId && Start.Length > 0 && StartOf(Pid) == Start;

    /// <summary>Whether it was recorded on this machine.</summary>
    public bool IsHere => Host == Environment.MachineName;

    /// <summary>What a request to stop names, so that a late one never stops another session.</summary>
    public string Ticket => $"{Pid} {Start} {Boot}";

    private static string BootId => Line("/proc/sys/kernel/random/boot_id");

    private static string? StartOf(int pid)
    {
        // proc(5): the command's name stands in parentheses and may hold anything; the 22nd field is the 20th behind it.
        const int behindName = 19;
        var stat = Line($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(behindName);
    }

    private static string Line(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
