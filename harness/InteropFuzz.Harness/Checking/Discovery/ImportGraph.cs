using InteropFuzz.Harness.Fuzzing.Targets;

namespace InteropFuzz.Harness.Checking.Discovery;

/// <summary>Who imports whom, tests included. Pure.</summary>
/// <param name="listed">What go list -deps -test says.</param>
public sealed class ImportGraph(IReadOnlyList<GoPackage> listed)
{
    private readonly Dictionary<string, GoPackage> _packages = listed.DistinctBy(p => p.ImportPath).ToDictionary(p => p.ImportPath);
    private readonly ILookup<string, GoPackage> _variants = listed.Where(p => p.ForTest is not null).ToLookup(p => p.ForTest!);

    /// <summary>A package and all that it and its tests are made of, without Go's own; the package first, each once.</summary>
    public IReadOnlyList<GoPackage> MadeOf(GoPackage package)
    {
        var seen = new HashSet<string>();
        var made = new List<GoPackage>();
        var left = new Queue<GoPackage>([package, .. _variants[package.Path]]);
        while (left.TryDequeue(out var p))
        {
            if (p.Standard || !seen.Add(p.ImportPath)) continue;
            // A test variant is made of the same folder.
            if (p.ForTest is null || !_packages.ContainsKey(p.Path)) made.Add(p);
            foreach (var import in p.Imports)
                if (_packages.TryGetValue(import, out var next)) left.Enqueue(next);
        }
        return made;
    }
}
