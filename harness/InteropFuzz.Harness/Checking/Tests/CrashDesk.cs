using System.Collections.Concurrent;
using System.Diagnostics;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>Reads the output of tests, where there is something to read, and keeps it.</summary>
/// <param name="folder">Where output is kept.</param>
/// <param name="tools">For gdb.</param>
public sealed class CrashDesk(RunFolder folder, HostTools tools)
{
    /// <summary>What instruments write that let a test go on. Without one of these there is nothing to triage in a test that ended.</summary>
    private static readonly string[] s_marks = ["WARNING: DATA RACE", "==ERROR: ", "==WARNING: ", ": runtime error: ", "== Invalid ", "== Conditional jump", "== Use of uninit", "== Syscall param", "== Mismatched free", "== Source and destination overlap"];

    private static readonly string[] s_families = ["tsan", "asan", "lsan", "msan", "ubsan", "valgrind"];

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _frames = new();
    private long _ticks;
    private int _kept;

    /// <summary>Time spent reading, in seconds.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _ticks)).TotalSeconds;

    /// <summary>What testing itself said.</summary>
    public TestLog Log(string output) => Timed(() => TestLog.Read(output));

    /// <summary>What an output and an ending say.</summary>
    public Crash Read(string output, Ending ending) => Timed(() => CrashReader.Read(output, ending));

    /// <summary>What instruments reported in an output that did not end there.</summary>
    public IReadOnlyList<Crash> ReportsIn(string text, string instrument)
        => Timed(() => !s_marks.Any(m => text.Contains(m, StringComparison.Ordinal)) ? []
            : CrashReader.ReadAll(new StringReader(text)).Where(c => s_families.Contains(c.Symptom.Family)).ToList());

    /// <summary>The outcome of a test with that symptom.</summary>
    public static TestOutcome OutcomeOf(Symptom symptom) => symptom switch
    {
        { Family: "lsan" } => TestOutcome.Leaked,
        { Family: "tsan" } => TestOutcome.Raced,
        { Family: "timeout" } => TestOutcome.Hung,
        _ => TestOutcome.Crashed,
    };

    /// <summary>Keeps raw output; gives its path relative to the run's folder.</summary>
    public string Keep(CheckCell cell, string output) => folder.KeepOutput(cell.Package, $"{cell.Column}-{Interlocked.Increment(ref _kept)}", output);

    /// <summary>A crash in C, with the C frames that gdb sees when the test runs once more; as it was where there are none.</summary>
    internal async Task<Crash> WithCFramesAsync(Crash crash, PlannedTests p, TestProcess process, Func<CancellationToken, Task<LaunchResult>> underGdb, CancellationToken cancel)
    {
        if (tools.Gdb is null || p.Cell.Runner != "local" || p.How.Instrument.ShowsCFrames || GdbScript.SignalOf(crash.Symptom) is not { } signal
            || crash.Frames.Any(f => f is { Side: FrameSide.C, IsUser: true })) return crash;
        var frames = await _frames.GetOrAdd($"{p.Cell.Package} {p.Cell.Go} {crash.Signature.Id}", _ => new(() => AskAsync(p, signal, underGdb, cancel))).Value;
        return frames.Length == 0 ? crash : Timed(() => CrashReader.Read(process.Output, process.Ending, frames));
    }

    private static async Task<string> AskAsync(PlannedTests p, string signal, Func<CancellationToken, Task<LaunchResult>> underGdb, CancellationToken cancel)
    {
        try
        {
            var (_, raised, stack) = GdbScript.Read((await underGdb(cancel)).Output);
            return raised == signal && stack.Length > 0 ? $"{DebuggerPart.Mark}ran once more, with {p.How.Instrument.Name} on Go {p.Cell.Go}, and it died of {signal} again\n{stack}" : "";
        }
        catch (Exception e) when (e is LaunchException or IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private T Timed<T>(Func<T> read)
    {
        var from = Stopwatch.GetTimestamp();
        try
        {
            return read();
        }
        finally
        {
            Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - from);
        }
    }
}
