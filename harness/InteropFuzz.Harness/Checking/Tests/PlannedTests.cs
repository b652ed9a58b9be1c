using InteropFuzz.Harness.Checking.Discovery;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>A cell with what it takes to build and run it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="How">The release, architecture, instrument and runner.</param>
/// <param name="Toolchain">The Go that builds it.</param>
/// <param name="List">What that Go finds.</param>
/// <param name="Package">The package; null when that Go does not see it.</param>
/// <param name="NotAvailable">Why the cell stays empty; null when it runs.</param>
/// <param name="IsMissingTool">Whether installing something on this machine would fill the cell.</param>
public sealed record PlannedTests(
    CheckCell Cell, Cell How, GoToolchain Toolchain, PackageList List, FoundPackage? Package, string? NotAvailable = null, bool IsMissingTool = false)
{
    /// <summary>The package's folder.</summary>
    public string Folder => Package!.Package.Dir;
}
