using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>
/// Builds programs of .NET: the C# of many cases by one call of csc, the C of each by gcc into a shared library, and keeps both under the
/// unit's key. MSBuild would take longer for one project than csc for all.
/// </summary>
/// <param name="cache">Where built units are kept.</param>
/// <param name="tools">The compilers.</param>
/// <param name="launcher">Starts them, so that they too end when the harness does.</param>
public sealed class NetBuilder(CacheFolder cache, HostTools tools, Launcher launcher) : IUnitBuilder
{
    /// <summary>Raised when the way of building changes.</summary>
    private const string Format = "interopfuzz-net-unit-1";

    private const string Assembly = "cases.dll", Native = "native";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(5);

    private readonly UnitFolders _units = new(cache);

    /// <inheritdoc/>
    public BuiltUnit? FromCache(BuildUnit unit) => _units.Find(KeyOf(unit), IsWhole) is { } folder ? new(unit, folder, Artifacts(unit, folder, []), 0, 0) : null;

    /// <inheritdoc/>
    public async Task<BuiltUnit> BuildAsync(BuildUnit unit, CancellationToken cancel)
    {
        UnitWork? work = null;
        var folder = await _units.MakeAsync(KeyOf(unit), IsWhole, async aside =>
        {
            work = new(aside);
            foreach (var c in unit.Cases) await CompileCAsync(unit, c, work, cancel);
            await CompileManagedAsync(unit, work, cancel);
            // A unit with a failure is not kept: what it lacks may be mended outside the sources.
            return work.Failures.Count == 0;
        }, cancel);
        return new(unit, folder, Artifacts(unit, folder, work?.Failures ?? []), work?.CpuSeconds ?? 0, work?.WallSeconds ?? 0);
    }

    private static NetSdk SdkOf(BuildUnit unit) => (NetSdk)unit.Toolchain;

    private string KeyOf(BuildUnit unit)
        => UnitKey.Of(
        [
            Format, unit.Kind.ToString(), SdkOf(unit).Release, SdkOf(unit).Sdk ?? "", tools.Gcc?.VersionLine ?? "",
            .. ((INetInstrument)unit.Cell.Instrument).NetCFlags,
            .. unit.Cases.SelectMany(c => new[] { c.Id, c.Hash }),
        ]);

    private static bool IsWhole(string folder) => File.Exists(Path.Combine(folder, Assembly));

    private static Dictionary<string, CaseArtifact> Artifacts(BuildUnit unit, string folder, Dictionary<string, string> failures)
        => unit.Cases.ToDictionary(c => c.Id, c => failures.TryGetValue(c.Id, out var words) ? new(null, [], words) { Failed = true } : Program(unit, folder, c));

    private static CaseArtifact Program(BuildUnit unit, string folder, Case c)
        => new(Path.Combine(folder, Assembly), unit.Kind == UnitKind.Shared ? [c.Id] : [], "")
        {
            Host = [SdkOf(unit).Host],
            Libraries = c.Files.Any(NetSource.IsC) ? Path.Combine(folder, Native, c.Id) : null,
        };

    private async Task CompileCAsync(BuildUnit unit, Case c, UnitWork work, CancellationToken cancel)
    {
        if (!c.Files.Any(NetSource.IsC)) return;
        var folder = Directory.CreateDirectory(Path.Combine(work.Folder, Native, c.Id)).FullName;
        foreach (var file in c.Files) File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        var arguments = NetCommands.Gcc(c, (INetInstrument)unit.Cell.Instrument, Path.Combine(folder, NetCommands.Library));
        // What reports name begins at the case, and is the same wherever it was built.
        var (ok, output) = await CallAsync([tools.Gcc!.Path, $"-ffile-prefix-map={folder}=cases/{c.Id}", .. arguments], folder, work, cancel);
        // As cmd/go does: triage takes a compiler's words for such only behind the name of what was compiled.
        if (!ok) work.Failures[c.Id] = $"# cases/{c.Id}\n{output}";
        foreach (var file in c.Files) File.Delete(Path.Combine(folder, file.Name));
    }

    private async Task CompileManagedAsync(BuildUnit unit, UnitWork work, CancellationToken cancel)
    {
        // Each round drops the cases that the compiler names, until what is left compiles.
        for (var left = unit.Cases.Where(c => !work.Failures.ContainsKey(c.Id)).ToList(); left.Count > 0;)
        {
            // csc names files as they lie below its current folder.
            var source = Path.Combine(work.Folder, "cases");
            var response = Path.Combine(work.Folder, "csc.rsp");
            File.WriteAllLines(response, NetCommands.Csc(SdkOf(unit), source, Write(unit.Kind, source, left), Path.Combine(work.Folder, Assembly), unit.Kind == UnitKind.Shared ? "Entry" : "Program"));
            var (ok, output) = await CallAsync([SdkOf(unit).Host, SdkOf(unit).Compiler!, "-noconfig", "@" + response], work.Folder, work, cancel);
            Directory.Delete(source, recursive: true);
            File.Delete(response);
            if (ok)
            {
                File.WriteAllText(Path.Combine(work.Folder, Path.ChangeExtension(Assembly, ".runtimeconfig.json")), NetCommands.RuntimeConfig(SdkOf(unit)));
                return;
            }
            var blamed = NetOutput.ByCase(output, left);
            var failed = left.Where(c => blamed.ContainsKey(c.Id)).ToList();
            // The compiler blames nobody: then every case of the unit shows its words.
            if (failed.Count == 0) failed = left;
            foreach (var c in failed) work.Failures[c.Id] = blamed.GetValueOrDefault(c.Id, output);
            left = [.. left.Except(failed)];
        }
    }

    private static List<string> Write(UnitKind kind, string source, IReadOnlyList<Case> cases)
    {
        var files = new List<string>();
        void Add(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(source, path))!);
            File.WriteAllText(Path.Combine(source, path), text);
            files.Add(path);
        }

        foreach (var c in cases) Add($"{c.Id}/{c.Main.Name}", kind == UnitKind.Shared ? NetSource.InNamespace(c) : NetSource.Alone(c));
        if (kind == UnitKind.Shared) Add(NetSource.EntryFile, NetSource.EntryFor(cases));
        return files;
    }

    private async Task<(bool Ok, string Output)> CallAsync(IReadOnlyList<string> command, string folder, UnitWork work, CancellationToken cancel)
    {
        var result = await work.CallAsync(launcher, new()
        {
            Command = command,
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
                ["HOME"] = cache.Root,
                ["LC_ALL"] = "C.UTF-8",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                ["DOTNET_NOLOGO"] = "1",
                // A compiler that runs once for a second gains nothing from better code later.
                ["DOTNET_TieredPGO"] = "0",
            },
            WorkingDirectory = folder,
            Deadline = s_deadline,
        }, cancel);
        return (result.Ending.IsSuccess, result.Output);
    }
}
