using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Tests.Fuzzing.Targets;

/// <summary>A copy of one of the packages in data/fuzz-packages, and what works on it.</summary>
internal sealed class FuzzPackage : IDisposable
{
    private readonly string _folder = TestData.TemporaryFolder();

    public FuzzPackage(string name, string where = "")
    {
        Folder = Path.Combine(_folder, where, name);
        foreach (var file in Directory.GetFiles(Path.Combine(TestData.Folder, "fuzz-packages", name), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(Folder, Path.GetRelativePath(Path.Combine(TestData.Folder, "fuzz-packages", name), file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    public string Folder { get; }

    /// <summary>All of its files with their hashes and times.</summary>
    public IReadOnlyList<string> State => [.. new DirectoryInfo(Folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Select(f => $"{f.FullName} {f.LastWriteTimeUtc.Ticks} {(f is FileInfo ? UnitKey.OfFile(f.FullName) : "")}").Order(StringComparer.Ordinal)];

    public Task<PackageTarget> OpenAsync(string function, string below = "", LibrarySource? library = null)
        => new PackageTargets(FuzzingRoom.Launcher, FuzzingRoom.Cache, FuzzingRoom.Tools).OpenAsync(new() { Package = Path.Combine(Folder, below), Function = function, Toolchain = FuzzingRoom.Go, Library = library }, CancellationToken.None);

    /// <summary>A new folder with the written target.</summary>
    public Task<FuzzSource> WriteAsync(PackageTarget target) => target.WriteAsync(Directory.CreateDirectory(Path.Combine(_folder, "target" + Guid.NewGuid().ToString("N"))).FullName, CancellationToken.None);

    /// <summary>What inputs come to under an instrument, each in a process of its own.</summary>
    public async Task<IReadOnlyList<Artifact>> ReplayAsync(PackageTarget target, IInstrument instrument, params byte[][] inputs)
    {
        var replayer = new FuzzReplayer(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher);
        var unit = await replayer.BuildAsync(await WriteAsync(target), FuzzingRoom.Go, instrument, PlanWords.HostArch, CancellationToken.None);
        var artifacts = new List<Artifact>();
        foreach (var input in inputs) artifacts.Add(await replayer.RunAsync(target.Name, unit, input, CancellationToken.None));
        return artifacts;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
