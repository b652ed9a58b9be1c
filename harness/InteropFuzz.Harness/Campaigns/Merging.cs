using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>A run's folder and what is in it.</summary>
/// <param name="Folder">Where.</param>
/// <param name="Info">Its run.json.</param>
/// <param name="Rows">Its results.</param>
public sealed record RunPart(RunFolder Folder, RunInfo Info, IReadOnlyList<ResultRow> Rows)
{
    /// <summary>How messages call it.</summary>
    public string Label => Info.Selection.Shard is { } shard ? $"shard {shard} ({Folder.Root})" : Folder.Root;
}

/// <summary>Several runs as one.</summary>
/// <param name="Info">What ran where, together.</param>
/// <param name="Rows">Every cell once, in the order of a plan, with the part that it comes from.</param>
/// <param name="Missing">What is not there, a sentence for each; then it is not the whole run.</param>
/// <param name="Notes">What a reader should know besides.</param>
public sealed record MergedRun(RunInfo Info, IReadOnlyList<(ResultRow Row, RunPart From)> Rows, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes);

/// <summary>Puts shards, and runs of several machines, together. Pure; the order of the parts does not matter.</summary>
public static class Merging
{
    /// <summary>Merges parts under the name of a new run.</summary>
    /// <exception cref="InvalidDataException">The parts do not belong together; the message says which and why.</exception>
    public static MergedRun Merge(string run, IEnumerable<RunPart> parts)
    {
        List<RunPart> ordered = [.. parts.OrderBy(p => p.Info.Selection.Shard, StringComparer.Ordinal).ThenBy(p => p.Folder.Root, StringComparer.Ordinal)];
        if (ordered.Count == 0) throw new InvalidDataException("there is nothing to merge");
        foreach (var p in ordered)
            if (p.Info.Selection.Shard is { } word && !Shard.TryParse(word, out _)) throw new InvalidDataException($"{p.Folder.Info}: '{word}' is no shard such as 2/5");
        var missing = ordered.Where(p => p.Info.Ended is null).Select(p => $"{p.Label} was broken off with {p.Rows.Count} cells; there: interopfuzz run --resume {p.Folder.Run}")
            .Concat(ordered.Where(p => p.Info.Selection.Shard is not null).GroupBy(WhatIsCut).SelectMany(MissingShards));
        SameCases(ordered);
        var cells = ordered.SelectMany(p => p.Rows.Select(r => (Row: r, From: p))).GroupBy(c => c.Row.Key).ToList();
        // Of a cell that ran twice, what is not as expected must not be lost.
        var rows = cells.Select(g => g.MaxBy(c => (c.Row.IsBad, c.Row.Verdict, c.From.Folder.Root))).OrderBy(c => c.Row, RowOrder.Instance);
        return new(Info(run, ordered), [.. rows], [.. missing], [.. Notes(ordered, cells.Count(g => g.Count() > 1))]);
    }

    /// <summary>Shards of one matrix have this in common.</summary>
    private static string WhatIsCut(RunPart part)
    {
        var s = part.Info.Selection;
        _ = Shard.TryParse(s.Shard!, out var shard);
        return $"--filter {Words(s.Filters)} --go {Words(s.Go)} --instrument {Words(s.Instruments)} --runtime {Words(s.Runtimes ?? [])} --arch {Words(s.Archs ?? [])}{(s.EmulatesNewestOnly ? " (emulated: the newest release)" : "")}"
            + $"{(s.Tampering ? " --tampering" : "")} in {shard.Count} shards{(s.Costs is { } costs ? $" by durations {costs}" : "")}";
    }

    private static string Words(IEnumerable<string> words) => string.Join(',', words) is { Length: > 0 } text ? text : "-";

    private static IEnumerable<string> MissingShards(IGrouping<string, RunPart> cut)
    {
        var shards = cut.Select(p => Shard.TryParse(p.Info.Selection.Shard!, out var shard) ? shard : default).ToList();
        var count = shards[0].Count;
        return Enumerable.Range(1, count).Except(shards.Select(s => s.Number)).Select(n => $"shard {n}/{count} is missing ({cut.Key})");
    }

    /// <exception cref="InvalidDataException">A case is not the same in all parts.</exception>
    private static void SameCases(IReadOnlyList<RunPart> parts)
    {
        var seen = new Dictionary<string, (string Hash, RunPart Part)>();
        foreach (var part in parts)
            foreach (var row in part.Rows)
                if (seen.TryAdd(row.Case, (row.CaseHash, part))) continue;
                else if (seen[row.Case] is var (hash, other) && hash != row.CaseHash && other != part)
                    throw new InvalidDataException($"{row.Case} is not the same in {other.Label} and {part.Label}: they ran different states of the cases ({other.Info.GitCommit ?? "no commit"}, {part.Info.GitCommit ?? "no commit"})");
    }

    private static RunInfo Info(string run, IReadOnlyList<RunPart> parts)
    {
        var infos = parts.Select(p => p.Info).ToList();
        string Together(Func<RunInfo, string> word) => string.Join("; ", infos.Select(word).Distinct().Order(StringComparer.Ordinal));
        Dictionary<string, string> Joined(Func<RunInfo, IReadOnlyDictionary<string, string>> facts)
            => infos.SelectMany(facts).GroupBy(f => f.Key).OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => string.Join("; ", g.Select(f => f.Value).Distinct().Order(StringComparer.Ordinal)));
        List<string> Union(Func<RunSelection, IEnumerable<string>> words) => [.. infos.SelectMany(i => words(i.Selection)).Distinct().Order(StringComparer.Ordinal)];
        return new()
        {
            Run = run,
            Started = infos.Min(i => i.Started),
            Ended = infos.Exists(i => i.Ended is null) ? null : infos.Max(i => i.Ended),
            Selection = new(infos[0].Selection.CasesFolder, Union(s => s.Filters), Union(s => s.Go), Union(s => s.Instruments), infos.Exists(i => i.Selection.Tampering))
            {
                Collect = Union(s => s.Collect),
                Archs = [.. parts.SelectMany(p => p.Rows).Select(r => r.Arch).Distinct().Order(StringComparer.Ordinal)],
                Runtimes = Union(s => s.Runtimes ?? [ManagedRuntime.Go.Name()]),
            },
            Toolchains = Joined(i => i.Toolchains),
            Tools = Joined(i => i.Tools),
            Sandbox = Together(i => i.Sandbox),
            Kernel = Together(i => i.Kernel),
            Cpu = Together(i => i.Cpu),
            Cores = infos.Max(i => i.Cores),
            GitCommit = infos.Select(i => i.GitCommit).Distinct().ToList() is [var same] ? same : null,
            BuildCpuS = infos.Sum(i => i.BuildCpuS),
            HarnessCpuS = infos.Sum(i => i.HarnessCpuS),
            HarnessPeakRssBytes = infos.Max(i => i.HarnessPeakRssBytes),
            // Shards run side by side.
            WallS = infos.Max(i => i.WallS),
        };
    }

    private static IEnumerable<string> Notes(IReadOnlyList<RunPart> parts, int twice)
    {
        if (twice > 0) yield return $"{twice} cells are in more than one part; of those the result that is not as expected counts";
        if (parts.Select(p => p.Info.GitCommit).Distinct().Count() > 1) yield return "the parts come from different commits, with the same cases";
        if (parts.Select(p => p.Info.Sandbox).Distinct().Count() > 1) yield return "not every part ran in the same sandbox: run.json names them";
    }
}
