using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Claims;

/// <summary>What the experiments printed on one release.</summary>
/// <param name="Go">The release with its patch.</param>
/// <param name="Output">Everything `go test -v` printed.</param>
/// <param name="Ended">Whether they compiled, and ended before the deadline; else parts of claims are missing.</param>
public sealed record ExperimentOutput(string Go, string Output, bool Ended = true);

/// <summary>
/// Reads what experiments print: <c>CLAIM S2-18 holds: part | what was measured</c>, with <c>fails</c> where the part does not hold and
/// <c>skipped</c> where it cannot be tried. Pure.
/// </summary>
public static partial class ExperimentFindings
{
    /// <summary>What became of each part, joined over the releases; a claim of which nothing was printed is not measured.</summary>
    public static ILookup<string, Finding> Read(Experiments experiments, IReadOnlyList<ExperimentOutput> outputs)
    {
        var parts = (from output in outputs
                     from match in Line().Matches(output.Output)
                     select new Part(match.Groups["id"].Value, match.Groups["what"].Value, match.Groups["part"].Value, match.Groups["words"].Value, output.Go)).ToList();
        return experiments.All.SelectMany(e => e.Claims.SelectMany(id => Of(id, e, [.. parts.Where(p => p.Id == id)], outputs))).ToLookup(f => f.Claim);
    }

    /// <summary>The tests that failed: what they measured is not what they assert.</summary>
    public static IReadOnlyList<string> Failures(ExperimentOutput output)
        => [.. Failed().Matches(output.Output).Select(m => m.Groups[1].Value)];

    private static IEnumerable<Finding> Of(string id, Experiment experiment, List<Part> parts, IReadOnlyList<ExperimentOutput> outputs)
    {
        var source = $"{Experiments.FolderName}/{experiment.Name}";
        if (parts.Count == 0)
            return [new(id, "", source, Outcome.NotMeasured,
                outputs.Count == 0 ? "no Go release of the run is here: interopfuzz toolchain install 1.27" : $"{experiment.Name} said nothing on Go {string.Join(" ", outputs.Select(o => o.Go))}", [])];
        return parts.GroupBy(p => p.Text).Select(of =>
        {
            var tried = of.Where(p => p.What != "skipped").ToList();
            return tried.Count == 0
                ? new Finding(id, of.Key, source, Outcome.NotReproducible, of.First().Words, [])
                : new(id, of.Key, source, Finding.Join(tried.Select(p => p.What == "holds" ? Outcome.Holds : Outcome.Fails)), null,
                    tried.ConvertAll(p => new Sighting(p.Go, "test", new Dictionary<string, int>(), p.Words, p.What == "holds")));
        });
    }

    private readonly record struct Part(string Id, string What, string Text, string Words, string Go);

    [GeneratedRegex(@"^CLAIM (?<id>\S+) (?<what>holds|fails|skipped): (?<part>.*?) \| (?<words>.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"^--- FAIL: (\w+)", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
