using InteropFuzz.Harness.Fuzzing.Targets;

namespace InteropFuzz.Harness.Checking.Discovery;

/// <summary>A package of the user's as one Go release sees it.</summary>
/// <param name="Package">What go list says of it.</param>
/// <param name="Made">The package, and every package that it or its tests are made of and that is not Go's own.</param>
/// <param name="UsesCgo">Whether it imports "C" itself.</param>
public sealed record FoundPackage(GoPackage Package, IReadOnlyList<GoPackage> Made, bool UsesCgo)
{
    /// <summary>Whether it has tests.</summary>
    public bool HasTests => Package.TestGoFiles.Count + Package.XTestGoFiles.Count > 0;

    /// <summary>Whether C++ is compiled for it.</summary>
    public bool UsesCpp => Made.Any(p => p.CxxFiles.Count > 0);
}

/// <summary>What one Go release finds of what was asked for.</summary>
/// <param name="Packages">The packages that have to do with cgo, by path.</param>
/// <param name="All">How many packages there are at all.</param>
/// <param name="Folder">Where go commands run.</param>
/// <param name="Tree">The GOPATH entry that they lie in; null for modules.</param>
/// <param name="Problem">Why there is nothing: the go command's words; null when there is something.</param>
public sealed record PackageList(IReadOnlyList<FoundPackage> Packages, int All, string Folder, string? Tree, string? Problem)
{
    /// <summary>The package of that path; null when this release does not see it.</summary>
    public FoundPackage? Find(string path) => Packages.FirstOrDefault(p => p.Package.Path == path);
}
