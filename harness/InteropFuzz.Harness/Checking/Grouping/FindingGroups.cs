using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Checking.Grouping;

/// <summary>Tells which reports are of one fault, and which of them is the clearest. Pure.</summary>
public static class FindingGroups
{
    /// <summary>Groups reports; in each the clearest comes first, and the groups with the worst fault first.</summary>
    public static IReadOnlyList<IReadOnlyList<SeenCrash>> Of(IEnumerable<SeenCrash> seen)
    {
        var groups = new List<List<SeenCrash>>();
        // The clearest reports lay the ground: a bare signal then finds the group that explains it.
        foreach (var crash in seen.OrderBy(c => Clearness.Of(c.Report)).ThenBy(c => c.Order))
        {
            var home = groups.Where(g => g[0].Kind == crash.Kind).Select(g => (Group: g, Likeness: g.Max(c => Likeness(c, crash)))).Where(g => g.Likeness >= Signature.ProbablySame)
                .OrderByDescending(g => g.Likeness).Select(g => g.Group).FirstOrDefault();
            if (home is null) groups.Add([crash]);
            else home.Add(crash);
        }
        return [.. groups.OrderByDescending(g => SeverityOf(g[0].Report)).ThenBy(g => g[0].Order)];
    }

    /// <summary>How alike two crashes are, from 0 to 1.</summary>
    internal static double Likeness(SeenCrash a, SeenCrash b)
    {
        if (a.Report.Signature == b.Report.Signature) return 1;
        // That a test does not end says nothing of another one.
        if (a.Kind == FindingKind.Hang) return 0;
        var same = a.Report.AsSignature().SimilarityTo(b.Report.AsSignature());
        if (a.Cell.Package != b.Cell.Package || a.Test != b.Test || a.Test.Length == 0) return Named(a).Count > 0 && Named(b).Count > 0 ? same : 0;
        // A test of one package that dies in two ways in one column has two faults: it was run again without the first.
        if (a.Cell == b.Cell) return same;
        // In the same test under another instrument, what leads through the same function of the program is the same fault: the place of
        // the crash moves. A report without such a function is explained by the one that has it.
        var (of, to) = (Named(a), Named(b));
        return of.Count == 0 || to.Count == 0 || of.Overlaps(to) ? Math.Max(same, Signature.ProbablySame) : same;
    }

    /// <summary>The functions of the program in a report, less the test itself, which all reports of it have in common.</summary>
    private static HashSet<string> Named(SeenCrash crash)
        => [.. crash.Report.Parts.Skip(1).Where(f => !f.Contains(' ', StringComparison.Ordinal) && !IsTest(f))];

    private static bool IsTest(string function)
        => function.Split('.') is var parts && parts.Skip(1).Any(p => p.StartsWith("Test", StringComparison.Ordinal) || p.StartsWith("Fuzz", StringComparison.Ordinal) || p.StartsWith("Example", StringComparison.Ordinal));

    private static int SeverityOf(CrashReport report) => report.Severity switch
    {
        "critical" => 4,
        "high" => 3,
        "medium" => 2,
        "low" => 1,
        _ => 0,
    };
}

/// <summary>One report in one cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Test">The test's result that it is of.</param>
/// <param name="Result">That result.</param>
/// <param name="Report">The report.</param>
/// <param name="Kind">What kind of finding it makes.</param>
/// <param name="Order">Its place among all.</param>
public sealed record SeenCrash(CheckCell Cell, string Test, TestResult Result, CrashReport Report, FindingKind Kind, int Order);
