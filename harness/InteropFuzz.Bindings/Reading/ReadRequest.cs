namespace InteropFuzz.Bindings.Reading;

/// <summary>What to read, and how.</summary>
/// <param name="Header">The header's path.</param>
public sealed record ReadRequest(string Header)
{
    /// <summary>Arguments for clang: -I, -D, -std …</summary>
    public IReadOnlyList<string> ClangArguments { get; init; } = [];

    /// <summary>Folders and headers whose declarations count as the header's own, besides its own folder.</summary>
    public IReadOnlyList<string> Traverse { get; init; } = [];

    /// <summary>Whether ordinary comments before a declaration count as its documentation.</summary>
    public bool AllComments { get; init; }
}
