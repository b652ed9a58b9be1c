using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Checking.Discovery;

/// <summary>The environment of go commands on a user's own packages.</summary>
public static class CheckEnvironment
{
    /// <summary>
    /// That of <see cref="BuildEnvironment"/>, except that where modules come from is the user's business: GOPROXY is theirs, or their <c>go env</c> file's, or Go's default. The toolchain
    /// stays the one that was asked for.
    /// </summary>
    /// <param name="toolchain">Whose go command it is for.</param>
    /// <param name="recipe">What the instrument needs.</param>
    /// <param name="cache">Where Go's build cache is.</param>
    /// <param name="user">The user's own variables.</param>
    /// <param name="tree">The GOPATH entry that the packages lie in; null for modules.</param>
    /// <param name="foreign">For programs of the other architecture; null for the machine's own.</param>
    public static Dictionary<string, string> Make(
        GoToolchain toolchain, BuildRecipe recipe, CacheFolder cache, IReadOnlyDictionary<string, string> user, string? tree, ForeignTools? foreign = null)
    {
        var environment = BuildEnvironment.Make(toolchain, recipe, cache, user, foreign);
        if (!user.ContainsKey("GOPROXY")) environment.Remove("GOPROXY");
        environment["GOTOOLCHAIN"] = "local";
        if (tree is not null) Fuzzing.Targets.GoList.UseTree(environment, tree);
        return environment;
    }
}
