namespace InteropFuzz.Harness.Nights;

/// <summary>How a night differs from those before it.</summary>
public sealed record NightComparison
{
    /// <summary>The night.</summary>
    public required Night Now { get; init; }

    /// <summary>The night before; null when there is none.</summary>
    public Night? Last { get; init; }

    /// <summary>Fields with something unexpected that no earlier night showed there.</summary>
    public required IReadOnlyList<CellChange> NewCells { get; init; }

    /// <summary>Fields that are not as expected tonight, in a way that an earlier night showed too.</summary>
    public required IReadOnlyList<CellChange> KnownCells { get; init; }

    /// <summary>Fields that were not as expected last night, and are now.</summary>
    public required IReadOnlyList<CellChange> GoneCells { get; init; }

    /// <summary>Fields that are as expected, and whose tries agree less than last night.</summary>
    public required IReadOnlyList<CellChange> FlakierCells { get; init; }

    /// <summary>Fields that take longer than last night, measured against all others.</summary>
    public required IReadOnlyList<CellChange> SlowerCells { get; init; }

    /// <summary>Findings that nobody had met before.</summary>
    public required IReadOnlyList<NightFinding> NewFindings { get; init; }

    /// <summary>Findings that came again.</summary>
    public required IReadOnlyList<NightFinding> KnownFindings { get; init; }

    /// <summary>Findings of last night that did not come tonight.</summary>
    public required IReadOnlyList<NightFinding> GoneFindings { get; init; }

    /// <summary>Findings that replays show less often than last night.</summary>
    public required IReadOnlyList<(NightFinding Then, NightFinding Now)> FlakierFindings { get; init; }

    /// <summary>Lanes that perform fewer inputs in a second of processor time, measured against the matrix.</summary>
    public required IReadOnlyList<(NightLane Then, NightLane Now, double Ratio)> SlowerLanes { get; init; }

    /// <summary>
    /// How much more processor time tonight's fields took than last night's, the middle one of them: the machine, not the programs. Null when too
    /// few can be compared; then nothing is called slower.
    /// </summary>
    public double? Pace { get; init; }

    /// <summary>Whether something is there that no night before showed.</summary>
    public bool HasNews => NewCells.Count + NewFindings.Count > 0;

    /// <summary>A field is flakier when so much more of its tries disagree.</summary>
    public const double MoreFlaky = 0.25;

    /// <summary>Fewer tries say nothing about how often they agree.</summary>
    public const int LeastTries = 4;

    /// <summary>A field is slower when it takes so many times as long, beyond <see cref="Pace"/>.</summary>
    public const double SlowerCell = 1.5;

    /// <summary>And when that is at least so much processor time for each try, in seconds: short programs vary by more than their length.</summary>
    public const double SlowerBySeconds = 0.1;

    /// <summary>A lane is slower when it performs so many times fewer inputs, beyond <see cref="Pace"/>.</summary>
    public const double SlowerLane = 1.3;

    /// <summary>The rate of a lane with less processor time is chance, in seconds.</summary>
    public const double LeastLaneSeconds = 20;

    /// <summary>The middle of fewer fields is chance.</summary>
    public const int LeastCells = 10;

    /// <summary>Compares. Pure.</summary>
    /// <param name="now">The night.</param>
    /// <param name="before">Earlier nights, the latest first.</param>
    public static NightComparison Of(Night now, IReadOnlyList<Night> before)
    {
        var last = before.Count > 0 ? before[0] : null;
        var then = (last?.Cells ?? []).DistinctBy(c => c.Cell).ToDictionary(c => c.Cell);
        var pairs = now.Cells.Where(c => then.ContainsKey(c.Cell)).Select(c => new CellChange(then[c.Cell], c)).ToList();
        var seen = before.SelectMany(n => n.Cells).SelectMany(c => c.Offending.Select(s => (c.Cell, s))).ToHashSet();
        var bad = now.Cells.Where(c => c.IsBad).Select(c => new CellChange(then.GetValueOrDefault(c.Cell), c)).ToLookup(c => IsNew(c.Now!, seen));
        var met = before.SelectMany(n => n.Findings).Select(f => f.Signature).ToHashSet();
        var findings = now.Findings.ToLookup(f => f.IsNew && !met.Contains(f.Signature));
        var lastFindings = (last?.Findings ?? []).DistinctBy(f => f.Signature).ToDictionary(f => f.Signature);
        var tonight = now.Findings.Select(f => f.Signature).ToHashSet();
        var pace = PaceOf(pairs);
        return new()
        {
            Now = now,
            Last = last,
            NewCells = [.. bad[true]],
            KnownCells = [.. bad[false]],
            GoneCells = [.. pairs.Where(p => p.Then!.IsBad && !p.Now!.IsBad)],
            FlakierCells = [.. pairs.Where(p => !p.Now!.IsBad && Math.Min(p.Then!.Tries, p.Now.Tries) >= LeastTries && p.Now.Flakiness - p.Then.Flakiness >= MoreFlaky)],
            SlowerCells = pace is null ? [] : [.. pairs.Select(p => p with { Ratio = p.RawRatio / pace.Value }).Where(p => IsSlower(p, pace.Value)).OrderByDescending(p => p.Ratio)],
            NewFindings = [.. findings[true]],
            KnownFindings = [.. findings[false]],
            // Where nothing was fuzzed, nothing went away.
            GoneFindings = now.Lanes.Count == 0 ? [] : [.. lastFindings.Values.Where(f => !tonight.Contains(f.Signature))],
            FlakierFindings = [.. now.Findings.Where(f => lastFindings.ContainsKey(f.Signature)).Select(f => (lastFindings[f.Signature], f)).Where(p => p.Item1.Rate - p.f.Rate >= MoreFlaky)],
            SlowerLanes = pace is null ? [] : [.. Lanes(last!, now, pace.Value)],
            Pace = pace,
        };
    }

    /// <summary>A field that was bad before is new again when it shows something else.</summary>
    private static bool IsNew(NightCell cell, HashSet<(string Cell, string Symptom)> seen) => cell.Offending.Any(s => !seen.Contains((cell.Cell, s)));

    /// <summary>The middle ratio of what the same tries cost.</summary>
    private static double? PaceOf(IEnumerable<CellChange> pairs)
    {
        var ratios = pairs.Select(p => p.RawRatio).Where(r => r > 0 && double.IsFinite(r)).Order().ToList();
        return ratios.Count < LeastCells ? null : ratios[ratios.Count / 2];
    }

    private static bool IsSlower(CellChange p, double pace) => p.Ratio >= SlowerCell && double.IsFinite(p.Ratio) && p.NowPerTry - p.ThenPerTry * pace >= SlowerBySeconds;

    private static IEnumerable<(NightLane Then, NightLane Now, double Ratio)> Lanes(Night last, Night now, double pace)
        => from l in now.Lanes
           join t in last.Lanes on l.Lane equals t.Lane
           where Math.Min(l.CpuS, t.CpuS) >= LeastLaneSeconds && l.Rate > 0 && t.Rate > 0
           let ratio = t.Rate!.Value / l.Rate!.Value / pace
           where ratio >= SlowerLane
           orderby ratio descending
           select (t, l, ratio);
}

/// <summary>A field last night and tonight.</summary>
/// <param name="Then">Last night; null when it was not tried.</param>
/// <param name="Now">Tonight; null when it was not tried.</param>
public sealed record CellChange(NightCell? Then, NightCell? Now)
{
    /// <summary>How many times as long it takes, beyond the pace of the night; 0 where that was not asked.</summary>
    public double Ratio { get; init; }

    /// <summary>Processor time of a try last night, in seconds.</summary>
    public double ThenPerTry => PerTry(Then);

    /// <summary>Processor time of a try tonight, in seconds.</summary>
    public double NowPerTry => PerTry(Now);

    /// <summary>How many times as long a try takes.</summary>
    internal double RawRatio => NowPerTry / ThenPerTry;

    private static double PerTry(NightCell? cell) => cell is { Tries: > 0 and var tries } ? cell.CpuS / tries : 0;
}
