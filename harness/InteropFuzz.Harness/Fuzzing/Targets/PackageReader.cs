using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Asks the go command what a package is made of, in modules, workspaces, vendored and GOPATH trees.</summary>
/// <param name="launcher">Starts the go command.</param>
/// <param name="cache">For GOCACHE where the user has none.</param>
public sealed class PackageReader(Launcher launcher, CacheFolder cache)
{
    private readonly GoList _list = new(launcher);

    /// <summary>The package, and everything that it and its tests are made of and that is not Go's own; the package is the first.</summary>
    /// <exception cref="FuzzTargetException">There is no such package, or something that it needs is missing.</exception>
    public async Task<IReadOnlyList<GoPackage>> ReadAsync(PackageRequest request, CancellationToken cancel)
    {
        var path = Path.Combine(request.Folder, request.Package);
        var (folder, pattern) = Directory.Exists(path) ? (Path.GetFullPath(path), ".") : (request.Folder, request.Package);
        if (request.Package.StartsWith('-') || (pattern != "." && request.Package is ['.' or '/', ..])) throw new FuzzTargetException($"'{request.Package}' is no Go package: there is no such folder");
        var environment = BuildEnvironment.Make(request.Toolchain, new([], new Dictionary<string, string>()), cache, BuildEnvironment.OfUser());
        var (packages, words) = await ListAsync();
        // Outside of any module, below a src folder: that is a GOPATH tree.
        if (!environment.ContainsKey("GO111MODULE") && Found(packages) is null or { Error: not null } or { Module: null } && GoList.TreeOf(folder) is { } tree)
        {
            GoList.UseTree(environment, tree);
            (packages, words) = await ListAsync();
        }
        var package = Found(packages) ?? throw new FuzzTargetException(words.Length > 0 ? words : $"'{request.Package}' is no Go package");
        if (packages.Count(p => !p.DepOnly && p.ForTest is null && !IsTestMain(p, packages)) > 1) throw new FuzzTargetException($"'{request.Package}' is more than one package: name one");
        // What only tests need may be missing for tests that nobody asked for; the compiler tells then.
        if (package.Error is { } error) throw new FuzzTargetException(error.ToString());
        return [package, .. packages.Where(p => !p.Standard && p.ForTest is null && p != package && !IsTestMain(p, packages)).DistinctBy(p => p.Path)];

        async Task<(IReadOnlyList<GoPackage> Packages, string Words)> ListAsync()
        {
            try
            {
                return await _list.ListAsync(request.Toolchain, folder, ["-deps", "-test"], [pattern], environment, cancel);
            }
            catch (InvalidDataException e)
            {
                throw new FuzzTargetException(e.Message, e);
            }
        }
    }

    private static GoPackage? Found(IReadOnlyList<GoPackage> packages) => packages.FirstOrDefault(p => !p.DepOnly && p.ForTest is null && !IsTestMain(p, packages));

    /// <summary>The main that go test generates stands beside the package as one of its own.</summary>
    private static bool IsTestMain(GoPackage p, IReadOnlyList<GoPackage> packages)
        => p.Name == "main" && p.ImportPath.EndsWith(".test", StringComparison.Ordinal) && packages.Any(o => o.ImportPath == p.ImportPath[..^".test".Length]);
}
