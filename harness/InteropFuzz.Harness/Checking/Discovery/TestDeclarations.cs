using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Checking.Discovery;

/// <summary>Where tests are declared: what to mark for a finding whose reports name no line.</summary>
/// <param name="packages">The checked packages, as any release sees them.</param>
public sealed partial class TestDeclarations(IEnumerable<FoundPackage> packages)
{
    private readonly ILookup<string, string> _files = packages
        .SelectMany(p => p.Package.TestGoFiles.Concat(p.Package.XTestGoFiles).Select(f => (p.Package.Path, File: Path.Combine(p.Package.Dir, f)))).Distinct().ToLookup(f => f.Path, f => f.File);

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, (string File, int Line)>> _found = [];

    /// <summary>The file (an absolute path) and line of a test, of a subtest its parent's; null where no such function is found.</summary>
    /// <param name="package">The import path.</param>
    /// <param name="test">The test, with its subtest.</param>
    public (string File, int Line)? Find(string package, string test)
        => _found.GetOrAdd(package, Read).TryGetValue(Tests.TestPatterns.TopOf(test), out var place) ? place : null;

    private Dictionary<string, (string File, int Line)> Read(string package)
    {
        var found = new Dictionary<string, (string, int)>();
        foreach (var file in _files[package])
        {
            var line = 0;
            foreach (var text in Lines(file))
            {
                line++;
                if (Function().Match(text) is { Success: true } f) found.TryAdd(f.Groups["name"].Value, (file, line));
            }
        }
        return found;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was there when the tests were built; a mark is worth no more than this.
            return [];
        }
    }

    [GeneratedRegex(@"^func (?<name>(Test|Fuzz|Example)\w*)\(")]
    private static partial Regex Function();
}
