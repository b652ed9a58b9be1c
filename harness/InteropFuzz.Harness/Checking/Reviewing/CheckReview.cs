using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Suppressing;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Checking.Reviewing;

/// <summary>Whether a finding fails the build.</summary>
public enum Standing
{
    /// <summary>Nobody knows it yet: it fails the build.</summary>
    New,

    /// <summary>The baseline has it.</summary>
    Known,

    /// <summary>suppressions.yaml has it.</summary>
    Suppressed,
}

/// <summary>A finding with what the user's two files say about it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Standing">Whether it fails the build.</param>
/// <param name="Entry">The baseline's entry; null where it has none.</param>
/// <param name="Likeness">How alike the two are: 1 when a signature is the same, less when they are probably the same; 0 without an entry.</param>
/// <param name="Suppression">The suppression; null where there is none.</param>
public sealed record ReviewedFinding(CheckFinding Finding, Standing Standing, BaselineEntry? Entry, double Likeness, Suppression? Suppression);

/// <summary>An entry of the baseline whose finding did not show.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Coverage">Whether what showed it ran: then it is fixed.</param>
public sealed record MissingEntry(BaselineEntry Entry, Coverage Coverage);

/// <summary>A check beside its baseline and its suppressions: what is new, known, suppressed, fixed.</summary>
public sealed record CheckReview
{
    /// <summary>The findings of the run, in its order.</summary>
    public required IReadOnlyList<ReviewedFinding> Findings { get; init; }

    /// <summary>Whether there is a baseline to compare with.</summary>
    public required bool HasBaseline { get; init; }

    /// <summary>Entries of the baseline whose findings did not show.</summary>
    public required IReadOnlyList<MissingEntry> Missing { get; init; }

    /// <summary>Suppressions that count no more.</summary>
    public required IReadOnlyList<Suppression> Expired { get; init; }

    /// <summary>Suppressions that met nothing although what they are about ran.</summary>
    public required IReadOnlyList<Suppression> Unused { get; init; }

    /// <summary>The baseline as <c>--update-baseline</c> writes it: without what is fixed, with what is new, the rest as it was.</summary>
    public required Baseline Updated { get; init; }

    /// <summary>The findings that fail the build.</summary>
    public IEnumerable<ReviewedFinding> New => With(Standing.New);

    /// <summary>Whether the build fails.</summary>
    public bool HasNew => New.Any();

    /// <summary>Entries whose findings are fixed.</summary>
    public IEnumerable<BaselineEntry> Fixed => Missing.Where(m => m.Coverage == Coverage.Ran).Select(m => m.Entry);

    /// <summary>The findings of one standing.</summary>
    public IEnumerable<ReviewedFinding> With(Standing standing) => Findings.Where(f => f.Standing == standing);

    /// <summary>Compares a run with the two files.</summary>
    /// <param name="run">The run.</param>
    /// <param name="baseline">The baseline; null when there is none.</param>
    /// <param name="suppressions">The suppressions.</param>
    /// <param name="today">The day that expiry is told by.</param>
    public static CheckReview Of(CheckRun run, Baseline? baseline, IReadOnlyList<Suppression> suppressions, DateOnly today)
    {
        var coverage = new RunCoverage(run);
        var known = Match(run.Findings, (baseline ?? Baseline.None).Findings);
        var live = suppressions.Where(s => !s.IsExpired(today)).ToList();
        var used = new HashSet<Suppression>(ReferenceEqualityComparer.Instance);
        var findings = new List<ReviewedFinding>();
        foreach (var finding in run.Findings)
        {
            var fitting = live.Where(s => s.Matches(finding)).ToList();
            used.UnionWith(fitting);
            var (entry, likeness) = known.GetValueOrDefault(finding);
            var standing = fitting.Count > 0 ? Standing.Suppressed : entry is not null ? Standing.Known : Standing.New;
            findings.Add(new(finding, standing, entry, likeness, fitting.FirstOrDefault()));
        }
        var matched = known.Values.Select(k => k.Entry).ToHashSet(ReferenceEqualityComparer.Instance);
        var missing = (baseline ?? Baseline.None).Findings.Where(e => !matched.Contains(e)).Select(e => new MissingEntry(e, Covered(e, coverage))).ToList();
        return new()
        {
            Findings = findings,
            HasBaseline = baseline is not null,
            Missing = missing,
            Expired = [.. suppressions.Where(s => s.IsExpired(today))],
            // A run that was broken off may not have come to it.
            Unused = run.IsWhole ? [.. live.Where(s => !used.Contains(s) && s.Concerns(run))] : [],
            Updated = Update(findings, missing, coverage, today),
        };
    }

    /// <summary>
    /// By signature first; what is left over on both sides by likeness, the likest first, each entry once: a fault that an entry already stands for
    /// does not make another one known.
    /// </summary>
    private static Dictionary<CheckFinding, (BaselineEntry Entry, double Likeness)> Match(IReadOnlyList<CheckFinding> findings, IReadOnlyList<BaselineEntry> entries)
    {
        var known = new Dictionary<CheckFinding, (BaselineEntry Entry, double Likeness)>(ReferenceEqualityComparer.Instance);
        var free = new HashSet<BaselineEntry>(entries, ReferenceEqualityComparer.Instance);
        foreach (var finding in findings)
            if (entries.FirstOrDefault(e => e.Is(finding)) is { } entry)
            {
                known[finding] = (entry, 1);
                free.Remove(entry);
            }
        var probable = from finding in findings
                       where !known.ContainsKey(finding)
                       from entry in free
                       let likeness = entry.SimilarityTo(finding)
                       where likeness >= Signature.ProbablySame
                       orderby likeness descending
                       select (Finding: finding, Entry: entry, Likeness: likeness);
        foreach (var (finding, entry, likeness) in probable.ToList())
            if (!known.ContainsKey(finding) && free.Remove(entry)) known[finding] = (entry, likeness);
        return known;
    }

    /// <summary>What became of all that showed an entry: one part that did not run leaves it open, and a test that is gone proves nothing.</summary>
    private static Coverage Covered(BaselineEntry entry, RunCoverage coverage)
        => entry.ShownBy.Count == 0 ? Coverage.NotRun : entry.ShownBy.Max(coverage.Of);

    private static Baseline Update(IReadOnlyList<ReviewedFinding> findings, IReadOnlyList<MissingEntry> missing, RunCoverage coverage, DateOnly today)
    {
        var entries = new Dictionary<string, BaselineEntry>();
        foreach (var entry in missing.Where(m => m.Coverage == Coverage.NotRun).Select(m => m.Entry)) entries[entry.Signature] = entry;
        foreach (var reviewed in findings)
        {
            // Two findings of one entry both leave their mark on it.
            if (reviewed.Entry is { } known) entries[known.Signature] = entries.GetValueOrDefault(known.Signature) is { } first
                ? first with { Also = [.. first.Also.Concat(known.With(reviewed.Finding, coverage).Also).Distinct().Order(StringComparer.Ordinal)], ShownBy = BaselineSight.Merge([.. first.ShownBy, .. BaselineSight.Of(reviewed.Finding.Seen)]) }
                : known.With(reviewed.Finding, coverage);
            else if (reviewed.Standing == Standing.New) entries[reviewed.Finding.Signature] = BaselineEntry.Of(reviewed.Finding, today);
        }
        return Baseline.Of(entries.Values);
    }
}
