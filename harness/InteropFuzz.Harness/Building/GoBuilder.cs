using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>Builds units with the go command, and keeps what it built under the unit's key.</summary>
/// <param name="casesFolder">The cases.</param>
/// <param name="cache">Where built units are kept.</param>
/// <param name="tools">The compilers.</param>
/// <param name="launcher">Starts the go command, so that it too ends when the harness does.</param>
/// <param name="parallel">How many commands one go build may run at once (its -p).</param>
public sealed class GoBuilder(string casesFolder, CacheFolder cache, HostTools tools, Launcher launcher, int parallel) : IUnitBuilder
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(15);

    /// <summary>Keys of units and who may build them.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _building = new();
    private readonly Dictionary<string, string> _user = BuildEnvironment.OfUser();

    /// <inheritdoc/>
    public BuiltUnit? FromCache(BuildUnit unit)
    {
        var folder = FolderOf(unit);
        try
        {
            var outputs = unit.Kind == UnitKind.Analysis
                ? JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, "vet.json")), StorageJson.Default.DictionaryStringString)!
                : null;
            if (outputs is null && !File.Exists(Path.Combine(folder, "prog"))) return null;
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
            var artifacts = unit.Cases.ToDictionary(c => c.Id, c => outputs is null ? Program(unit, folder, c) : Analysed(outputs, c));
            return new(unit, folder, artifacts, 0, 0);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<BuiltUnit> BuildAsync(BuildUnit unit, CancellationToken cancel)
    {
        // Instruments that differ in how programs are started only (plain, gcstress) want the same unit: the second finds it built.
        var alone = _building.GetOrAdd(KeyOf(unit), _ => new(1));
        await alone.WaitAsync(cancel);
        try
        {
            return FromCache(unit) ?? await BuildAloneAsync(unit, cancel);
        }
        finally
        {
            alone.Release();
        }
    }

    private async Task<BuiltUnit> BuildAloneAsync(BuildUnit unit, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var work = new Work(Path.Combine(cache.Units, $"{KeyOf(unit)}.{Environment.ProcessId}.new"));
        // A killed run may have had the same process id.
        if (Directory.Exists(work.Folder)) Directory.Delete(work.Folder, recursive: true);
        Directory.CreateDirectory(work.Folder);
        try
        {
            if (unit.Kind == UnitKind.Analysis) await AnalyseAsync(unit, work, cancel);
            else await CompileAsync(unit, work, cancel);
            var folder = FolderOf(unit);
            // A unit with a failure is not kept: what it lacks may be mended outside the sources.
            var keep = !work.Artifacts.Values.Any(a => a.Failed);
            if (!keep) folder += "." + Environment.ProcessId + ".partial";
            // Another run may have built the same meanwhile, and may be starting its programs: theirs stays.
            else if (FromCache(unit) is { } theirs) return theirs with { CpuSeconds = work.CpuSeconds, WallSeconds = clock.Elapsed.TotalSeconds };
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.Move(work.Folder, folder);
            var artifacts = work.Artifacts.ToDictionary(a => a.Key,
                a => a.Value with { Program = a.Value.Program is { } p ? Path.Combine(folder, Path.GetFileName(p)) : null });
            return new(unit, folder, artifacts, work.CpuSeconds, clock.Elapsed.TotalSeconds);
        }
        finally
        {
            if (Directory.Exists(work.Folder)) Directory.Delete(work.Folder, recursive: true);
        }
    }

    /// <summary>What the compiler says of a case with further flags; nothing is linked.</summary>
    /// <param name="p">The case, with its toolchain. It is compiled as plain does, since what is asked is about the source.</param>
    /// <param name="flags">Flags of the go command.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The go command's exit code, and what it printed.</returns>
    /// <exception cref="LaunchException">The go command could not be started.</exception>
    public async Task<(int Code, string Output)> AskCompilerAsync(PlannedCell p, IReadOnlyList<string> flags, CancellationToken cancel)
    {
        var unit = new BuildUnit(UnitKind.Apart, p.Toolchain, p.Cell with { Instrument = new Plain() }, [p.Case]);
        // go list compiles for the export data and repeats the compiler's words from its cache.
        return await GoAsync(unit, ["list", "-export", "-trimpath", .. flags, "-f", "{{.Name}}", "./" + p.Case.Id], casesFolder, new(""), cancel);
    }

    /// <summary>Deletes built units that no run has used for a while, and what broken-off builds left.</summary>
    public void Prune(TimeSpan unused)
    {
        if (!Directory.Exists(cache.Units)) return;
        foreach (var folder in Directory.GetDirectories(cache.Units))
        {
            var age = DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder);
            if (age > (Path.GetFileName(folder).Contains('.', StringComparison.Ordinal) ? TimeSpan.FromHours(6) : unused))
                Directory.Delete(folder, recursive: true);
        }
    }

    private string KeyOf(BuildUnit unit)
    {
        var recipe = unit.Cell.Instrument.Build(unit.Cell.Go, tools);
        return UnitKey.Of(unit, recipe, BuildEnvironment.Make(GoOf(unit), recipe, cache, _user), tools);
    }

    private static GoToolchain GoOf(BuildUnit unit) => (GoToolchain)unit.Toolchain;

    private string FolderOf(BuildUnit unit) => Path.Combine(cache.Units, KeyOf(unit));

    private static CaseArtifact Program(BuildUnit unit, string folder, Case c)
        => new(Path.Combine(folder, "prog"), unit.Kind == UnitKind.Shared ? [c.Id] : [], "");

    private static CaseArtifact Analysed(IReadOnlyDictionary<string, string> outputs, Case c) => new(null, [], outputs.GetValueOrDefault(c.Id, ""));

    private static CaseArtifact Failure(string output) => new(null, [], output) { Failed = true };

    private async Task AnalyseAsync(BuildUnit unit, Work work, CancellationToken cancel)
    {
        string[] packages = [.. unit.Cases.Select(c => "./" + c.Id)];
        var (code, output) = await GoAsync(unit, ["vet", "-json", .. packages], casesFolder, work, cancel);
        var outputs = GoOutput.ByCase(output);
        // With -json findings do not make it fail; what does is the source or the go command itself.
        if (code != 0 && outputs.TryGetValue("", out var loose))
        {
            foreach (var c in unit.Cases) work.Artifacts[c.Id] = Failure(loose);
            return;
        }
        foreach (var c in unit.Cases)
        {
            var analysed = Analysed(outputs, c);
            work.Artifacts[c.Id] = analysed with { Failed = code != 0 && analysed.Output.Length > 0 && !analysed.Output.Contains('{', StringComparison.Ordinal) };
        }
        File.WriteAllText(Path.Combine(work.Folder, "vet.json"),
            JsonSerializer.Serialize(new Dictionary<string, string>(outputs), StorageJson.Default.DictionaryStringString));
    }

    private async Task CompileAsync(BuildUnit unit, Work work, CancellationToken cancel)
    {
        var program = Path.Combine(work.Folder, "prog");
        if (unit.Kind == UnitKind.Apart)
        {
            var folder = unit.Sampled ? WriteSampled(Path.Combine(work.Folder, "src"), unit.Cases[0]) : casesFolder;
            var (code, output) = await GoAsync(unit, ["build", .. Flags(unit), "-o", program, "./" + unit.Cases[0].Id], folder, work, cancel);
            if (unit.Sampled) Directory.Delete(folder, recursive: true);
            work.Artifacts[unit.Cases[0].Id] = code == 0 ? Program(unit, work.Folder, unit.Cases[0]) : Failure(output);
            return;
        }

        // Each round drops the packages that the compiler names, until what is left compiles.
        for (var left = unit.Cases; left.Count > 0;)
        {
            var source = Path.Combine(work.Folder, "src");
            WriteShared(source, left, unit.Sampled);
            var (code, output) = await GoAsync(unit, ["build", .. Flags(unit), "-o", program, "."], source, work, cancel);
            Directory.Delete(source, recursive: true);
            if (code == 0)
            {
                foreach (var c in left) work.Artifacts[c.Id] = Program(unit, work.Folder, c);
                return;
            }
            var blamed = GoOutput.ByCase(output);
            var failed = left.Where(c => blamed.ContainsKey(c.Id)).ToList();
            // The linker blames nobody: then every case of the unit shows its words, and 'Build: apart' is the way out.
            if (failed.Count == 0)
            {
                foreach (var c in left)
                    work.Artifacts[c.Id] = Failure(output + "\nthe shared binary does not link: make C functions static, or put 'Build: apart' into the case's head\n");
                return;
            }
            foreach (var c in failed) work.Artifacts[c.Id] = Failure(blamed[c.Id]);
            left = [.. left.Except(failed)];
        }
    }

    /// <summary>A copy of a case that is built apart, with the sampler beside it.</summary>
    private string WriteSampled(string source, Case c)
    {
        var folder = Directory.CreateDirectory(Path.Combine(source, c.Id)).FullName;
        File.Copy(Path.Combine(casesFolder, "go.mod"), Path.Combine(source, "go.mod"));
        foreach (var file in c.Files) File.WriteAllText(Path.Combine(folder, file.Name), file == c.Main ? SharedSource.Sampled(c) : file.Text);
        Sampler.WriteInto(folder, c.UsesCgo);
        return source;
    }

    private void WriteShared(string source, IReadOnlyList<Case> cases, bool sampled)
    {
        Directory.CreateDirectory(source);
        File.Copy(Path.Combine(casesFolder, "go.mod"), Path.Combine(source, "go.mod"));
        File.WriteAllText(Path.Combine(source, "main.go"), SharedSource.MainFor(cases, sampled));
        if (sampled) Sampler.WriteInto(source, cases[0].UsesCgo);
        foreach (var c in cases)
        {
            var folder = Directory.CreateDirectory(Path.Combine(source, c.Id)).FullName;
            File.WriteAllText(Path.Combine(folder, "main.go"), SharedSource.AsPackage(c));
        }
    }

    /// <summary>From this release on the linker refuses a go:linkname to what the runtime does not offer.</summary>
    private const int ChecksLinkname = 23;

    /// <summary>-trimpath: the same source gives the same bytes, and reports name no folder of this machine.</summary>
    private IEnumerable<string> Flags(BuildUnit unit)
        => ["-trimpath", $"-p={parallel}", .. unit.Cell.Instrument.Build(unit.Cell.Go, tools).Flags,
            .. unit.Cases.Any(c => c.Tampers is not null) && unit.Cell.Go.Minor >= ChecksLinkname ? ["-ldflags=-checklinkname=0"] : (string[])[]];

    private async Task<(int Code, string Output)> GoAsync(BuildUnit unit, IReadOnlyList<string> arguments, string folder, Work work, CancellationToken cancel)
    {
        var recipe = unit.Cell.Instrument.Build(unit.Cell.Go, tools);
        var result = await launcher.RunAsync(new()
        {
            Command = [GoOf(unit).GoCommand, .. arguments],
            Environment = BuildEnvironment.Make(GoOf(unit), recipe, cache, _user),
            WorkingDirectory = folder,
            Deadline = s_deadline,
            HeadBytes = 1 << 20,
        }, cancel);
        work.CpuSeconds += (result.CpuUs + result.OverheadUs) / 1e6;
        var output = result.EndedBy == "deadline" ? $"{result.Output}\ngo {arguments[0]} did not end within {s_deadline.TotalMinutes} minutes\n" : result.Output;
        return (result.Ending.IsSuccess ? 0 : Math.Max(1, result.Exit), output);
    }

    /// <summary>A unit under construction.</summary>
    private sealed class Work(string folder)
    {
        public string Folder { get; } = folder;
        public Dictionary<string, CaseArtifact> Artifacts { get; } = [];
        public double CpuSeconds { get; set; }
    }
}
