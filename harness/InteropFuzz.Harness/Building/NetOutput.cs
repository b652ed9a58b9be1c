using System.Text.RegularExpressions;
using InteropFuzz.Harness.Cases;

namespace InteropFuzz.Harness.Building;

/// <summary>Splits what csc prints by the case it belongs to. Pure.</summary>
public static partial class NetOutput
{
    /// <summary>
    /// By case id, the lines about its files; what belongs to no case stands under the empty id. A line is
    /// <c>class/name/Program.cs(12,5): error CS1002: …</c>; in what a generator made of a case the namespace tells.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ByCase(string output, IReadOnlyList<Case> cases)
    {
        var parts = new Dictionary<string, string>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var place = Place().Match(line);
            var id = place.Success ? cases.FirstOrDefault(c => place.Groups["path"].Value.EndsWith($"{c.Id}/{c.Main.Name}", StringComparison.Ordinal))?.Id ?? "" : "";
            parts[id] = parts.GetValueOrDefault(id, "") + line.TrimEnd('\r') + "\n";
        }
        return parts;
    }

    [GeneratedRegex(@"^(?<path>[^(]+)\(\d+,\d+\): (error|warning) ")]
    private static partial Regex Place();
}
