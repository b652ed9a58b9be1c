using System.Text;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Tests.Campaigns;

/// <summary>One process of a scripted engine.</summary>
internal delegate Task<FuzzRound> ScriptedRound(FuzzUnit unit, FuzzLimits limits, IProgress<FuzzProgress> progress, CancellationToken cancel);

/// <summary>An engine that does what a test says, in this process: for what a campaign makes of it.</summary>
internal sealed class ScriptedEngine(ScriptedRound round) : IFuzzEngine
{
    public string Name => "scripted";

    public string Purpose => "tests";

    public int PlacesElsewhere { get; init; }

    /// <summary>What does not compile.</summary>
    public string? Broken { get; init; }

    public string? WhyNever(GoVersion go, Arch arch, string instrument) => instrument == "never" ? "never" : null;

    public string? WhyNotHere(HostTools tools) => null;

    public Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, string instrument, CancellationToken cancel)
        => instrument == Broken ? throw new FuzzTargetException("it does not compile") : Task.FromResult(new FuzzUnit(source.Folder, "p", toolchain, Arch.Amd64, instrument));

    public Task<FuzzRound> RunAsync(FuzzUnit unit, FuzzLimits limits, IProgress<FuzzProgress> progress, CancellationToken cancel) => round(unit, limits, progress, cancel);

    /// <summary>What a merge keeps of these files, by instrument; null for an engine that cannot tell.</summary>
    public Func<string, IReadOnlyList<string>, IReadOnlySet<string>?>? Merge { get; init; }

    public Task<IReadOnlySet<string>?> MergeAsync(FuzzUnit unit, FuzzLimits limits, CancellationToken cancel)
        => Task.FromResult(Merge?.Invoke(unit.Instrument, Directory.GetFiles(limits.Corpus)));

    /// <summary>A lane of it.</summary>
    public FuzzLane Lane(IFuzzTarget target, string instrument = "asan", Arch arch = Arch.Amd64) => new(target, new(new GoVersion(27, 4), "/nowhere", "test"), arch, instrument, this);

    /// <summary>A process that ended at an input, at a crash in a function of that name.</summary>
    public static FuzzRound Crash(FuzzUnit unit, FuzzProgress progress, string input, string function)
    {
        var output = $"panic: {function} failed\n\ngoroutine 1 [running]:\nmain.{function}(...)\n\t/x/main.go:1 +0x1\nmain.main()\n\t/x/main.go:9 +0x1\nexit status 2\n";
        var observation = new Observation(Ending.Exited(2), output, 0.5, 0, 0.5, 1 << 20);
        return new(progress, new("", Encoding.UTF8.GetBytes(input), unit, observation, CrashReader.Read(output, observation.Ending)), observation);
    }

    /// <summary>A process that came to its limit.</summary>
    public static FuzzRound Quiet(FuzzProgress progress) => new(progress, null, new(Ending.Exited(0), "", 0.5, 0, 0.5, 1 << 20));

    /// <summary>What an engine does with a new input.</summary>
    public static void Find(FuzzLimits limits, string input)
    {
        var bytes = Encoding.UTF8.GetBytes(input);
        File.WriteAllBytes(Path.Combine(limits.Corpus, FuzzCorpus.NameOf(bytes)), bytes);
    }
}

/// <summary>A target without a source.</summary>
internal sealed class ScriptedTarget(string name, params string[] seeds) : IFuzzTarget
{
    public string Name => name;

    public Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel) => Task.FromResult(new FuzzSource { Folder = folder, Module = "x", Covered = [] });

    public IEnumerable<byte[]> Seeds() => seeds.Select(Encoding.UTF8.GetBytes);

    public IEnumerable<byte[]> Smaller(byte[] input) => [];

    public string Show(byte[] input) => "";

    public Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel) => Task.FromResult<IReadOnlyDictionary<string, byte[]>?>(null);
}

/// <summary>A sink that notes what it takes in a file, a line for each input.</summary>
internal sealed class ScriptedSink(string file) : IArtifactSink
{
    private readonly HashSet<string> _met = [];

    /// <summary>How long it takes for each.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The targets whose half-done findings it was asked to go on with.</summary>
    public List<string> Resumed { get; } = [];

    public Task ResumeAsync(IFuzzTarget target, FuzzSource source, CancellationToken cancel)
    {
        Resumed.Add(target.Name);
        return Task.CompletedTask;
    }

    public IReadOnlyList<string> Taken => File.Exists(file) ? File.ReadAllLines(file) : [];

    /// <summary>Whether it tells of a finding before its pause, as one does that is stored and then minimised.</summary>
    public bool StoresFirst { get; init; }

    public async Task TakeAsync(IFuzzTarget target, FuzzSource source, Artifact artifact, Action<TakenArtifact> stored, CancellationToken cancel)
    {
        var taken = new TakenArtifact(artifact.Crash.Signature.Id, artifact.Crash.Symptom.Name, _met.Add(artifact.Crash.Signature.Id), null, 1);
        if (StoresFirst) stored(taken);
        await Task.Delay(Pause, cancel);
        await File.AppendAllTextAsync(file, Encoding.UTF8.GetString(artifact.Input) + "\n", CancellationToken.None);
        if (!StoresFirst) stored(taken);
    }
}
