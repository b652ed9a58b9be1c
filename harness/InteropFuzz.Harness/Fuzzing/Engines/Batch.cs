using System.Collections.Concurrent;
using System.Diagnostics;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Engines;

/// <summary>
/// Performs inputs in batches, without coverage: those of the corpus, which lanes with coverage find, and when all are performed, mutations of them.
/// It is for what libFuzzer cannot be linked with: another architecture (under qemu-user, or on a machine over ssh), and instruments such as race and valgrind.
/// </summary>
/// <param name="room">What it builds and runs with.</param>
public sealed class Batch(EngineRoom room) : IFuzzEngine
{
    /// <summary>Its name.</summary>
    public const string EngineName = "batch";

    /// <summary>So many that a process' start counts little (63 ms under qemu-user), and that a hang is noticed soon.</summary>
    private const int MostInputs = 32;

    /// <summary>So many bytes that a batch goes into one command line, which is how it comes to a machine over ssh.</summary>
    private const int MostBytes = FuzzReplayer.MostFarBytes;

    /// <summary>Names of inputs that processes of a unit have performed or have at hand, by its folder.</summary>
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _performed = new();

    /// <summary>What it builds for.</summary>
    public Arch Arch { get; init; } = PlanWords.HostArch;

    /// <inheritdoc/>
    public string Name => EngineName;

    /// <inheritdoc/>
    public string Purpose => "Inputs of the corpus and mutations of them in batches, without coverage: arm64 under qemu-user or over ssh, race, valgrind, msan";

    /// <inheritdoc/>
    public int PlacesElsewhere => room.Fleet?.Runners.Where(r => r.Runner.Arch == Arch).Sum(r => r.Runner.Parallelism) ?? 0;

    /// <inheritdoc/>
    public IFuzzEngine For(Arch arch) => arch == Arch ? this : new Batch(room) { Arch = arch };

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, string instrument)
        => CombinedInstrument.Find(instrument) is not { } over ? $"there is no instrument '{instrument}'; there are {InstrumentCatalog.Names}, joined by '+'"
            : over.IsStatic ? $"{instrument} runs nothing"
            : over.WhyNever(go, arch, Platform.Of(arch, room.Tools).Runner);

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => Platform.Of(Arch, tools).WhyNotHere(tools);

    /// <inheritdoc/>
    public Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, string instrument, CancellationToken cancel)
        => Replayer(TimeSpan.FromSeconds(10)).BuildAsync(source, toolchain, CombinedInstrument.Find(instrument) ?? throw new FuzzTargetException($"there is no instrument '{instrument}'"), Arch, cancel);

    /// <inheritdoc/>
    /// <remarks>It knows no coverage: what other engines need is enough for it.</remarks>
    public Task<IReadOnlySet<string>?> MergeAsync(FuzzUnit unit, FuzzLimits limits, CancellationToken cancel) => Task.FromResult<IReadOnlySet<string>?>(new HashSet<string>());

    /// <inheritdoc/>
    public async Task<FuzzRound> RunAsync(FuzzUnit unit, FuzzLimits limits, IProgress<FuzzProgress> progress, CancellationToken cancel)
    {
        var performed = _performed.GetOrAdd(unit.Folder, _ => new());
        var replayer = Replayer(limits.InputDeadline);
        var random = limits.Seed > 0 ? new Random(unchecked((int)limits.Seed)) : new Random();
        var clock = Stopwatch.StartNew();
        var (executions, sum) = (0L, new Observation(Triage.Ending.Exited(0), "", 0, 0, 0, 0));
        while (clock.Elapsed < limits.Time && (limits.Executions == 0 || executions < limits.Executions))
        {
            cancel.ThrowIfCancellationRequested();
            var most = limits.Executions == 0 ? MostInputs : (int)Math.Min(MostInputs, limits.Executions - executions);
            var (batch, corpus) = Next(limits, performed, random, most);
            var done = 0;
            Replay replay;
            try
            {
                replay = await replayer.RunAsync("", unit, [.. batch.Select(b => b.Bytes)], cancel);
                executions += done = Math.Min(replay.At + 1, batch.Count);
            }
            finally
            {
                foreach (var (name, _) in batch.Skip(done))
                    if (name is not null) performed.TryRemove(name, out _);
            }
            var seen = replay.Artifact.Observation;
            sum = sum with
            {
                CpuSeconds = sum.CpuSeconds + seen.CpuSeconds,
                OverheadSeconds = sum.OverheadSeconds + seen.OverheadSeconds,
                WallSeconds = sum.WallSeconds + seen.WallSeconds,
                PeakRssBytes = Math.Max(sum.PeakRssBytes, seen.PeakRssBytes),
            };
            var at = new FuzzProgress { Executions = executions, Corpus = corpus };
            progress.Report(at);
            if (replay.At < batch.Count) return new(at, replay.Artifact, sum with { Ending = seen.Ending, Output = seen.Output });
        }
        return new(new() { Executions = executions }, null, sum);
    }

    private FuzzReplayer Replayer(TimeSpan deadline) => new(room.Cache, room.Tools, room.Launcher) { Deadline = deadline, Fleet = room.Fleet };

    /// <summary>The next inputs, those of the corpus with their names; and how many it has.</summary>
    private static (List<(string? Name, byte[] Bytes)> Batch, int Corpus) Next(FuzzLimits limits, ConcurrentDictionary<string, bool> performed, Random random, int most)
    {
        var files = Directory.GetFiles(limits.Corpus);
        var longest = Math.Min(limits.LongestInput, MostBytes);
        var batch = new List<(string? Name, byte[] Bytes)>();
        var room = MostBytes;
        foreach (var file in files)
        {
            if (batch.Count == most || room == 0) break;
            var name = Path.GetFileName(file);
            if (!performed.ContainsKey(name) && SharedFile.Read(file, longest) is { } bytes && bytes.Length <= room && performed.TryAdd(name, true)) Add(name, bytes);
        }
        byte[] Any() => files.Length > 0 && SharedFile.Read(files[random.Next(files.Length)], longest) is { } bytes ? bytes : [];
        while (batch.Count == 0 || batch.Count < most && batch[0].Name is null && room > 0) Add(null, InputMutation.Of(Any(), Any(), random, Math.Min(longest, room)));

        void Add(string? name, byte[] bytes)
        {
            batch.Add((name, bytes));
            room -= bytes.Length;
        }

        return (batch, files.Length);
    }
}
