using System.Text.Json;
using System.Text.Json.Serialization;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Makes targets of users' fuzz functions.</summary>
/// <param name="launcher">Starts the go command, and the fuzz function for what it takes.</param>
/// <param name="cache">Where built units are kept.</param>
/// <param name="tools">This machine's tools.</param>
public sealed class PackageTargets(Launcher launcher, CacheFolder cache, HostTools tools)
{
    /// <summary>The package clause of a package main, when it is copied.</summary>
    private const string NameOfMain = "interopfuzz_main";

    /// <summary>What a fuzz function does before its body, loading files or making seeds.</summary>
    private static readonly TimeSpan s_setUp = TimeSpan.FromMinutes(1);

    private readonly PackageReader _reader = new(launcher, cache);
    private readonly GoRewriter _rewriter = new(launcher, cache);
    private readonly TargetBuilder _builder = new(cache, tools, launcher);
    private readonly LibraryBuilder _libraries = new(launcher, cache);

    /// <summary>
    /// The target of a fuzz function. The function is built and called as far as its f.Fuzz, in the cage: only that tells for sure what it takes
    /// and what its seeds are.
    /// </summary>
    /// <exception cref="FuzzTargetException">There is no such package or function, it does not compile, or it skips itself; the message names the file and the way out.</exception>
    public async Task<PackageTarget> OpenAsync(PackageRequest request, CancellationToken cancel)
    {
        if (request.Library is { } library) LibraryBuilder.Check(library);
        var packages = await _reader.ReadAsync(request, cancel);
        var function = await FindAsync(request, packages, cancel);
        using var scratch = new ScratchFolder();
        var source = With(request.Library, new PackageModule(function).Write(Directory.CreateDirectory(scratch.PathOf("module")).FullName, types: null));
        var description = await DescribeAsync(request, source, cancel);
        if (description.Skipped.Length > 0) throw new FuzzTargetException($"{description.Skipped}: there is nothing to fuzz");
        if (description.Error.Length > 0) throw new FuzzTargetException(description.Error);
        var types = description.Types.Select(t => GoValueTypes.Find(t) ?? throw new FuzzTargetException($"the body of {request.Function} takes a {t}, which Go's fuzzing does not support")).ToList();
        return new(function, new(types), [.. description.Seeds.Select(Convert.FromHexString)], this, _rewriter, _libraries, request);
    }

    /// <summary>A written target with the library that it is linked to.</summary>
    internal FuzzSource With(LibrarySource? library, FuzzSource source) => library is null ? source : source with
    {
        CFlags = [.. source.CFlags, .. library.Headers is { } headers ? [$"-I{Path.GetFullPath(Path.Combine(library.Folder, headers))}"] : Array.Empty<string>()],
        // Its folder too: without a library of the system's -lNAME finds nothing else.
        Library = async (compiler, cancel) => await _libraries.BuildAsync(library, compiler, cancel) is var archive ? [archive, $"-L{Path.GetDirectoryName(archive)}"] : [],
    };

    private async Task<FuzzFunction> FindAsync(PackageRequest request, IReadOnlyList<GoPackage> packages, CancellationToken cancel)
    {
        var package = packages[0];
        string In(GoPackage p, string file) => Path.Combine(p.Dir, file);
        List<string> tests = [.. package.TestGoFiles.Concat(package.XTestGoFiles).Select(f => In(package, f))];
        if (tests.Count == 0) throw new FuzzTargetException($"{package.Path} has no test files: a fuzz function is a func FuzzName(f *testing.F) in a _test.go file of {package.Dir}");
        var isMain = package.Name == "main";
        List<string> ofMain = isMain ? [.. package.GoFiles.Concat(package.CgoFiles).Select(f => In(package, f))] : [];
        var others = packages.Where(p => p.Imports.Contains("testing") && p.Module is not { } m || p.Module is { } own && !PackageModule.IsCached(own) && p.Imports.Contains("testing"))
            .SelectMany(p => p.GoFiles.Select(f => In(p, f))).Where(f => !ofMain.Contains(f) && File.ReadAllText(f).Contains("\"testing\"", StringComparison.Ordinal)).ToList();
        var names = packages.DistinctBy(p => p.Path).ToDictionary(p => p.Path, p => p.Name);
        var request_ = new GoRewriting { Function = request.Function, Tests = tests, Others = others, Testing = PackageModule.Testing, Names = names, Lines = true };
        var rewritten = await _rewriter.RunAsync(request.Toolchain, request_, cancel);
        var found = rewritten.Functions.FirstOrDefault(f => f.Name == request.Function) ?? throw new FuzzTargetException(NoFunction(request.Function, package, rewritten.Functions));
        var renamed = new Dictionary<string, string>();
        if (isMain)
        {
            List<string> own = [.. package.TestGoFiles.Select(f => In(package, f))];
            var again = await _rewriter.RunAsync(request.Toolchain, request_ with { Tests = own, Others = ofMain, Package = NameOfMain }, cancel);
            renamed = ofMain.ToDictionary(f => f, f => again.Files[f]);
            rewritten = rewritten with { Files = rewritten.Files.Where(f => !own.Contains(f.Key)).Concat(again.Files.Where(f => own.Contains(f.Key))).ToDictionary() };
        }
        var external = package.XTestGoFiles.Contains(Path.GetFileName(found.File));
        return new()
        {
            Name = found.Name,
            Package = package,
            IsExternal = external,
            Packages = packages,
            TestMainIsExternal = rewritten.TestMain.Length == 0 ? null : package.XTestGoFiles.Contains(Path.GetFileName(rewritten.TestMain)),
            Tests = rewritten.Files.Where(f => tests.Contains(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(),
            Others = rewritten.Files.Where(f => others.Contains(f.Key)).ToDictionary(),
            OfMain = renamed,
        };
    }

    private static string NoFunction(string name, GoPackage package, IReadOnlyList<GoFuzzFunction> functions)
    {
        if (functions.Count == 0) return $"{package.Path} has no fuzz functions: write a func {(name.StartsWith("Fuzz", StringComparison.Ordinal) ? name : "FuzzName")}(f *testing.F) in a _test.go file of {package.Dir}";
        var list = string.Join(", ", functions.Select(f => $"{f.Name} ({Path.GetFileName(f.File)}:{f.Line})"));
        return $"{package.Path} has no fuzz function '{name}'; it has {list}";
    }

    private async Task<Description> DescribeAsync(PackageRequest request, FuzzSource source, CancellationToken cancel)
    {
        const string name = "describe", answer = "description.json";
        var main = $"package main\n\nimport (\n\t\"os\"\n\n\t_ \"MODULE/target\"\n\t\"{PackageModule.Testing}\"\n)\n\nfunc main() {{ testing.Describe(os.Args[1]) }}\n";
        var recipe = BuildRecipe.WithGcc();
        var build = new TargetBuild(name, new Dictionary<string, string> { ["main.go"] = main }, recipe, CFlags: null, LibraryBuilder.Quickly, name);
        var folder = await _builder.MakeAsync(source, request.Toolchain, build, (work, folder) => work.GoAsync("build", ["-o", Path.Combine(folder, name)], "./" + name), cancel);
        using var scratch = new ScratchFolder();
        var shared = Directory.CreateDirectory(scratch.PathOf("shared")).FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(shared, (UnixFileMode)0b111_111_111);
        var cage = new Cage(tools.Bubblewrap is not null, folder) { Shared = shared };
        var home = cage.Sandboxed ? "/tmp" : scratch.Path;
        var result = await launcher.RunAsync(new()
        {
            Command = [cage.Inner(Path.Combine(folder, name)), Path.Combine(cage.InnerShared, answer)],
            Environment = new Dictionary<string, string>(ProgramEnvironment.In(home)) { ["GOTRACEBACK"] = "single" },
            WorkingDirectory = cage.Sandboxed ? null : scratch.Path,
            Deadline = s_setUp,
            MemoryBytes = 4L << 30,
            Cage = cage,
        }, cancel);
        var file = Path.Combine(shared, answer);
        if (!result.Ending.IsSuccess || !File.Exists(file))
            throw new FuzzTargetException($"{request.Function} did not get as far as f.Fuzz ({(result.EndedBy == "deadline" ? $"it took more than {s_setUp.TotalSeconds:0} s" : result.Ending)}):\n{result.Output.TrimEnd()}");
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllTextAsync(file, cancel), DescriptionJson.Default.Description)!;
        }
        catch (JsonException e)
        {
            throw new FuzzTargetException($"what {request.Function} takes is not understood: {e.Message}", e);
        }
    }
}

/// <summary>What a fuzz function says of itself (Go/testing/values.go, description).</summary>
internal sealed record Description
{
    public string Skipped { get; set; } = "";
    public IReadOnlyList<string> Types { get; set; } = [];
    public IReadOnlyList<string> Seeds { get; set; } = [];
    public string Error { get; set; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Description))]
internal sealed partial class DescriptionJson : JsonSerializerContext;
