using System.Text.Json;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>Makes subjects of what a user names: a case, a Go package, a built program.</summary>
/// <param name="launcher">Starts the go command.</param>
/// <param name="cache">For GOCACHE where the user has none.</param>
public sealed partial class SubjectFinder(Launcher launcher, CacheFolder cache)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    /// <summary>A case of the corpus, without anything that its head says but how to start it.</summary>
    /// <exception cref="SubjectException">go list does not take it.</exception>
    public async Task<Subject> OfCaseAsync(Case c, string casesFolder, GoToolchain toolchain, CancellationToken cancel)
        => await OfPackageAsync(c.Id, casesFolder, "./" + c.Id, toolchain, cancel) with
        {
            Environment = c.Environment,
            Deadline = c.Deadline,
            BuildFlags = c.Tampers is not null && toolchain.Version.Minor >= 23 ? ["-ldflags=-checklinkname=0"] : [],
        };

    /// <summary>A main package: of a folder, by an import path, or one file.</summary>
    /// <param name="name">What the user called it.</param>
    /// <param name="folder">Where the go command runs.</param>
    /// <param name="package">What the go command is told.</param>
    /// <param name="toolchain">Which Go.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="SubjectException">There is no such package, it is no program, or it has no Go files.</exception>
    public async Task<Subject> OfPackageAsync(string name, string folder, string package, GoToolchain toolchain, CancellationToken cancel)
    {
        var packages = await ListAsync(folder, package, toolchain, cancel);
        var main = packages.LastOrDefault(p => !p.DepOnly && p.ForTest is null) ?? throw new SubjectException($"'{name}' is no Go package");
        if (main.Error?.Err is { Length: > 0 } error) throw new SubjectException(error);
        if (main.Name != "main") throw new SubjectException($"'{name}' is package {main.Name}, not a program: name a main package");
        var sources = new List<(string, string, string)>();
        // Those of the program's own module; a package of no module has its own folder only.
        foreach (var p in packages.Where(p => p == main || (main.Module is { Main: true } && p.Module is { Main: true })))
            foreach (var file in p.Sources) sources.Add((p.ImportPath, file, await File.ReadAllTextAsync(file, cancel)));
        return new()
        {
            Name = name,
            Toolchain = toolchain,
            Folder = folder,
            Package = package,
            Sources = new(sources),
            UsesCgo = packages.Any(p => !p.Standard && p.CgoFiles is { Count: > 0 }),
        };
    }

    /// <summary>A built program; which Go built it is read off the program itself.</summary>
    /// <exception cref="SubjectException">It is no program.</exception>
    public static Subject OfProgram(string path, GoToolchain toolchain)
    {
        if (!IsElf(path)) throw new SubjectException($"'{path}' is neither a Go package nor a program of this system");
        return new() { Name = path, Toolchain = toolchain, Program = Path.GetFullPath(path), Folder = Path.GetDirectoryName(Path.GetFullPath(path))!, UsesCgo = true };
    }

    /// <summary>Whether a file is a program for Linux.</summary>
    public static bool IsElf(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        return file.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("\u007fELF"u8);
    }

    /// <summary>The release that the nearest go.mod asks for (its <c>toolchain</c> line, else <c>go</c>); null when there is none.</summary>
    public static GoVersion? Wanted(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, "go.mod");
            if (!File.Exists(file)) continue;
            var text = File.ReadAllText(file);
            foreach (var line in new[] { ToolchainLine().Match(text), GoLine().Match(text) })
                if (line.Success && GoVersion.TryParse(line.Groups["version"].Value, out var version)) return version;
            return null;
        }
        return null;
    }

    private async Task<List<ListedPackage>> ListAsync(string folder, string package, GoToolchain toolchain, CancellationToken cancel)
    {
        var result = await launcher.RunAsync(new()
        {
            Command = [toolchain.GoCommand, "list", "-e", "-deps", "-json=ImportPath,Dir,Name,Standard,DepOnly,ForTest,GoFiles,CgoFiles,CFiles,CXXFiles,HFiles,SFiles,Module,Error", package],
            Environment = BuildEnvironment.Make(toolchain, new([], new Dictionary<string, string>()), cache, BuildEnvironment.OfUser()),
            WorkingDirectory = folder,
            Deadline = s_deadline,
            HeadBytes = 32 << 20,
        }, cancel);
        var begin = result.Output.IndexOf('{', StringComparison.Ordinal);
        if (begin < 0) throw new SubjectException(result.Output.Trim() is { Length: > 0 } words ? words : $"go list says nothing of {package}");
        try
        {
            var packages = new List<ListedPackage>();
            // Objects one after the other, with warnings between them at most.
            foreach (var part in ObjectEnd().Split(result.Output[begin..]))
                if (part.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at && JsonSerializer.Deserialize(part[at..] + "\n}", ListJson.Default.ListedPackage) is { } p) packages.Add(p);
            return packages;
        }
        catch (JsonException)
        {
            throw new SubjectException($"go list is not understood: {result.Output.Split('\n')[0]}");
        }
    }

    [GeneratedRegex(@"^}\r?\n?", RegexOptions.Multiline)]
    private static partial Regex ObjectEnd();

    [GeneratedRegex(@"^toolchain\s+(?<version>go\S+)", RegexOptions.Multiline)]
    private static partial Regex ToolchainLine();

    [GeneratedRegex(@"^go\s+(?<version>\S+)", RegexOptions.Multiline)]
    private static partial Regex GoLine();
}

/// <summary>What the user named cannot be diagnosed; the message says why.</summary>
public sealed class SubjectException(string message) : Exception(message);

/// <summary>What go list says of a package (cmd/go/internal/load, PackagePublic).</summary>
internal sealed record ListedPackage
{
    public string ImportPath { get; init; } = "";
    public string Dir { get; init; } = "";
    public string? Name { get; init; }
    public bool Standard { get; init; }
    public bool DepOnly { get; init; }
    public string? ForTest { get; init; }
    public IReadOnlyList<string>? GoFiles { get; init; }
    public IReadOnlyList<string>? CgoFiles { get; init; }
    public IReadOnlyList<string>? CFiles { get; init; }
    public IReadOnlyList<string>? CXXFiles { get; init; }
    public IReadOnlyList<string>? HFiles { get; init; }
    public IReadOnlyList<string>? SFiles { get; init; }
    public ListedModule? Module { get; init; }
    public ListedError? Error { get; init; }

    /// <summary>All files that a report may name.</summary>
    public IEnumerable<string> Sources => new[] { GoFiles, CgoFiles, CFiles, CXXFiles, HFiles, SFiles }.SelectMany(f => f ?? []).Select(f => Path.Combine(Dir, f)).Where(File.Exists);
}

internal sealed record ListedModule
{
    public bool Main { get; init; }
}

internal sealed record ListedError
{
    public string? Err { get; init; }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(ListedPackage))]
internal sealed partial class ListJson : System.Text.Json.Serialization.JsonSerializerContext;
