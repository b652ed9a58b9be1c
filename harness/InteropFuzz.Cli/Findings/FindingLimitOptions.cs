using System.CommandLine;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Findings;

/// <summary>The options that say what the work on a finding may cost, and where it is confirmed.</summary>
public sealed class FindingLimitOptions
{
    private readonly Option<string[]> _go = new("--go") { Description = "Go releases to confirm on, separated by commas (default: all that are here)", HelpName = "VERSION" };
    private readonly Option<string[]> _instrument = new("--instrument") { Description = "Instruments to confirm with, separated by commas (default: those of 'run')", HelpName = "NAME" };
    private readonly Option<string?> _minimise = new("--minimise-time") { Description = "How long minimisation may take (default: 2m)", HelpName = "TIME" };
    private readonly Option<string?> _confirm = new("--confirm-time") { Description = "How long confirmation may take (default: 5m)", HelpName = "TIME" };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_go);
        verb.Add(_instrument);
        verb.Add(_minimise);
        verb.Add(_confirm);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">A word is none that exists, or a release is not here.</exception>
    public FindingLimits Read(ParseResult parsed)
    {
        var limits = new FindingLimits();
        var here = GoToolchains.Find(CacheFolder.Default());
        var releases = Words(parsed.GetValue(_go)).Select(w => GoToolchains.Pick(here, Selection.Release(w))
            ?? throw new UsageException($"Go {w} is not here: interopfuzz toolchain install {w}", ExitCode.Missing)).ToList();
        var instruments = Words(parsed.GetValue(_instrument)).Select(w => InstrumentCatalog.Find(w) ?? throw new UsageException($"unknown instrument '{w}'; there are {InstrumentCatalog.Names}")).ToList();
        return limits with
        {
            Toolchains = releases,
            Instruments = instruments.Count > 0 ? instruments : limits.Instruments,
            MinimiseTime = Time(parsed.GetValue(_minimise)) ?? limits.MinimiseTime,
            ConfirmTime = Time(parsed.GetValue(_confirm)) ?? limits.ConfirmTime,
        };
    }

    private static TimeSpan? Time(string? text)
        => text is null ? null : FuzzQuantity.TryTime(text, out var time) ? time : throw new UsageException($"'{text}' is not {FuzzQuantity.TimeForm}");

    private static IEnumerable<string> Words(string[]? values) => (values ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct();
}
