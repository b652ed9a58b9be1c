using System.CommandLine;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz toolchain</c>: the Go releases of this machine.</summary>
public static class ToolchainVerb
{
    /// <summary>The verb with its own verbs.</summary>
    public static Command Make()
    {
        var list = new Verb("list", """
            Show the Go toolchains found on PATH, in the usual places, and in the cache.

            Examples:
              interopfuzz toolchain list
            """);
        list.SetAction(_ =>
        {
            foreach (var t in GoToolchains.Find(CacheFolder.Default())) Console.WriteLine($"{t.Version,-8} {t.Origin,-7} {t.Root}");
        });

        Argument<string[]> versions = new("VERSION") { Description = "Releases such as 1.22", Arity = ArgumentArity.OneOrMore };
        var install = new Verb("install", """
            Unpack Go releases from Debian's packages into the cache, beside what is there; needs no root.

            Examples:
              interopfuzz toolchain install 1.19 1.22
            """) { versions };
        install.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(versions)!.Select(word => new GoVersion(Selection.Release(word).Minor)).ToList();
            new DebianGo(CacheFolder.Default()).Install(wanted, Console.WriteLine);
            foreach (var v in wanted) Console.WriteLine($"Go {GoToolchains.Pick(GoToolchains.Find(CacheFolder.Default()), v)?.Version.ToString() ?? v.Release} is there");
        });
        return new("toolchain", "Find and install Go toolchains.") { list, install };
    }
}
