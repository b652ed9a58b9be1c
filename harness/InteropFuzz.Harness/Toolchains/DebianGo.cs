namespace InteropFuzz.Harness.Toolchains;

/// <summary>Installs Go releases from Debian's packages, side by side in the cache.</summary>
/// <param name="cache">Where releases are unpacked.</param>
public sealed class DebianGo(CacheFolder cache)
{
    /// <summary>Whether one of Debian's suites has a release.</summary>
    public static bool Carries(GoVersion release) => release.Minor is 19 or (>= 22 and <= 27);

    /// <summary>Downloads and unpacks releases; those that are there already stay.</summary>
    /// <param name="releases">Minor releases; patches are Debian's choice.</param>
    /// <param name="say">Is told what happens, a line each.</param>
    /// <exception cref="SetupException">There is no Debian mirror, no network, or no such package.</exception>
    public void Install(IReadOnlyList<GoVersion> releases, Action<string> say)
    {
        try
        {
            new DebianArchive(cache).Install(releases.Select(r => new Unpacked(
                $"Go {r.Release}", [$"golang-{r.Release}-go", $"golang-{r.Release}-src"], Path.Combine(cache.Toolchains, $"go-{r.Release}"))), say);
        }
        catch (SetupException e)
        {
            throw new SetupException($"{e.Message}; or unpack Go from its own site into ~/sdk/goVERSION, where it is found");
        }
    }
}
