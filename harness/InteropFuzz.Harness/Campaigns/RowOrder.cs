using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>The order of a plan for rows of which the plan is not known: case by case, then by release, architecture and instrument.</summary>
public sealed class RowOrder : IComparer<ResultRow>
{
    /// <summary>The one order.</summary>
    public static RowOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(ResultRow? x, ResultRow? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return Class(x).CompareTo(Class(y)) is not 0 and var byClass ? byClass
            : string.CompareOrdinal(x.Case, y.Case) is not 0 and var byCase ? byCase
            : Release(x).CompareTo(Release(y)) is not 0 and var byRelease ? byRelease
            : string.CompareOrdinal(x.Release, y.Release) is not 0 and var byPatch ? byPatch
            : string.CompareOrdinal(x.Arch, y.Arch) is not 0 and var byArch ? byArch
            : string.CompareOrdinal(x.Runner, y.Runner) is not 0 and var byRunner ? byRunner
            : Column(x).CompareTo(Column(y)) is not 0 and var byColumn ? byColumn
            : string.CompareOrdinal(x.Key, y.Key);
    }

    private static int Class(ResultRow row) => FaultClasses.TryParse(row.Class, out var known) ? (int)known : int.MaxValue;

    private static GoVersion Release(ResultRow row) => GoVersion.TryParse(row.Go, out var go) ? go : default;

    /// <summary>An instrument that this release does not know comes last.</summary>
    private static int Column(ResultRow row) => InstrumentCatalog.Find(row.Instrument)?.Order ?? int.MaxValue;
}
