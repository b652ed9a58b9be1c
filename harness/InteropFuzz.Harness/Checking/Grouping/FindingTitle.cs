using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Checking.Grouping;

/// <summary>The line that a finding is known by: the same in every run, so that a baseline does not change with it. Pure.</summary>
public static partial class FindingTitle
{
    /// <summary>The first line of a report without process number and addresses; empty when nothing is left.</summary>
    public static string Of(string firstLine)
        => Address().Replace(Place().Replace(Process().Replace(firstLine.Split('\n')[0], ""), ""), "0x…").Trim();

    /// <summary>What sanitizers and Valgrind put in front: <c>==3==ERROR: </c>.</summary>
    [GeneratedRegex(@"^==\d+==\s*((ERROR|WARNING): )?")]
    private static partial Regex Process();

    /// <summary>What sanitizers put behind: <c> on address 0x… at pc 0x… bp 0x… sp 0x…</c>.</summary>
    [GeneratedRegex(@" on (unknown )?address 0x.*$")]
    private static partial Regex Place();

    [GeneratedRegex("0x[0-9a-fA-F]+")]
    private static partial Regex Address();
}
