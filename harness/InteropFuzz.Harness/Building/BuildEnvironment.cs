using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>The environment of a go command.</summary>
public static class BuildEnvironment
{
    /// <summary>The variables that this process was started with.</summary>
    public static Dictionary<string, string> OfUser()
        => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");

    /// <summary>
    /// The user's own, less what belongs to another Go, with the harness's defaults where the user says nothing:
    /// no module proxy and no toolchain download, since cases need neither. What the instrument needs wins over all.
    /// </summary>
    /// <param name="toolchain">Whose go command it is for.</param>
    /// <param name="recipe">What the instrument needs.</param>
    /// <param name="cache">Where Go's build cache is.</param>
    /// <param name="user">The user's own variables.</param>
    /// <param name="foreign">For programs of the other architecture: its compilers take the place of gcc and g++; null for the machine's own.</param>
    public static Dictionary<string, string> Make(
        GoToolchain toolchain, BuildRecipe recipe, CacheFolder cache, IReadOnlyDictionary<string, string> user, ForeignTools? foreign = null)
    {
        var environment = new Dictionary<string, string>(user);
        environment.Remove("GOROOT");
        environment.Remove("GOBIN");
        environment.TryAdd("GOPROXY", "off");
        environment.TryAdd("GOTOOLCHAIN", "local");
        environment.TryAdd("GOCACHE", cache.GoBuild);
        environment.TryAdd("HOME", cache.Root);
        environment["CGO_ENABLED"] = "1";
        environment["PATH"] = Path.Combine(toolchain.Root, "bin") + Path.PathSeparator + user.GetValueOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        foreach (var (name, value) in recipe.Environment) environment[name] = value;
        if (foreign is null) return environment;
        environment["GOARCH"] = foreign.Arch.Name();
        foreach (var name in new[] { "CC", "CXX" })
            if (environment.TryGetValue(name, out var compiler)) environment[name] = Path.Combine(foreign.PlainNames, compiler);
        return environment;
    }

    /// <summary>Those variables of an environment that change what the go command makes, in a fixed order: they enter a unit's key.</summary>
    public static IEnumerable<KeyValuePair<string, string>> WhatMatters(IReadOnlyDictionary<string, string> environment)
        => environment
            .Where(v => v.Key is "CC" or "CXX" or "GOFLAGS" or "GOEXPERIMENT" or "GOAMD64" or "GOARM64" or "GOARCH" or "GOOS"
                || v.Key.StartsWith("CGO_", StringComparison.Ordinal))
            .OrderBy(v => v.Key, StringComparer.Ordinal);
}
