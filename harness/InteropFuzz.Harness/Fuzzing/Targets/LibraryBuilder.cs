using System.Globalization;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Builds C libraries by the user's command, and keeps the archives under what decides their bytes.</summary>
/// <param name="launcher">Starts the command.</param>
/// <param name="cache">Where archives are kept.</param>
public sealed class LibraryBuilder(Launcher launcher, CacheFolder cache)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(60);

    private readonly UnitFolders _units = new(cache);

    /// <summary>How it is compiled where nobody waits for what it does.</summary>
    internal static CCompiler Quickly { get; } = new("gcc", ["-O0", "-g"], PlanWords.HostArch);

    /// <summary>The built archive.</summary>
    /// <param name="library">The library.</param>
    /// <param name="compiler">How it is compiled.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="FuzzTargetException">It does not build; the message is the command's.</exception>
    public async Task<string> BuildAsync(LibrarySource library, CCompiler compiler, CancellationToken cancel)
        => Path.Combine(await MakeAsync(library, compiler, cancel), Path.GetFileName(library.Archive));

    /// <summary>The library's files for standalone programs, by name.</summary>
    /// <exception cref="FuzzTargetException">It does not build, or does not have them.</exception>
    public async Task<IReadOnlyDictionary<string, byte[]>> SourcesAsync(LibrarySource library, CancellationToken cancel)
    {
        var folder = await MakeAsync(library, Quickly, cancel);
        return library.Sources.ToDictionary(s => Path.GetFileName(s), s => File.ReadAllBytes(Path.Combine(folder, Path.GetFileName(s))));
    }

    private async Task<string> MakeAsync(LibrarySource library, CCompiler compiler, CancellationToken cancel)
    {
        Check(library);
        var name = Path.GetFileName(library.Archive);
        var version = HostCommand.Ask(compiler.Command, ["--version"]) is { Code: 0 } asked ? asked.Output.Split('\n')[0] : "";
        var key = UnitKey.Of([library.Command, library.Archive, .. library.Sources, compiler.Command, version, .. compiler.Flags, .. UnitKey.OfFiles(library.Folder, ["."])]);
        return await _units.MakeAsync($"library-{key}", f => File.Exists(Path.Combine(f, name)), async work =>
        {
            using var scratch = new ScratchFolder();
            var source = scratch.PathOf("source");
            Copy(library.Folder, source);
            var output = await CallAsync(library, compiler, source, cancel);
            var archive = Path.Combine(source, library.Archive);
            if (!File.Exists(archive)) throw new FuzzTargetException($"the library's build command ended well but made no '{library.Archive}':\n{output}");
            foreach (var file in library.Sources)
            {
                if (!File.Exists(Path.Combine(source, file))) throw new FuzzTargetException($"the library's build command ended well, but there is no '{file}', which 'sources' names");
                File.Copy(Path.Combine(source, file), Path.Combine(work, Path.GetFileName(file)));
            }
            File.Copy(archive, Path.Combine(work, name));
        }, cancel);
    }

    /// <summary>Says what is wrong with the configuration before anything is built.</summary>
    /// <exception cref="FuzzTargetException">It cannot be built; the message says which part of the configuration is wrong.</exception>
    public static void Check(LibrarySource library)
    {
        if (!Directory.Exists(library.Folder)) throw new FuzzTargetException($"the library's source folder '{library.Folder}' is not there");
        if (library.Command.Trim().Length == 0) throw new FuzzTargetException("the library has no build command");
        if (!library.Archive.EndsWith(".a", StringComparison.Ordinal) || Path.IsPathRooted(library.Archive))
            throw new FuzzTargetException($"the library's archive '{library.Archive}' has to be a static one (.a), below the source folder");
        if (library.Headers is { } headers && !Directory.Exists(Path.Combine(library.Folder, headers))) throw new FuzzTargetException($"the library's folder of headers '{headers}' is not in '{library.Folder}'");
    }

    private async Task<string> CallAsync(LibrarySource library, CCompiler compiler, string source, CancellationToken cancel)
    {
        var environment = BuildEnvironment.OfUser();
        var flags = string.Join(' ', compiler.Flags);
        environment["CC"] = compiler.Command;
        environment["CXX"] = Cpp(compiler.Command);
        environment["CFLAGS"] = environment["CXXFLAGS"] = environment["LDFLAGS"] = flags;
        environment["JOBS"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        environment.TryAdd("AR", "ar");
        // configure scripts run what they compile: they would stop at leaks of their own.
        environment["ASAN_OPTIONS"] = "detect_leaks=0";
        var result = await launcher.RunAsync(new()
        {
            Command = ["/bin/sh", "-e", "-c", library.Command],
            Environment = environment,
            WorkingDirectory = source,
            Deadline = s_deadline,
        }, cancel);
        return result.Ending.IsSuccess ? result.Output : throw new FuzzTargetException($"the library does not build:\n{result.Output.TrimEnd()}\n({library.Command}: {result.Ending})");
    }

    /// <summary>The C++ compiler that goes with a C compiler.</summary>
    private static string Cpp(string c) => c.Contains("clang", StringComparison.Ordinal) ? c.Replace("clang", "clang++", StringComparison.Ordinal) : c.Replace("gcc", "g++", StringComparison.Ordinal);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link) File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo folder)
            {
                // A repository's history builds nothing.
                if (folder.Name != ".git") Copy(folder.FullName, target);
            }
            else ((FileInfo)entry).CopyTo(target);
        }
    }
}
