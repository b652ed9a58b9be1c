using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>The lanes of a campaign on this machine. Pure.</summary>
/// <param name="Lanes">Those that can be fuzzed.</param>
/// <param name="Refused">Those that cannot.</param>
public sealed record FuzzLanes(IReadOnlyList<FuzzLane> Lanes, IReadOnlyList<RefusedLane> Refused)
{
    private const string AllReleases = "all";

    /// <summary>Crosses targets with releases, architectures and instruments.</summary>
    /// <param name="campaign">What is asked for.</param>
    /// <param name="targets">The campaign's targets, with the words that name them.</param>
    /// <param name="toolchains">The Go releases that are here.</param>
    /// <param name="engines">All engines.</param>
    /// <param name="tools">This machine's tools.</param>
    /// <exception cref="FuzzCampaignException">There is no such engine, or two targets are the same.</exception>
    public static FuzzLanes Make(
        FuzzCampaign campaign, IReadOnlyList<(FuzzTargetWords Words, IFuzzTarget Target)> targets, IReadOnlyList<GoToolchain> toolchains, IReadOnlyList<IFuzzEngine> engines, HostTools tools)
    {
        var errors = new List<string>();
        var lanes = new List<FuzzLane>();
        var refused = new List<RefusedLane>();
        foreach (var twins in targets.GroupBy(t => t.Target.Name).Where(g => g.Count() > 1))
            errors.Add($"{twins.Last().Words.Place}: {twins.Key} is named already ({twins.First().Words.Place}); put releases and instruments of one target together");
        foreach (var (words, target) in targets)
        {
            var named = words.Engine ?? campaign.Engine;
            if (named is not null && engines.All(e => e.Name != named))
            {
                errors.Add($"{words.Place}: unknown engine '{named}'; there are {string.Join(", ", engines.Select(e => e.Name))}");
                continue;
            }
            foreach (var arch in Architectures(First(words.Arch, campaign.Arch)))
            {
                // libFuzzer has no runtime for another architecture.
                var isForeign = arch != PlanWords.HostArch;
                var engine = engines.First(e => e.Name == (named ?? (isForeign ? Batch.EngineName : FuzzCampaign.DefaultEngine))).For(arch);
                foreach (var release in Releases(First(words.Go, campaign.Go), toolchains))
                    foreach (var instrument in First(words.Instruments, campaign.Instruments, isForeign ? FuzzCampaign.ForeignInstrument : FuzzCampaign.DefaultInstrument))
                    {
                        var at = $"{target.Name} go{release.Release}/{arch.Name()}/{instrument}/{engine.Name}";
                        if (engine.WhyNever(release, arch, instrument) is { } never) refused.Add(new(at, never, IsMissing: false));
                        else if (GoToolchains.Pick(toolchains, release) is not { } toolchain) refused.Add(new(at, $"Go {release} is not here: interopfuzz toolchain install {release.Release}", IsMissing: true));
                        else if (engine.WhyNotHere(tools) is { } missing) refused.Add(new(at, missing, IsMissing: true));
                        else lanes.Add(new(target, toolchain, arch, instrument, engine) { Dictionary = words.Dictionary });
                    }
            }
        }
        return errors.Count == 0 ? new([.. lanes.DistinctBy(l => l.Name)], refused) : throw new FuzzCampaignException(errors);
    }

    private static IReadOnlyList<string> First(IReadOnlyList<string> own, IReadOnlyList<string> all, params string[] otherwise) => own.Count > 0 ? own : all.Count > 0 ? all : otherwise;

    private static IEnumerable<GoVersion> Releases(IReadOnlyList<string> words, IReadOnlyList<GoToolchain> toolchains)
        => words.Contains(AllReleases) ? toolchains.Select(t => new GoVersion(t.Version.Minor)).Distinct()
            : words.Count == 0 ? [GoToolchains.Defaults[^1]]
            : words.Select(w => GoVersion.TryParse(w, out var v) ? v : throw new FuzzCampaignException([GoVersion.Wrong(w)!]));

    private static IEnumerable<Arch> Architectures(IReadOnlyList<string> words)
        => words.Count == 0 ? [PlanWords.HostArch] : Enum.GetValues<Arch>().Where(a => words.Contains(a.Name()));
}

/// <summary>A lane that was asked for and cannot be.</summary>
/// <param name="Lane">Its name.</param>
/// <param name="Reason">Why not, with the way out where there is one.</param>
/// <param name="IsMissing">Whether something is missing here that could be installed.</param>
public sealed record RefusedLane(string Lane, string Reason, bool IsMissing);
