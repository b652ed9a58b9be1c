using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Findings;

/// <summary>
/// What other instruments and Go releases show of a finding. The finding's own instrument is tried on every release, which tells the first one
/// that shows it; every instrument on the finding's own release and on those that `run` uses.
/// </summary>
internal sealed class Confirmation(HostTools tools, FindingLimits limits, TimeProvider clock)
{
    /// <summary>Tries each cell that is wanted.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="own">Where it was found.</param>
    /// <param name="readSources">Whether instruments that only read sources have something to say.</param>
    /// <param name="why">Why a cell cannot be, here or anywhere; null when it can.</param>
    /// <param name="tries">What the tries of a cell show; a <see cref="FuzzTargetException"/> says why there are none.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<FindingCell>> RunAsync(
        Finding finding, FuzzUnit own, bool readSources, Func<GoToolchain, IInstrument, string?> why,
        Func<GoToolchain, IInstrument, CancellationToken, Task<IReadOnlyList<Crash>>> tries, CancellationToken cancel)
    {
        var begin = clock.GetTimestamp();
        var cells = new List<FindingCell>();
        foreach (var (toolchain, instrument) in Wanted(own, readSources))
        {
            FindingCell Empty(string reason) => FindingCell.NotAvailable(toolchain.Release, own.Arch.Name(), instrument.Name, reason);
            if (why(toolchain, instrument) is { } reason) cells.Add(Empty(reason));
            else if (clock.GetElapsedTime(begin) >= limits.ConfirmTime) cells.Add(Empty($"not tried: the {limits.ConfirmTime.TotalSeconds:F0} s for confirmation were up"));
            else
            {
                try
                {
                    var crashes = await tries(toolchain, instrument, cancel);
                    var symptoms = crashes.CountBy(c => c.Symptom.Name).OrderByDescending(s => s.Value).ToDictionary(s => s.Key, s => s.Value);
                    cells.Add(new(toolchain.Release, own.Arch.Name(), instrument.Name, symptoms, crashes.Any(finding.IsProbably), null));
                }
                catch (Exception e) when (e is FuzzTargetException or LaunchException)
                {
                    cells.Add(Empty(FirstLine(e.Message)));
                }
            }
        }
        return [.. cells.OrderBy(c => InstrumentCatalog.Find(c.Instrument)?.Order ?? int.MaxValue).ThenBy(c => c.Instrument, StringComparer.Ordinal)
            .ThenBy(c => GoVersion.TryParse(c.Go, out var go) ? go : default)];
    }

    /// <summary>Why an instrument cannot be used on a release for programs on this machine; null when it can.</summary>
    public string? WhyNotProgram(GoToolchain toolchain, IInstrument instrument)
        => instrument.WhyNever(toolchain.Version, PlanWords.HostArch, RunnerKind.Local) ?? instrument.WhyNotHere(tools);

    /// <summary>The oldest release tried that shows the finding under its own instrument; null when none was tried.</summary>
    public static string? FirstRelease(Finding finding, IEnumerable<FindingCell> cells)
        => cells.Where(c => c.Instrument == finding.Instrument && c.Same)
            .MinBy(c => GoVersion.TryParse(c.Go, out var go) ? go : default)?.Go;

    /// <summary>The most telling first, for when time is short.</summary>
    private IEnumerable<(GoToolchain, IInstrument)> Wanted(FuzzUnit own, bool readSources)
    {
        var ownInstrument = CombinedInstrument.Find(own.ReplayInstrument);
        var releases = limits.Toolchains.Append(own.Toolchain).Distinct().OrderBy(t => t.Version).ToList();
        var instruments = limits.Instruments.Where(i => readSources || !i.IsStatic).ToList();
        var everywhere = releases.Where(t => t == own.Toolchain || GoToolchains.Defaults.Any(d => d.Minor == t.Version.Minor)).OrderByDescending(t => t == own.Toolchain);
        return releases.Where(_ => ownInstrument is not null).Select(t => (t, ownInstrument!))
            .Concat(everywhere.SelectMany(t => instruments.Select(i => (t, i))))
            .DistinctBy(c => (c.t.Version, c.Item2.Name));
    }

    private static string FirstLine(string text) => text.Split('\n').FirstOrDefault(l => l.Trim().Length > 0 && l[0] != '#')?.Trim() ?? "it could not be built";
}
