using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Diagnosing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using Serilog;

namespace InteropFuzz.Harness.Findings;

/// <summary>Builds standalone programs with the go command and runs them in the cage, with C frames from gdb where a report has none.</summary>
/// <param name="launcher">Starts compilers and programs.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="cache">Caches.</param>
/// <param name="log">What is only of interest when something goes wrong.</param>
public sealed class ProgramRunner(Launcher launcher, HostTools tools, CacheFolder cache, ILogger log) : IProgramRunner
{
    private const string Built = "/tmp/prog";

    /// <inheritdoc/>
    public async Task<ProgramAnswer> RunAsync(IReadOnlyDictionary<string, byte[]> files, GoToolchain toolchain, IInstrument instrument, int tries, CancellationToken cancel)
    {
        using var scratch = new ScratchFolder();
        // The program gets a user of its own when the harness is root, who must be able to reach it.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(scratch.Path, (UnixFileMode)0b111_101_101);
        var source = scratch.PathOf(FindingFolder.ProgramName);
        ProgramFiles.Write(source, files);
        var subject = new Subject { Name = "reproducer", Toolchain = toolchain, Folder = source };
        var builder = new SubjectBuilder(subject, cache, tools, launcher, scratch.Path);
        // By hand it is built where the finding's folder holds it.
        var byHand = new SubjectBuilder(subject with { Folder = FindingFolder.ProgramName }, cache, tools, launcher, "").ByHand(instrument);
        var artifact = await builder.BuildAsync(instrument, cancel);
        if (artifact.Failed) return new([], artifact.Output, byHand);
        if (artifact.Program is null)
        {
            var said = new Observation(Ending.Exited(0), artifact.Output, 0, 0, 0, 0);
            return new([(said, CrashReader.Read(said.Output, said.Ending))], null, byHand);
        }
        var runner = new CellRunner(launcher, tools, source);
        var p = SubjectCell.Of(subject, instrument);
        var runs = new List<(Observation Seen, Crash Crash)>();
        for (var n = 0; n < Math.Min(tries, instrument.Run(toolchain.Version, tools).MaxRepeat); n++)
        {
            var seen = await runner.RunAsync(p, artifact, Path.GetDirectoryName(artifact.Program)!, _ => { }, cancel);
            runs.Add((seen, CrashReader.Read(seen.Output, seen.Ending)));
        }
        if (runs.FindIndex(r => r.Crash.Symptom != Symptom.Clean) is var at and >= 0) runs[at] = await WithBothSidesAsync(runs[at], runner, subject, p, artifact, cancel);
        return new(runs, null, $"{byHand} && {runner.RunByHand(p, artifact, Built)}");
    }

    /// <summary>
    /// The same crash with the frames that its report lacks: those of C from gdb, those of Go from ASan, which ends by SIGABRT then, so that Go
    /// adds the stack of the goroutine that called C. Left as it is when it does not happen again in the same way.
    /// </summary>
    private async Task<(Observation Seen, Crash Crash)> WithBothSidesAsync(
        (Observation Seen, Crash Crash) run, CellRunner runner, Subject subject, PlannedCell p, CaseArtifact artifact, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(artifact.Program)!;
        if (run.Crash.Symptom.Family == "asan")
        {
            var aborting = SubjectCell.Of(subject with { Environment = new Dictionary<string, string> { ["ASAN_OPTIONS"] = "abort_on_error=1" } }, p.Cell.Instrument);
            var again = await runner.RunAsync(aborting, artifact, folder, _ => { }, cancel);
            var crash = CrashReader.Read(again.Output, again.Ending);
            return crash.Symptom == run.Crash.Symptom ? (again, crash) : run;
        }
        var frames = new CrashFrames(runner, tools, new(Path.Combine(folder, "frames")), log);
        var debugger = await frames.OfAsync(p, artifact, folder, run.Seen.Ending, run.Crash.Symptom, cancel);
        return debugger.Length == 0 ? run : (run.Seen with { Debugger = debugger }, CrashReader.Read(run.Seen.Output, run.Seen.Ending, debugger));
    }
}
