using System.Diagnostics;
using System.Globalization;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>User and system time of this process and of all that it started and that has ended.</summary>
/// <param name="Own">This process's.</param>
/// <param name="Children">That of its children and their children.</param>
public readonly record struct ProcessorTimes(TimeSpan Own, TimeSpan Children)
{
    /// <summary>The times so far.</summary>
    public static ProcessorTimes Now()
    {
        using var self = Process.GetCurrentProcess();
        return new(self.TotalProcessorTime, Waited());
    }

    /// <summary>What passed between two looks.</summary>
    public static ProcessorTimes operator -(ProcessorTimes now, ProcessorTimes before) => new(now.Own - before.Own, now.Children - before.Children);

    /// <summary>proc(5): cutime and cstime, the 16th and 17th field, in hundredths of a second on every Linux (USER_HZ).</summary>
    private static TimeSpan Waited()
    {
        // The second field, the command's name, stands in parentheses and may hold anything.
        const int behindName = 13;
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromMilliseconds(10 * fields.Skip(behindName).Take(2).Sum(f => long.Parse(f, CultureInfo.InvariantCulture)));
    }
}
