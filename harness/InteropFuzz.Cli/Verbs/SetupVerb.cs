using System.CommandLine;
using System.Diagnostics;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz setup</c>: installs what is missing; build.sh calls it.</summary>
public static class SetupVerb
{
    private const string Help = """
        Install what is missing: Debian packages, and Go toolchains side by side into the cache. ./build.sh does it too.

        Examples:
          interopfuzz setup --no-install
          interopfuzz setup

        Packages need root or sudo; what will be installed is printed first. Exit codes: 0 everything is here, 3 something is (still) missing.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Option<bool> noInstall = new("--no-install") { Description = "Only say what is missing" };
        var verb = new Verb("setup", Help) { noInstall };
        verb.SetAction(parsed => Run(parsed.GetValue(noInstall)));
        return verb;
    }

    private static int Run(bool onlySay)
    {
        var installation = Installation.Find();
        var cache = CacheFolder.Default();
        var qemu = DebianQemu.IsWanted(HostTools.Probe(installation.Launcher));
        // Where the newer one can be had the system's is not needed.
        var packages = Packages(installation).Where(p => !qemu || p != ForeignTools.QemuPackage).ToList();
        var releases = GoToolchains.MissingDefaults(GoToolchains.Find(cache)).ToList();
        if (packages.Count == 0 && releases.Count == 0 && !qemu) return ExitCode.Expected;

        Console.WriteLine(onlySay ? "missing:" : "this will be installed:");
        if (packages.Count > 0) Console.WriteLine($"  apt packages   {string.Join(' ', packages)}");
        foreach (var release in releases) Console.WriteLine($"  Go {release.Release}        from Debian's packages, unpacked into {cache.Toolchains}");
        if (qemu) Console.WriteLine($"  qemu-user      from Debian's backports, unpacked into {cache.Qemu}");
        if (onlySay) return ExitCode.Missing;

        if (qemu) InstallQemu(cache);
        packages = Packages(installation);
        if (packages.Count > 0) InstallPackages(packages);
        new DebianGo(cache).Install(releases, Console.WriteLine);
        var still = Packages(installation);
        return still.Count == 0 ? ExitCode.Expected : throw new SetupException($"still missing after the installation: {string.Join(' ', still)}");
    }

    /// <summary>An old one does, too; it is slow with -asan.</summary>
    private static void InstallQemu(CacheFolder cache)
    {
        try
        {
            new DebianQemu(cache).Install(Console.WriteLine);
        }
        catch (SetupException e)
        {
            Console.WriteLine($"  no newer qemu-user ({e.Message}); the system's will do");
        }
    }

    private static List<string> Packages(Installation installation)
        => [.. Requirements.Check(HostTools.Probe(installation.Launcher))
            .Where(r => r.Found is null && !r.CannotBeInstalled)
            .SelectMany(r => r.Packages).Distinct()];

    private static void InstallPackages(IReadOnlyList<string> packages)
    {
        string[] prefix = Environment.IsPrivilegedProcess ? [] : HostPath.FindProgram("sudo") is { } sudo ? [sudo] : throw new SetupException(
            $"installing packages needs root: apt-get install {string.Join(' ', packages)}");
        Call([.. prefix, "apt-get", "-q", "update"]);
        Call([.. prefix, "apt-get", "-q", "install", "-y", "--no-install-recommends", .. packages]);
    }

    private static void Call(IReadOnlyList<string> line)
    {
        using var process = Process.Start(new ProcessStartInfo(line[0], line.Skip(1)) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new SetupException($"{string.Join(' ', line)} failed with {process.ExitCode}");
    }
}
