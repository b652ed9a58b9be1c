namespace InteropFuzz.Harness.Runners;

/// <summary>Why there is no connection, read from what ssh said.</summary>
/// <param name="MayPass">Whether trying again may help: the machine is away, not closed to us.</param>
/// <param name="Message">What is wrong and the way out.</param>
public readonly record struct SshFault(bool MayPass, string Message)
{
    private static readonly IReadOnlyList<string[]> s_table = Table();

    /// <summary>Reads it.</summary>
    /// <param name="runner">The machine.</param>
    /// <param name="said">What ssh printed to stderr.</param>
    public static SshFault Of(SshRunner runner, string said)
    {
        var last = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "ssh said nothing";
        foreach (var row in s_table)
            if (said.Contains(row[0], StringComparison.OrdinalIgnoreCase)) return new(row[1] == "yes", $"{runner.Label}: {row[2]} ({last}); {Filled(row[3], runner)}");
        return new(true, $"{runner.Label}: the connection was lost ({last})");
    }

    private static string Filled(string text, SshRunner runner) => text
        .Replace("{host}", runner.Port is null or 22 ? runner.Host : $"[{runner.Host}]:{runner.Port}", StringComparison.Ordinal)
        .Replace("{key}", runner.Key ?? "your key", StringComparison.Ordinal)
        .Replace("{known}", runner.KnownHosts is null ? "" : $" -f {runner.KnownHosts}", StringComparison.Ordinal);

    private static List<string[]> Table()
    {
        var rows = RunnerResource.Text("ssh-faults.tsv").Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).ToList();
        return rows.TrueForAll(r => r is [_, "yes" or "no", _, _]) ? rows : throw new InvalidDataException("ssh-faults.tsv: a row has four columns");
    }
}
