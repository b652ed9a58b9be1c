using System.Text;
using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>
/// Writes one input of a fuzz function as a program of its own: the package's files as package main, what the fuzz function needs of its test
/// files, the values as literals, and a few lines that stand for testing. When the package imports others that are not Go's, these lie below
/// <c>packages/</c>, each with a go.mod; else everything lies in one folder, which can be a case.
/// </summary>
/// <param name="function">The fuzz function.</param>
/// <param name="arguments">What it takes.</param>
/// <param name="rewriter">Takes Go files apart.</param>
/// <param name="request">What the user asked for.</param>
/// <param name="libraries">Builds the C library, for its sources.</param>
internal sealed partial class PackageProgram(FuzzFunction function, GoArguments arguments, GoRewriter rewriter, PackageRequest request, LibraryBuilder libraries)
{
    /// <summary>A program of more files than this is for nobody to read.</summary>
    private const long MostBytes = 32L << 20;

    private const string UsualGo = "1.21";
    private static readonly string[] s_native = [".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".inc", ".def", ".s", ".S"];
    private readonly Dictionary<string, byte[]> _files = [];

    /// <summary>The files, by their paths in the program's folder; null when the packages are too large, or others than the fuzz function's own take a T.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>?> WriteAsync(byte[] input, CancellationToken cancel)
    {
        var values = arguments.Decode(input);
        List<GoPackage> others = [.. function.Packages.Where(p => function.IsExternal || p.Path != function.Package.Path)];
        // What only other tests import is left out.
        var needed = Needed(others);
        others = [.. others.Where(p => needed.Contains(p.Path))];
        if (NeedsGoT(others)) return null;
        await AddRootAsync(cancel);
        foreach (var p in others) AddPackage(p);
        if (request.Library is { Sources.Count: > 0 } library) await AddLibraryAsync(library, others, cancel);
        Add("main.go", Main(values, others.Count > 0));
        Add("go.mod", GoMod(others));
        return _files.Values.Sum(f => (long)f.Length) > MostBytes ? null : _files;
    }

    /// <summary>Whether a helper in another package is called that takes Go's own T, which only go test can make.</summary>
    private bool NeedsGoT(List<GoPackage> others)
    {
        var helpers = function.Others.Where(o => others.Exists(p => Path.GetDirectoryName(o.Key) == p.Dir)).SelectMany(o => TakesT().Matches(o.Value)).Select(m => m.Groups["name"].Value);
        return helpers.Any(h => RootTests.Any(f => function.Tests[f].Contains($".{h}(", StringComparison.Ordinal)));
    }

    /// <summary>Puts the library's own files beside the package that calls it, which then asks for no other.</summary>
    private async Task AddLibraryAsync(LibrarySource library, List<GoPackage> others, CancellationToken cancel)
    {
        var calls = !function.IsExternal && function.Package.UsesCgo ? "" : others.FirstOrDefault(p => p.UsesCgo) is { } p ? FolderOf(p) + "/" : null;
        if (calls is null) return;
        foreach (var (name, text) in await libraries.SourcesAsync(library, cancel)) Add(calls + name, text);
        var link = $"-l{Path.GetFileNameWithoutExtension(library.Archive)["lib".Length..]}";
        foreach (var (name, text) in _files.Where(f => f.Key.EndsWith(".go", StringComparison.Ordinal) && Path.GetDirectoryName(f.Key) == calls.TrimEnd('/')).ToList())
            Add(name, CgoLinks().Replace(Encoding.UTF8.GetString(text), l => l.Groups["what"].Value == "pkg-config" ? "" : l.Value.Replace(link, "", StringComparison.Ordinal)));
    }

    private IReadOnlyList<string> RootTests => [.. function.Tests.Keys.Where(f => function.IsOfExternal(f) == function.IsExternal)];

    /// <summary>The package's own Go files and tests, or the external tests alone, as package main.</summary>
    private async Task AddRootAsync(CancellationToken cancel)
    {
        var package = function.Package;
        List<string> own = function.IsExternal ? [] : [.. package.GoFiles.Concat(package.CgoFiles).Select(f => Path.Combine(package.Dir, f))];
        // All tests are named, so that what one of the two packages needs of the other stays; those of the root are taken.
        List<string> tests = [.. package.TestGoFiles.Concat(package.XTestGoFiles).Select(f => Path.Combine(package.Dir, f))];
        var rewritten = await rewriter.RunAsync(request.Toolchain, new()
        {
            Function = function.Name,
            Tests = tests,
            Others = own,
            Renames = new Dictionary<string, string> { ["T"] = "fuzzT", ["F"] = "fuzzF", ["M"] = "fuzzM" },
            Package = "main",
            Names = function.Packages.DistinctBy(p => p.Path).ToDictionary(p => p.Path, p => p.Name),
        }, cancel);
        foreach (var file in own) Add(Free(Path.GetFileName(file)), rewritten.Files[file]);
        foreach (var file in RootTests) Add(Free(Path.GetFileName(file).Replace("_test.go", "_fuzz.go", StringComparison.Ordinal)), rewritten.Files[file]);
        if (!function.IsExternal) AddNative(package, "");
    }

    /// <summary>main.go is the program's.</summary>
    private string Free(string name) => name == "main.go" || _files.ContainsKey(name) ? Free("package_" + name) : name;

    private void AddPackage(GoPackage p)
    {
        var folder = FolderOf(p) + "/";
        foreach (var file in p.GoFiles.Concat(p.CgoFiles)) Add(folder + file, File.ReadAllBytes(Path.Combine(p.Dir, file)));
        AddNative(p, folder);
        Add(folder + "go.mod", $"module {p.Path}\n\ngo {p.Module?.GoVersion ?? UsualGo}\n");
        if (p.Path != function.Package.Path) return;
        // What the external tests need of the package's own tests.
        foreach (var (file, text) in function.Tests.Where(t => !function.IsOfExternal(t.Key)))
            Add(folder + Path.GetFileName(file).Replace("_test.go", "_fuzz.go", StringComparison.Ordinal), text.Replace($"\"{PackageModule.Testing}\"", "\"testing\"", StringComparison.Ordinal));
    }

    /// <summary>C, headers and embedded files, and folders below that hold nothing but such.</summary>
    private void AddNative(GoPackage p, string folder)
    {
        foreach (var file in p.Files.Except(p.GoFiles).Except(p.CgoFiles)) Add(folder + file, File.ReadAllBytes(Path.Combine(p.Dir, file)));
        foreach (var sub in Directory.GetDirectories(p.Dir))
        {
            var files = Directory.GetFiles(sub, "*", SearchOption.AllDirectories);
            if (files.Any(f => f.EndsWith(".go", StringComparison.Ordinal)) || request.Library?.Folder == sub) continue;
            foreach (var file in files.Where(f => s_native.Contains(Path.GetExtension(f)))) Add(folder + Path.GetRelativePath(p.Dir, file), File.ReadAllBytes(file));
        }
    }

    /// <summary>Import paths that the root needs, directly or by others.</summary>
    private HashSet<string> Needed(List<GoPackage> others)
    {
        var byPath = others.DistinctBy(p => p.Path).ToDictionary(p => p.Path);
        var needed = new HashSet<string>();
        // Blanked imports stand there for what their packages do at the start.
        var imported = RootTests.SelectMany(f => ImportsOf(function.Tests[f]));
        var todo = new Stack<string>(function.IsExternal ? imported.Append(function.Package.Path) : imported.Concat(function.Package.Imports));
        while (todo.TryPop(out var path))
        {
            if (!byPath.TryGetValue(path, out var p) || !needed.Add(path)) continue;
            foreach (var import in p.Imports) todo.Push(import);
        }
        return needed;
    }

    /// <summary>Everything quoted in front of the first declaration; what is no import path is no package either.</summary>
    private static IEnumerable<string> ImportsOf(string text) => text.Split('"').Where((_, i) => i % 2 == 1);

    private static string FolderOf(GoPackage p) => "packages/" + p.Path;

    private string Main(IReadOnlyList<GoValue> values, bool hasPackages)
    {
        var text = new StringBuilder($"// {function.Name} of {function.Package.Path} with one input, as a program of its own.\n//\n// The input:\n//\n");
        foreach (var value in values) text.Append($"//\t{GoLiteral.Write(value)}\n");
        text.Append("//\n// go build -asan -o program . && ./program performs it; -asan shows what is wrong with memory.\n");
        if (request.Library is { Sources.Count: > 0 }) text.Append("//\n// The C library's own sources lie beside it.\n");
        else if (request.Library is { } library)
        {
            text.Append("//\n// The C library was built from its source. Where the fault lies in it, build it like this, below its source's folder:\n//\n");
            foreach (var line in library.Command.Trim().Split('\n')) text.Append($"//\tCC=gcc CFLAGS='-O1 -g -fsanitize=address' {line.Trim()}\n");
            text.Append($"//\n// and link it in front of the system's:\n//\n//\tCGO_LDFLAGS=$SOURCE/{library.Archive} {(library.Headers is { } h ? $"CGO_CFLAGS='-O2 -g -I$SOURCE/{h}' " : "")}go build -asan -o program .\n//\n");
            text.Append("// where SOURCE is that folder.\n");
        }
        text.Append("package main\n\nimport (\n\t\"context\"\n\t\"fmt\"\n\t\"io\"\n");
        var expressions = values.Select(GoLiteral.Expression).ToList();
        if (expressions.Exists(e => e.StartsWith("math.", StringComparison.Ordinal))) text.Append("\t\"math\"\n");
        text.Append("\t\"os\"\n\t\"testing\"\n\t\"time\"\n)\n\nfunc main() {\n");
        text.Append(function.TestMainIsExternal == function.IsExternal ? "\tTestMain(&fuzzM{})\n" : "\t(&fuzzM{}).Run()\n").Append("}\n");
        return text.Append(GoRewriter.Text("program.go").Replace("package main\n", "", StringComparison.Ordinal)
            .Replace("SIGNATURE", $"func(*fuzzT, {string.Join(", ", values.Select(v => v.Type.Name()))})", StringComparison.Ordinal)
            .Replace("FUNCTION", function.Name, StringComparison.Ordinal)
            .Replace("VALUES", string.Join(", ", expressions), StringComparison.Ordinal)).ToString();
    }

    private string GoMod(List<GoPackage> others)
    {
        // A program with packages keeps the path, so that internal ones stay open to it.
        var path = others.Count == 0 ? "reproducer" : function.IsExternal ? function.Package.Path + "/reproducer" : function.Package.Path;
        var text = new StringBuilder($"module {path}\n\ngo {function.Package.Module?.GoVersion ?? UsualGo}\n");
        foreach (var p in others) text.Append($"\nrequire {p.Path} {PackageModule.AnyVersion(p.Path)}\nreplace {p.Path} => ./{FolderOf(p)}\n");
        return text.ToString();
    }

    private void Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    private void Add(string name, byte[] bytes) => _files[name] = bytes;

    [GeneratedRegex(@"^func (?:\([^)]*\) )?(?<name>\w+)\([^)]*\*testing\.[TF]\b", RegexOptions.Multiline)]
    private static partial Regex TakesT();

    [GeneratedRegex(@"#cgo\b[^\n:]*\b(?<what>pkg-config|LDFLAGS):[^\n]*")]
    private static partial Regex CgoLinks();
}
