using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Reporting.Detection;

/// <summary>Counts of one field: a fault class under an instrument on a Go release.</summary>
/// <param name="Faulty">Faulty cases that were tried.</param>
/// <param name="Reported">Of these, how many got a report that names a fault.</param>
/// <param name="Silent">Of these, how many ran to their end without one.</param>
/// <param name="Ended">Of these, how many ended early or hung, and nothing said why.</param>
/// <param name="Sound">Sound cases (twins, controls) that were tried.</param>
/// <param name="Accused">Of these, how many got a report all the same.</param>
public readonly record struct DetectionCount(int Faulty, int Reported, int Silent, int Ended, int Sound, int Accused);

/// <summary>Which instrument sees which fault class, by the rows of a run. Pure.</summary>
public sealed class DetectionMatrix
{
    private readonly ILookup<(string Class, string Instrument, string Go), ResultRow> _fields;
    private readonly IReadOnlyList<ResultRow> _faulty;
    private readonly Dictionary<string, double> _cost;

    /// <summary>Counts the rows of a run that are of one runtime; build failures count as not tried.</summary>
    public DetectionMatrix(IReadOnlyList<ResultRow> all, ManagedRuntime runtime = ManagedRuntime.Go)
    {
        var rows = all.Where(r => r.Runtime == runtime).ToList();
        Runtime = runtime;
        Go = [.. rows.Select(r => r.Release).Distinct().OrderBy(g => GoVersion.TryParse(g, out var v) ? v : default)];
        Instruments = [.. rows.Select(r => r.Instrument).Distinct().OrderBy(i => InstrumentCatalog.Find(i)?.Order ?? int.MaxValue)];
        Classes = [.. rows.Select(r => r.Class).Distinct().OrderBy(c => FaultClasses.TryParse(c, out var known) ? (int)known : int.MaxValue)];
        _fields = rows.ToLookup(r => (r.Class, r.Instrument, r.Release));
        _faulty = [.. rows.Where(r => r.IsFaulty)];
        _cost = Instruments.ToDictionary(i => i, i => Median.Of(rows.Where(r => r.Instrument == i && !r.IsNotAvailable).Select(r => r.CpuS)));
    }

    /// <summary>Whose cases are counted.</summary>
    public ManagedRuntime Runtime { get; }

    /// <summary>Its releases (those of Go, unless <see cref="Runtime"/> says otherwise), oldest first.</summary>
    public IReadOnlyList<string> Go { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Instruments { get; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many faulty cases there are.</summary>
    public int FaultyCases => _faulty.Select(r => r.Case).Distinct().Count();

    /// <summary>The counts of one field.</summary>
    public DetectionCount Count(string faultClass, string instrument, string go) => Count(_fields[(faultClass, instrument, go)]);

    /// <summary>The counts over all classes.</summary>
    public DetectionCount Total(string instrument, string go) => Count(Classes.SelectMany(c => _fields[(c, instrument, go)]));

    /// <summary>Median processor time of a program under an instrument, in seconds; vet's work is part of the build and counts as 0.</summary>
    public double CostS(string instrument) => _cost[instrument];

    /// <summary>For each faulty case, the instrument with the least cost that reports it on a Go release (10 ms apart counts as equal: then the first in the order of the instruments); null where none does.</summary>
    public IEnumerable<(string Case, string? Instrument)> Cheapest(string go)
        => from row in _faulty
           where row.Release == go
           group row by row.Case into of
           select (of.Key, of.Where(r => SeenRule.Of(r) == Seen.Reported).Select(r => r.Instrument).MinBy(Rank));

    /// <summary>Faulty cases that no instrument reports on any of the Go releases.</summary>
    public IEnumerable<string> SeenByNothing
        => _faulty.GroupBy(r => r.Case).Where(g => g.All(r => SeenRule.Of(r) != Seen.Reported)).Select(g => g.Key);

    /// <summary>Costs that differ by less than this, in seconds, are noise: the order of the instruments decides.</summary>
    private const double Noise = 0.01;

    private (double, int) Rank(string instrument) => (Math.Round(_cost[instrument] / Noise), InstrumentCatalog.Find(instrument)?.Order ?? int.MaxValue);

    private static DetectionCount Count(IEnumerable<ResultRow> rows)
    {
        var (faulty, reported, silent, ended, sound, accused) = (0, 0, 0, 0, 0, 0);
        foreach (var row in rows)
        {
            var seen = SeenRule.Of(row);
            if (seen == Seen.NotAvailable) continue;
            if (!row.IsFaulty)
            {
                sound++;
                if (seen == Seen.Reported) accused++;
                continue;
            }
            faulty++;
            if (seen == Seen.Reported) reported++;
            else if (seen == Seen.Silent) silent++;
            else ended++;
        }
        return new(faulty, reported, silent, ended, sound, accused);
    }
}
