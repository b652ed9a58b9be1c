namespace InteropFuzz.Harness.Checking.Model;

/// <summary>A package that is checked, or why its tests are not.</summary>
/// <param name="Path">The import path.</param>
/// <param name="Folder">Its folder, relative to the root where it lies below it.</param>
/// <param name="UsesCgo">Whether it imports "C" itself; else it, or its tests, import a package that does.</param>
public sealed record CheckPackage(string Path, string Folder, bool UsesCgo)
{
    /// <summary>Why no tests of it run (it has none); null when they do.</summary>
    public string? Reason { get; init; }
}
