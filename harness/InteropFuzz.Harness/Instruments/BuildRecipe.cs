namespace InteropFuzz.Harness.Instruments;

/// <summary>What an instrument adds to a <c>go build</c>.</summary>
/// <param name="Flags">Flags of the go command, in order.</param>
/// <param name="Environment">Variables that must be set; they win over the user's.</param>
public sealed record BuildRecipe(IReadOnlyList<string> Flags, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>
    /// gcc by its plain name: -asan reads the compiler's <c>--version</c> and wants it to begin with "gcc" or "clang"
    /// (cmd/go/internal/work/init.go, Go 1.20 and later), which Debian's triplet name does not.
    /// </summary>
    public static IReadOnlyDictionary<string, string> PlainGcc { get; } = new Dictionary<string, string> { ["CC"] = "gcc", ["CXX"] = "g++" };

    /// <summary>A recipe with gcc and these flags.</summary>
    public static BuildRecipe WithGcc(params string[] flags) => new(flags, PlainGcc);

    /// <summary>This recipe with one more variable.</summary>
    public BuildRecipe With(string variable, string value)
        => this with { Environment = new Dictionary<string, string>(Environment) { [variable] = value } };
}
