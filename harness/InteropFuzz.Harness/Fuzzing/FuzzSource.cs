namespace InteropFuzz.Harness.Fuzzing;

/// <summary>
/// A target written out as a Go module. Its package <c>target</c> (folder <c>target/</c>) has <c>func One(data []byte) int</c>, which performs one
/// input and gives 0, or -1 for an input that is of no use in a corpus. Engines and replays add a main of their own beside it.
/// </summary>
public sealed record FuzzSource
{
    /// <summary>The folder with the module's <c>go.mod</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>The module's path, as in <c>go.mod</c>.</summary>
    public required string Module { get; init; }

    /// <summary>Patterns of the packages whose Go code is instrumented for coverage (<c>-gcflags=PATTERN=-d=libfuzzer</c>).</summary>
    public required IReadOnlyList<string> Covered { get; init; }

    /// <summary>Files and folders outside of <see cref="Folder"/> whose bytes decide what is built (the user's package, the shim).</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>An overlay for the go command (<c>-overlay</c>); null for none.</summary>
    public string? Overlay { get; init; }

    /// <summary>Further flags of <c>go build</c>, each in one word, such as <c>-mod=mod</c> or <c>-tags=x,y</c>.</summary>
    public IReadOnlyList<string> BuildFlags { get; init; } = [];

    /// <summary>
    /// C source with a <c>LLVMFuzzerCustomMutator</c> that knows the format of inputs, for engines that take one; null where bytes are as good as any
    /// other unit.
    /// </summary>
    public string? Mutator { get; init; }

    /// <summary>Further flags for C, put behind the engine's own.</summary>
    public IReadOnlyList<string> CFlags { get; init; } = [];

    /// <summary>Further flags and archives for linking, the same in every build.</summary>
    public IReadOnlyList<string> LinkFlags { get; init; } = [];

    /// <summary>
    /// Builds the C library that the target calls, with a compiler and its flags, and gives the flags that link it: an engine wants it with
    /// coverage and AddressSanitizer, a replay as its instrument does. It keeps what it built, and throws <see cref="FuzzTargetException"/>
    /// with the compiler's words. Null when there is nothing to build.
    /// </summary>
    public Func<CCompiler, CancellationToken, Task<IReadOnlyList<string>>>? Library { get; init; }
}
