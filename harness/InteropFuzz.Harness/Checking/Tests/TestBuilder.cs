using System.Collections.Concurrent;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Checking.Discovery;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>Builds test binaries and asks go vet; what they come to is kept under everything that decides on it.</summary>
/// <param name="cache">Where it is kept.</param>
/// <param name="tools">The compilers.</param>
/// <param name="launcher">Starts the go command.</param>
/// <param name="flags">The user's flags of the build.</param>
/// <param name="parallel">How many commands one go command may run at once.</param>
public sealed class TestBuilder(CacheFolder cache, HostTools tools, Launcher launcher, IReadOnlyList<string> flags, int parallel)
{
    /// <summary>Raised when the way of building changes.</summary>
    private const string Format = "interopfuzz-check-1";

    private const string Binary = "package.test", Words = "vet.json";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(20);
    private readonly UnitFolders _units = new(cache);
    private readonly Dictionary<string, string> _user = BuildEnvironment.OfUser();
    private readonly ConcurrentDictionary<string, string> _hashes = new();

    /// <summary>What is there from before; null when it must be built.</summary>
    public TestBinary? FromCache(PlannedTests p)
    {
        var key = KeyOf(p);
        return _units.Find(key, f => File.Exists(Path.Combine(f, NameOf(p)))) is { } folder ? new(key, Path.Combine(folder, NameOf(p)), "", true, 0) : null;
    }

    /// <summary>Builds the test binary of a cell, or has vet read its package.</summary>
    /// <exception cref="LaunchException">The go command could not be started.</exception>
    public async Task<TestBinary> BuildAsync(PlannedTests p, CancellationToken cancel)
    {
        var key = KeyOf(p);
        var cpu = 0.0;
        var built = false;
        try
        {
            var folder = await _units.MakeAsync(key, f => File.Exists(Path.Combine(f, NameOf(p))), async aside =>
            {
                built = true;
                var file = Path.Combine(aside, NameOf(p));
                var result = await launcher.RunAsync(new()
                {
                    Command = [p.Toolchain.GoCommand, .. Arguments(p, file)],
                    Environment = EnvironmentOf(p),
                    WorkingDirectory = p.List.Folder,
                    Deadline = s_deadline,
                    HeadBytes = 1 << 20,
                }, cancel);
                cpu = (result.CpuUs + result.OverheadUs) / 1e6;
                var words = result.EndedBy == "deadline" ? $"{result.Output}\nthe go command did not end within {s_deadline.TotalMinutes} minutes\n" : result.Output;
                if (!result.Ending.IsSuccess)
                {
                    // Whoever ends all processes ends the go command's compilers first, and it fails like any other build.
                    await StopOrder.ArriveAsync(cancel);
                    throw new RefusedException(words);
                }
                if (p.How.Instrument.IsStatic) await File.WriteAllTextAsync(file, words, cancel);
                // A package without tests on this platform makes no binary.
                else if (!File.Exists(file)) throw new RefusedException(words.Length > 0 ? words : "there are no test files for this release and architecture\n");
            }, cancel);
            return new(key, Path.Combine(folder, NameOf(p)), "", !built, cpu);
        }
        catch (RefusedException e)
        {
            return new(key, null, e.Message, false, cpu);
        }
    }

    /// <summary>The same for a shell: it begins in the folder of the go command and leaves the binary at a path.</summary>
    public string ByHand(PlannedTests p, string file)
    {
        var environment = EnvironmentOf(p);
        // What the user has set already holds in their shell too.
        var variables = environment.Where(v => v.Key is not ("HOME" or "GOCACHE" or "PATH") && _user.GetValueOrDefault(v.Key) != v.Value).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={Shell.Quote(v.Value)} ");
        return $"cd {Shell.Quote(p.List.Folder)} && {string.Concat(variables)}{Shell.Line([p.Toolchain.GoCommand, .. Arguments(p, file).Where(a => !a.StartsWith("-p=", StringComparison.Ordinal))])}";
    }

    private static string NameOf(PlannedTests p) => p.How.Instrument.IsStatic ? Words : Binary;

    private IReadOnlyList<string> Arguments(PlannedTests p, string file)
    {
        var recipe = p.How.Instrument.Build(p.How.Go, tools);
        return p.How.Instrument.IsStatic
            ? ["vet", "-json", "-unsafeptr", "-cgocall", .. flags, p.Package!.Package.Path]
            // What go test asks vet before it runs anything (formats, struct tags) would keep tests from running that build.
            : ["test", "-c", "-vet=off", "-o", file, $"-p={parallel}", .. Joined(recipe.Flags, flags), p.Package!.Package.Path];
    }

    private Dictionary<string, string> EnvironmentOf(PlannedTests p)
        => CheckEnvironment.Make(p.Toolchain, p.How.Instrument.Build(p.How.Go, tools), cache, _user, p.List.Tree, tools.ForeignOf(p.How.Arch));

    /// <summary>Of two -tags the go command takes the last one alone.</summary>
    private static List<string> Joined(IReadOnlyList<string> instrument, IReadOnlyList<string> users)
    {
        const string tags = "-tags=";
        var all = instrument.Concat(users).ToList();
        var both = all.Where(f => f.StartsWith(tags, StringComparison.Ordinal)).Select(f => f[tags.Length..]).ToList();
        return both.Count < 2 ? all : [.. all.Where(f => !f.StartsWith(tags, StringComparison.Ordinal)), tags + string.Join(',', both)];
    }

    private string KeyOf(PlannedTests p)
    {
        var environment = EnvironmentOf(p);
        var recipe = p.How.Instrument.Build(p.How.Go, tools);
        return "check-" + UnitKey.Of(
        [
            Format, .. UnitKey.OfGo(p.Toolchain, recipe, environment, tools, tools.ForeignOf(p.How.Arch)),
            p.Package!.UsesCpp ? tools.Gxx?.VersionLine ?? "" : "", environment.GetValueOrDefault("PKG_CONFIG_PATH", ""), p.List.Folder, p.List.Tree ?? "",
            .. Arguments(p, "").Where(a => !a.StartsWith("-p=", StringComparison.Ordinal)), .. p.Package.Made.SelectMany(OfPackage),
        ]);
    }

    /// <summary>The endings of files that a build may take from a package's folder (go/build/build.go, fileListForExt).</summary>
    private static readonly string[] s_sources =
        [".go", ".c", ".cc", ".cpp", ".cxx", ".m", ".h", ".hh", ".hpp", ".hxx", ".f", ".F", ".for", ".f90", ".s", ".S", ".sx", ".swig", ".swigcxx", ".syso"];

    /// <summary>
    /// Every source of a package's folder: which of them a build takes depends on tags that instruments set. What C code includes from elsewhere does not enter, as
    /// it does not for the go command's own cache.
    /// </summary>
    private IEnumerable<string> OfPackage(Fuzzing.Targets.GoPackage package)
    {
        if (package.Dir.Length == 0) return [package.Path];
        return Directory.EnumerateFiles(package.Dir).Where(f => s_sources.Contains(Path.GetExtension(f))).Concat(package.EmbedFiles.Select(f => Path.Combine(package.Dir, f))).Distinct().Order(StringComparer.Ordinal)
            .SelectMany(f => new[] { f, _hashes.GetOrAdd(f, HashOf) });
    }

    private static string HashOf(string file)
    {
        try
        {
            return UnitKey.OfFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name;
        }
    }

    private sealed class RefusedException(string words) : Exception(words);
}
