using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>One way to build a target: the main that stands beside it, and the flags.</summary>
/// <param name="Kind">Its name, which is also the folder of the main in the module: <c>fuzz</c> or <c>replay</c>.</param>
/// <param name="Files">The files of the main, by name. <c>MODULE</c> in them stands for the module's path.</param>
/// <param name="Recipe">Flags and variables of the go command.</param>
/// <param name="CFlags">Flags for the target's C code; null leaves the go command its own.</param>
/// <param name="Compiler">How a C library beside it is compiled.</param>
/// <param name="Program">The file that is built.</param>
internal sealed record TargetBuild(
    string Kind,
    IReadOnlyDictionary<string, string> Files,
    BuildRecipe Recipe,
    IReadOnlyList<string>? CFlags,
    CCompiler Compiler,
    string Program)
{
    /// <summary>What else decides the built bytes.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];
}

/// <summary>Builds written targets with the go command, and keeps what it built in the unit cache under everything that decides its bytes.</summary>
/// <param name="cache">Where built units are kept.</param>
/// <param name="tools">The compilers.</param>
/// <param name="launcher">Starts the compilers, so that they too end when the harness does.</param>
internal sealed class TargetBuilder(CacheFolder cache, HostTools tools, Launcher launcher)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(15);

    /// <summary>Mains of engines and replays are written into one folder of the target, whoever builds.</summary>
    private static readonly Lock s_writing = new();

    private readonly UnitFolders _units = new(cache);
    private readonly Dictionary<string, string> _user = BuildEnvironment.OfUser();

    /// <summary>The folder of the built target.</summary>
    /// <param name="source">The written target.</param>
    /// <param name="toolchain">The Go release.</param>
    /// <param name="build">How it is built.</param>
    /// <param name="compile">
    /// Builds <see cref="TargetBuild.Program"/> into the folder that it is given, by means of a <see cref="TargetWork"/>.
    /// </param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="FuzzTargetException">It does not compile; the message is the compiler's.</exception>
    public async Task<string> MakeAsync(FuzzSource source, GoToolchain toolchain, TargetBuild build, Func<TargetWork, string, Task> compile, CancellationToken cancel)
    {
        var library = source.Library is null ? [] : await source.Library(build.Compiler, cancel);
        IReadOnlyList<string> link = [.. source.LinkFlags, .. library];
        var foreign = tools.ForeignOf(build.Compiler.Arch);
        var environment = BuildEnvironment.Make(toolchain, build.Recipe, cache, _user, foreign);
        // The target is a module of its own, whatever tree its author works in.
        (environment["GO111MODULE"], environment["GOWORK"]) = ("on", "off");
        var c = Joined(environment, "CGO_CFLAGS", "-O2 -g", build.CFlags, source.CFlags);
        environment["CGO_CFLAGS"] = c;
        environment["CGO_CXXFLAGS"] = Joined(environment, "CGO_CXXFLAGS", "-O2 -g", build.CFlags, source.CFlags);
        if (link.Count > 0) environment["CGO_LDFLAGS"] = Joined(environment, "CGO_LDFLAGS", "", null, link);

        // Where the target was written is no part of it: another folder with the same files gives the same program.
        string Anywhere(string text) => text.Replace(source.Folder, "TARGET", StringComparison.Ordinal);
        string[] written = [.. Directory.GetFileSystemEntries(source.Folder).Select(e => Path.GetFileName(e)!).Where(e => e is not ("fuzz" or "replay" or "gotest" or "describe")).Order(StringComparer.Ordinal)];
        var key = UnitKey.Of(
        [
            build.Kind, .. build.Facts, .. UnitKey.OfGo(toolchain, build.Recipe, environment, tools, foreign).Select(Anywhere), .. source.Covered, .. source.BuildFlags.Select(Anywhere),
            .. build.Files.SelectMany(f => new[] { f.Key, f.Value }), .. UnitKey.OfFiles(source.Folder, written), .. source.Sources.SelectMany(Outside),
            .. link.Where(File.Exists).Select(UnitKey.OfFile), .. source.Overlay is { } overlay ? OfOverlay(overlay, Anywhere) : [],
        ]);
        return await _units.MakeAsync($"{build.Kind}-{key}", folder => File.Exists(Path.Combine(folder, build.Program)), folder =>
        {
            Write(Path.Combine(source.Folder, build.Kind), build.Files.ToDictionary(f => f.Key, f => f.Value.Replace("MODULE", source.Module, StringComparison.Ordinal)));
            // The go command does not see that a file which C code includes from elsewhere has changed: the flag tells it.
            var outside = UnitKey.Of(source.Sources.SelectMany(Outside));
            environment["CGO_CFLAGS"] = $"{c} -DINTEROPFUZZ_SOURCES={outside}";
            return compile(new(this, source, toolchain, environment, link, cancel), folder);
        }, cancel);
    }

    /// <summary>Runs a compiler to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="FuzzTargetException">It failed; the message is what it printed.</exception>
    internal async Task<string> CallAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string folder, CancellationToken cancel)
    {
        var result = await launcher.RunAsync(new() { Command = command, Environment = environment, WorkingDirectory = folder, Deadline = s_deadline, HeadBytes = 1 << 20 }, cancel);
        return result.Ending.IsSuccess ? result.Output : throw new FuzzTargetException($"{result.Output.TrimEnd()}\n({Shell.Line(command)} in {folder}: {result.Ending})");
    }

    /// <summary>Path and hash of every file of a file or folder that lies anywhere.</summary>
    private static IEnumerable<string> Outside(string path)
        => UnitKey.OfFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, [Path.GetFileName(Path.TrimEndingDirectorySeparator(path))]);

    /// <summary>An overlay's text, and the files that it puts in place of others (<c>go help build</c>, -overlay).</summary>
    private static IEnumerable<string> OfOverlay(string overlay, Func<string, string> anywhere)
    {
        var text = File.ReadAllText(overlay);
        yield return anywhere(text);
        using var json = System.Text.Json.JsonDocument.Parse(text);
        if (!json.RootElement.TryGetProperty("Replace", out var replace)) yield break;
        foreach (var file in replace.EnumerateObject().Select(p => p.Value.GetString()).Where(File.Exists)) yield return UnitKey.OfFile(file!);
    }

    /// <summary>A variable with flags: this build's own, else the user's, else the go command's usual ones; then more.</summary>
    private static string Joined(Dictionary<string, string> environment, string name, string usual, IReadOnlyList<string>? own, IReadOnlyList<string> more)
        => string.Join(' ', [.. own?.Select(Quoted) ?? [environment.GetValueOrDefault(name, usual)], .. more.Select(Quoted)]).Trim();

    /// <summary>
    /// A flag as the go command takes it out of a variable: between quotes where it has a space or begins like one that is (cmd/internal/quoted, Split,
    /// which knows no escapes).
    /// </summary>
    /// <exception cref="FuzzTargetException">It would need both kinds of quotes.</exception>
    internal static string Quoted(string flag)
    {
        if (!flag.Any(char.IsWhiteSpace) && !flag.StartsWith('\'') && !flag.StartsWith('"')) return flag;
        if (!flag.Contains('\'', StringComparison.Ordinal)) return $"'{flag}'";
        if (!flag.Contains('"', StringComparison.Ordinal)) return $"\"{flag}\"";
        throw new FuzzTargetException($"the go command cannot be given a flag with spaces and both kinds of quotes: {flag}");
    }

    private static void Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        lock (s_writing)
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, text) in files)
                if (Path.Combine(folder, name) is var path && (!File.Exists(path) || File.ReadAllText(path) != text)) AtomicFile.Write(path, text);
        }
    }
}

/// <summary>A build of a target under way.</summary>
internal sealed class TargetWork(
    TargetBuilder builder, FuzzSource source, GoToolchain toolchain, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> link, CancellationToken cancel)
{
    /// <summary>Flags for linking what the target needs besides itself.</summary>
    public IReadOnlyList<string> Link => link;

    /// <summary>Calls the go command in the target's module.</summary>
    /// <param name="verb">Its verb, such as <c>build</c>.</param>
    /// <param name="flags">Flags behind those of the target.</param>
    /// <param name="package">The package.</param>
    public Task<string> GoAsync(string verb, IReadOnlyList<string> flags, string package)
    {
        string[] overlay = source.Overlay is { } file ? [$"-overlay={file}"] : [];
        return builder.CallAsync([toolchain.GoCommand, verb, "-trimpath", "-buildvcs=false", .. overlay, .. WithOneTags([.. source.BuildFlags, .. flags]), package], environment, source.Folder, cancel);
    }

    /// <summary>Of several -tags the go command takes the last one alone.</summary>
    private static IEnumerable<string> WithOneTags(IReadOnlyList<string> flags)
    {
        const string tags = "-tags=";
        var all = flags.Where(f => f.StartsWith(tags, StringComparison.Ordinal)).Select(f => f[tags.Length..]).ToList();
        var rest = flags.Where(f => !f.StartsWith(tags, StringComparison.Ordinal));
        return all.Count == 0 ? rest : rest.Append(tags + string.Join(',', all));
    }

    /// <summary>Calls another compiler.</summary>
    public Task<string> CallAsync(IReadOnlyList<string> command) => builder.CallAsync(command, environment, source.Folder, cancel);
}
