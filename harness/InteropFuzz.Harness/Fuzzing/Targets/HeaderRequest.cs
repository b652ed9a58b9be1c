namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Which header is fuzzed, and how it is compiled and linked.</summary>
/// <param name="Header">Its file, or its name as in <c>#include &lt;…&gt;</c>.</param>
public sealed record HeaderRequest(string Header)
{
    /// <summary>Folders of further headers.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Macros for the compiler: <c>NAME</c> or <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Define { get; init; } = [];

    /// <summary>What is linked: <c>-lzstd</c>, <c>-L…</c>, archives.</summary>
    public IReadOnlyList<string> Link { get; init; } = [];

    /// <summary>The file with what the header cannot say; null for the one that comes with InteropFuzz, if there is one for a header of this name.</summary>
    public string? Annotations { get; init; }

    /// <summary>Whether an enum may be a number that is none of its constants.</summary>
    public bool OutOfRange { get; init; }

    /// <summary>Builds the library from source for a compiler and gives the flags that link it; null for the library that <see cref="Link"/> names.</summary>
    public Func<CCompiler, CancellationToken, Task<IReadOnlyList<string>>>? Library { get; init; }
}
