using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Instruments with the same flags have the same unit, and begin at the same time.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _building = new();

    /// <inheritdoc/>
    public BuiltUnit? FromCache(BuildUnit unit)
    {
        var folder = FolderOf(unit);
        if (!File.Exists(Path.Combine(folder, Assembly))) return null;
        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
        return new(unit, folder, unit.Cases.ToDictionary(c => c.Id, c => Program(unit, folder, c)), 0, 0);
    }

    /// <inheritdoc/>
    public async Task<BuiltUnit> BuildAsync(BuildUnit unit, CancellationToken cancel)
    {
        var key = KeyOf(unit);
        var turn = _building.GetOrAdd(key, _ => new(1));
        await turn.WaitAsync(cancel);
        try
        {
            if (FromCache(unit) is { } made) return made;
            var clock = Stopwatch.StartNew();
            var work = new Work(Path.Combine(cache.Units, $"{key}.{Environment.ProcessId}.new"));
            // A killed run may have had the same process id.
            if (Directory.Exists(work.Folder)) Directory.Delete(work.Folder, recursive: true);
            Directory.CreateDirectory(work.Folder);
            try
            {
                foreach (var c in unit.Cases) await CompileCAsync(unit, c, work, cancel);
                await CompileManagedAsync(unit, work, cancel);
                // A unit with a failure is not kept: what it lacks may be mended outside the sources.
                var folder = work.Failures.Count == 0 ? FolderOf(unit) : $"{FolderOf(unit)}.{Environment.ProcessId}.partial";
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
                Directory.Move(work.Folder, folder);
                var artifacts = unit.Cases.ToDictionary(c => c.Id, c => work.Failures.TryGetValue(c.Id, out var words) ? new CaseArtifact(null, [], words) { Failed = true } : Program(unit, folder, c));
                return new(unit, folder, artifacts, work.CpuSeconds, clock.Elapsed.TotalSeconds);
            }
            finally
            {
                if (Directory.Exists(work.Folder)) Directory.Delete(work.Folder, recursive: true);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private static NetSdk SdkOf(BuildUnit unit) => (NetSdk)unit.Toolchain;

    private string FolderOf(BuildUnit unit) => Path.Combine(cache.Units, KeyOf(unit));

    private string KeyOf(BuildUnit unit)
    {
        var sdk = SdkOf(unit);
        string[] parts =
        [
            Format, unit.Kind.ToString(), sdk.Release, sdk.Sdk ?? "", tools.Gcc?.VersionLine ?? "",
            .. ((INetInstrument)unit.Cell.Instrument).NetCFlags,
            .. unit.Cases.SelectMany(c => new[] { c.Id, c.Hash }),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))).AsSpan(0, 20));
    }

    private static CaseArtifact Program(BuildUnit unit, string folder, Case c)
        => new(Path.Combine(folder, Assembly), unit.Kind == UnitKind.Shared ? [c.Id] : [], "")
        {
            Host = [SdkOf(unit).Host],
            Libraries = c.Files.Any(NetSource.IsC) ? Path.Combine(folder, Native, c.Id) : null,
        };

    private async Task CompileCAsync(BuildUnit unit, Case c, Work work, CancellationToken cancel)
    {
        if (!c.Files.Any(NetSource.IsC)) return;
        var folder = Directory.CreateDirectory(Path.Combine(work.Folder, Native, c.Id)).FullName;
        foreach (var file in c.Files) File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        var arguments = NetCommands.Gcc(c, (INetInstrument)unit.Cell.Instrument, Path.Combine(folder, NetCommands.Library));
        // What reports name begins at the case, and is the same wherever it was built.
        var (ok, output) = await CallAsync([tools.Gcc!.Path, $"-ffile-prefix-map={folder}=cases/{c.Id}", .. arguments], folder, work, cancel);
        if (!ok) work.Failures[c.Id] = output;
        foreach (var file in c.Files) File.Delete(Path.Combine(folder, file.Name));
    }

    private async Task CompileManagedAsync(BuildUnit unit, Work work, CancellationToken cancel)
    {
        // Each round drops the cases that the compiler names, until what is left compiles.
        for (var left = unit.Cases.Where(c => !work.Failures.ContainsKey(c.Id)).ToList(); left.Count > 0;)
        {
            var source = Path.Combine(work.Folder, "src");
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

    private async Task<(bool Ok, string Output)> CallAsync(IReadOnlyList<string> command, string folder, Work work, CancellationToken cancel)
    {
        var result = await launcher.RunAsync(new()
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
            HeadBytes = 1 << 20,
        }, cancel);
        work.CpuSeconds += (result.CpuUs + result.OverheadUs) / 1e6;
        return (result.Ending.IsSuccess, result.EndedBy == "deadline" ? $"{result.Output}\n{command[0]} did not end within {s_deadline.TotalMinutes} minutes\n" : result.Output);
    }

    /// <summary>A unit under construction.</summary>
    private sealed class Work(string folder)
    {
        public string Folder { get; } = folder;
        public Dictionary<string, string> Failures { get; } = [];
        public double CpuSeconds { get; set; }
    }
}
