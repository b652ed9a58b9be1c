using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli;

/// <summary>What builds and runs the callers of the shim on this machine.</summary>
/// <param name="Tools">This machine's tools.</param>
/// <param name="Toolchains">The Go releases that are here.</param>
/// <param name="Builder">Builds callers.</param>
/// <param name="Runner">Runs them.</param>
public sealed record CallerWorkshop(HostTools Tools, IReadOnlyList<GoToolchain> Toolchains, InterpreterBuilder Builder, BatchRunner Runner)
{
    private const string Host = "InteropFuzz.PInvokeHost.dll";

    /// <summary>Puts it together.</summary>
    /// <param name="jobs">How many processes at once.</param>
    /// <exception cref="UsageException">The launcher is not built.</exception>
    public static CallerWorkshop Make(int jobs)
    {
        var installation = Installation.Find();
        var tools = HostTools.Probe(installation.Launcher);
        var launcher = Workshop.Launcher(tools);
        var cache = CacheFolder.Default();
        var builder = new InterpreterBuilder(installation.Root, Path.Combine(AppContext.BaseDirectory, Host), cache, tools, launcher);
        return new(tools, GoToolchains.Find(cache), builder, new(launcher, tools, new(jobs, 0)));
    }

    /// <summary>The newest patch of a Go release.</summary>
    /// <exception cref="UsageException">It is not here, or it is no release.</exception>
    public GoToolchain Toolchain(string release)
        => GoToolchains.Pick(Toolchains, Selection.Release(release)) ?? throw new UsageException($"Go {release} is not here: interopfuzz toolchain install {release}", ExitCode.Missing);
}
