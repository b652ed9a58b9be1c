using System.Text.RegularExpressions;
using InteropFuzz.Harness.Claims;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Reporting.Claims;

/// <summary>What was measured for a part of a claim, in words.</summary>
public static partial class Evidence
{
    /// <summary>How a part came out.</summary>
    public static string Say(Outcome outcome) => outcome switch
    {
        Outcome.Holds => "holds",
        Outcome.Fails => "does not hold",
        Outcome.Mixed => "holds on some releases",
        Outcome.NotReproducible => "not reproducible here",
        _ => "not measured",
    };

    /// <summary>How many cells showed what: <c>9 cells: 6 silent, 3 asan/use-after-poison</c>; a cell whose tries differ counts under both, joined.</summary>
    public static string Cells(Finding finding)
    {
        // An experiment has no symptoms; what it measured stands in its lines.
        if (finding.Sightings.All(s => s.Symptoms.Count == 0)) return "";
        var kinds = finding.Sightings.CountBy(s => string.Join(" or ", s.Symptoms.Keys)).OrderByDescending(k => k.Value);
        return $"{finding.Sightings.Count} {(finding.Sightings.Count == 1 ? "cell" : "cells")}: {string.Join(", ", kinds.Select(k => $"{k.Value} {k.Key}"))}";
    }

    /// <summary>
    /// For each text, the releases that printed it, oldest first: the first line that names the fault, of a cell as predicted where there is
    /// one, or what an experiment measured.
    /// </summary>
    public static IEnumerable<(string Releases, string Line)> FirstLines(Finding finding)
        => finding.Sightings.Where(s => s.Words is not null)
            .GroupBy(s => s.Go).OrderBy(g => Version(g.Key)).Select(g => (Go: g.Key, Line: Plain(g.OrderByDescending(s => s.Agrees).First().Words!)))
            .GroupBy(l => l.Line).Select(g => (string.Join(" ", g.Select(l => l.Go)), g.Key));

    /// <summary>Releases, oldest first.</summary>
    public static string Releases(IEnumerable<Sighting> sightings) => string.Join(" ", sightings.Select(s => s.Go).Distinct().OrderBy(Version));

    /// <summary>A line without what differs from machine to machine and from run to run: folders and addresses.</summary>
    public static string Plain(string line) => Address().Replace(Folders().Replace(line, ""), "0x…");

    private static GoVersion Version(string go) => GoVersion.TryParse(go, out var v) ? v : default;

    [GeneratedRegex(@"(?<![\w.:/])/(?:[^\s/:""']+/)+")]
    private static partial Regex Folders();

    [GeneratedRegex(@"0x[0-9a-f]{9,}")]
    private static partial Regex Address();
}
