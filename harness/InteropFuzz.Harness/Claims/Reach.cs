using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Claims;

/// <summary>What could be run on this machine: tells "not reproducible here" and "not in this run" apart. Pure.</summary>
/// <param name="Installed">Go releases that are here.</param>
/// <param name="CanInstall">Whether `toolchain install` finds a release.</param>
/// <param name="Arch">This machine's architecture; a plan has no other.</param>
public sealed record Reach(IReadOnlyList<GoVersion> Installed, Func<GoVersion, bool> CanInstall, Arch Arch)
{
    /// <summary>The oldest release that claims or cases speak of, and a newer one than there is.</summary>
    private const int Oldest = 18, Newest = 40;

    /// <summary>Why no cell of a prediction can be had here; null when one can.</summary>
    public string? WhyNever(Prediction prediction, Case c)
    {
        if (Cells(prediction, c, _ => true).Any()) return Cells(prediction, c, CanHave).Any() ? null : $"no Go release that fits {Words(prediction, c)} is installed here or can be installed from Debian";
        var elsewhere = Enum.GetValues<Arch>().Where(a => a != Arch && Cells(prediction, c, _ => true, a).Any()).ToList();
        return elsewhere.Count > 0 ? $"it takes {string.Join(" or ", elsewhere.Select(a => a.Name()))}, and this machine is {Arch.Name()}, without a runner for another" : "no cell can be so";
    }

    /// <summary>The command that would measure it.</summary>
    public string HowTo(Prediction prediction, Case c)
    {
        var cell = Cells(prediction, c, g => Installed.Any(i => i.Minor == g.Minor)).LastOrDefault(Cells(prediction, c, CanHave).First());
        var install = Installed.Any(i => i.Minor == cell.Go.Minor) ? "" : $"interopfuzz toolchain install {cell.Go.Release} && ";
        return $"{install}interopfuzz run{(c.Tampers is null ? "" : " --tampering")} --filter {Shell.Quote(c.Id)} --go {cell.Go.Release}";
    }

    private bool CanHave(GoVersion go) => Installed.Any(i => i.Minor == go.Minor) || CanInstall(go);

    private IEnumerable<Cell> Cells(Prediction prediction, Case c, Func<GoVersion, bool> go, Arch? arch = null)
        => from minor in Enumerable.Range(Oldest, Newest - Oldest)
           let version = new GoVersion(minor)
           where go(version)
           from instrument in InstrumentCatalog.All
           let cell = new Cell(version, arch ?? Arch, instrument)
           where prediction.Fits(cell) && c.WhyNot(version, cell.Arch) is null && instrument.WhyNever(version, cell.Arch, cell.Runner) is null
           select cell;

    private static string Words(Prediction prediction, Case c)
        => string.Join(", ", prediction.On.Select(s => s.Text).Where(t => t.StartsWith("go", StringComparison.Ordinal)).Concat(c.Needs.Select(n => n.ToString())).Distinct());
}
