using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Checking.Discovery;

/// <summary>Finds the packages that use cgo and what imports them, in modules, workspaces, vendored and GOPATH trees, by the user's own Go settings.</summary>
/// <param name="launcher">Starts the go command.</param>
/// <param name="cache">For GOCACHE where the user has none.</param>
public sealed class PackageFinder(Launcher launcher, CacheFolder cache)
{
    private readonly GoList _list = new(launcher);

    /// <summary>What a Go release finds.</summary>
    /// <param name="folder">Where the command was given.</param>
    /// <param name="words">Folders, each with all that lies below it, and package patterns; none for the folder.</param>
    /// <param name="flags">Flags of the build that decide on files, such as <c>-tags</c>.</param>
    /// <param name="toolchain">The release.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="CheckException">A word is neither a folder nor a pattern.</exception>
    public async Task<PackageList> FindAsync(string folder, IReadOnlyList<string> words, IReadOnlyList<string> flags, GoToolchain toolchain, CancellationToken cancel)
    {
        var (at, patterns) = Patterns(folder, words);
        var user = BuildEnvironment.OfUser();
        var environment = CheckEnvironment.Make(toolchain, BuildRecipe.WithGcc(), cache, user, tree: null);
        var (listed, said) = await ListAsync(environment);
        string? tree = null;
        if (!user.ContainsKey("GO111MODULE") && (!Loaded(listed).Any() || Missing(listed) > 0) && GoList.TreeOf(at) is { } found)
        {
            // Outside of any module, or in one whose dependencies are not there, below a src folder: that is a GOPATH tree.
            GoList.UseTree(environment, found);
            var (again, otherwise) = await ListAsync(environment);
            if (Loaded(again).Any() && (!Loaded(listed).Any() || Missing(again) < Missing(listed))) (listed, said, tree) = (again, otherwise, found);
        }
        var asked = Asked(listed).ToList();
        if (!Loaded(listed).Any()) return new([], asked.Count, at, tree, asked.FirstOrDefault(p => p.Error is not null)?.Error?.ToString() is { Length: > 0 } error ? error : said);
        var graph = new ImportGraph(listed);
        return new([.. asked.Where(HasFiles).Select(p => new FoundPackage(p, graph.MadeOf(p), p.UsesCgo)).Where(p => p.Made.Any(m => m.UsesCgo)).OrderBy(p => p.Package.Path, StringComparer.Ordinal)], asked.Count, at, tree, null);

        Task<(IReadOnlyList<GoPackage> Packages, string Words)> ListAsync(IReadOnlyDictionary<string, string> environment)
            => _list.ListAsync(toolchain, at, ["-deps", "-test", .. flags], patterns, environment, cancel);
    }

    /// <summary>A folder in which go commands run, and their patterns there.</summary>
    private static (string Folder, IReadOnlyList<string> Patterns) Patterns(string folder, IReadOnlyList<string> words)
    {
        if (words.Count == 0) return (folder, Below(folder));
        if (words.FirstOrDefault(w => w.StartsWith('-')) is { } flag) throw new CheckException($"'{flag}' is no package: go test flags stand behind --");
        if (words is [var word] && Directory.Exists(Path.Combine(folder, word))) return (Path.GetFullPath(Path.Combine(folder, word)), Below(Path.GetFullPath(Path.Combine(folder, word))));
        return (folder, [.. words.SelectMany(w => OfWord(folder, w))]);
    }

    private static IEnumerable<string> OfWord(string folder, string word)
    {
        var path = Path.GetFullPath(Path.Combine(folder, word));
        if (Directory.Exists(path)) return [Path.GetRelativePath(folder, path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? path + "/..." : relative == "." ? "./..." : $"./{relative}/..."];
        if (File.Exists(path)) throw new CheckException($"'{word}' is a file: name its folder");
        if (word is ['.' or '/', ..] && !word.Contains("...", StringComparison.Ordinal)) throw new CheckException($"there is no folder '{word}'");
        return [word];
    }

    /// <summary>All that lies below a folder; of a workspace all its modules, which go list does not find by itself (cmd/go/internal/modload, a pattern needs a module).</summary>
    private static IReadOnlyList<string> Below(string folder)
    {
        var work = Path.Combine(folder, "go.work");
        if (!File.Exists(work) || File.Exists(Path.Combine(folder, "go.mod"))) return ["./..."];
        return WorkFile.Uses(File.ReadAllText(work)) is { Count: > 0 } uses ? [.. uses.Select(u => u.TrimEnd('/') + "/...")] : ["./..."];
    }

    private static IEnumerable<GoPackage> Asked(IReadOnlyList<GoPackage> listed)
        => listed.Where(p => !p.DepOnly && !p.Standard && p.ForTest is null && !(p.Name == "main" && p.ImportPath.EndsWith(".test", StringComparison.Ordinal)));

    private static IEnumerable<GoPackage> Loaded(IReadOnlyList<GoPackage> listed) => Asked(listed).Where(p => p.Dir.Length > 0 && HasFiles(p));

    private static bool HasFiles(GoPackage p) => p.Files.Any() || p.TestGoFiles.Count + p.XTestGoFiles.Count > 0;

    /// <summary>How many packages could not be found.</summary>
    private static int Missing(IReadOnlyList<GoPackage> listed) => listed.Count(p => p.Dir.Length == 0 && p.Error is not null);
}
