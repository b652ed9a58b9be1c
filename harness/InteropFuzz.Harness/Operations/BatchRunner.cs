using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Operations;

/// <summary>Runs operation programs in an interpreter, in the cage, many in one process.</summary>
/// <param name="launcher">Starts it.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="slots">How many processes run at once.</param>
public sealed class BatchRunner(Launcher launcher, HostTools tools, SlotPool slots)
{
    /// <summary>As many as need a fraction of the time that the slowest interpreter takes to start.</summary>
    private const int MostPrograms = 250;

    private const int MostOutput = 32 << 20;
    private const long PlainMemory = 1L << 30;
    private const string BatchName = "programs";
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_program = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The trace of every program. One that ends the process is run again alone, and those behind it go on in a new process. Programs
    /// with an illegal operation run alone from the start: what they break must not be another one's fault.
    /// </summary>
    /// <param name="interpreter">Which one.</param>
    /// <param name="programs">The programs.</param>
    /// <param name="illegal">Whether illegal operations are performed.</param>
    /// <param name="done">Told how many more programs have their trace.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">The interpreter does not start.</exception>
    public async Task<IReadOnlyList<ProgramTrace>> RunAsync(
        Interpreter interpreter, IReadOnlyList<OperationProgram> programs, bool illegal, Action<int> done, CancellationToken cancel)
    {
        var traces = new ProgramTrace[programs.Count];
        List<int> together = [];
        List<Task> work = [];
        for (var i = 0; i < programs.Count; i++)
        {
            if (illegal && !programs[i].IsLegal) work.Add(RunRangeAsync([i]));
            else together.Add(i);
        }
        work.AddRange(together.Chunk(MostPrograms).Select(RunRangeAsync));
        await Task.WhenAll(work);
        return traces;

        async Task RunRangeAsync(int[] range)
        {
            for (var from = 0; from < range.Length;)
            {
                var (read, atEnd) = await LaunchAsync(interpreter, [.. range[from..].Select(i => programs[i])], illegal, cancel);
                for (var i = 0; i < read.Count; i++) traces[range[from + i]] = read[i];
                var last = from + read.Count - 1;
                if (atEnd && read.Count > 1)
                {
                    // The process failed only when all was done, as leak checkers do: the halves tell which program it was.
                    var half = (from + range.Length) / 2;
                    await RunRangeAsync(range[from..half]);
                    await RunRangeAsync(range[half..]);
                    if (range[from..].All(i => traces[i].End is null)) traces[range[last]] = read[^1] with { NotAlone = true };
                    return;
                }
                if (read[^1].End is not null && read.Count > 1)
                {
                    var (alone, _) = await LaunchAsync(interpreter, [programs[range[last]]], illegal, cancel);
                    traces[range[last]] = alone[0].End is not null ? alone[0] : read[^1] with { NotAlone = true };
                }
                from = last + 1;
                done(read.Count);
            }
        }
    }

    /// <summary>What an interpreter decodes from each program, as it would show it: one text for each.</summary>
    /// <exception cref="LaunchException">The interpreter does not start or did not come to its end.</exception>
    public async Task<string> DecodeAsync(Interpreter interpreter, IEnumerable<byte[]> programs, CancellationToken cancel)
    {
        var result = await LaunchAsync(interpreter, ["decode"], programs, TimeSpan.FromMinutes(2), cancel);
        return Output(interpreter, "decode", result);
    }

    /// <summary>What calls cost in an interpreter: lines of words, the last one nanoseconds.</summary>
    /// <param name="interpreter">Which one.</param>
    /// <param name="milliseconds">How long each kind of call is measured, at least.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">The interpreter does not start or did not come to its end.</exception>
    public async Task<string> BenchAsync(Interpreter interpreter, int milliseconds, CancellationToken cancel)
    {
        var cage = new Cage(tools.Bubblewrap is not null, interpreter.Folder).With(interpreter.Wrapper, out var wrapper);
        using var slot = await slots.TakeAsync(0, cancel);
        return Output(interpreter, "bench", await launcher.RunAsync(new()
        {
            Command = [.. wrapper, cage.Inner(Path.Combine(interpreter.Folder, interpreter.Program)), "bench", milliseconds.ToString(CultureInfo.InvariantCulture)],
            Environment = ProgramEnvironment.Traced(),
            Deadline = TimeSpan.FromMinutes(2) + TimeSpan.FromMilliseconds(100.0 * milliseconds),
            Cage = cage,
        }, cancel));
    }

    private static string Output(Interpreter interpreter, string mode, LaunchResult result)
        => result.Ending.IsSuccess ? result.Output : throw new LaunchException($"{interpreter.Name} {mode}: {result.Ending}: {result.Output}");

    /// <summary>The traces up to the first program that ended the process; whether it ended badly only behind the last one.</summary>
    private async Task<(IReadOnlyList<ProgramTrace> Done, bool AtEnd)> LaunchAsync(Interpreter interpreter, IReadOnlyList<OperationProgram> programs, bool illegal, CancellationToken cancel)
    {
        string[] mode = illegal ? ["run", "--illegal"] : ["run"];
        var result = await LaunchAsync(interpreter, mode, programs.Select(p => p.Encode()), s_start + s_program * programs.Count, cancel);
        var (traces, rest) = TraceReader.Read(result.Output, programs.Count);
        var whole = traces.Count == programs.Count && traces[^1].Digest is not null;
        if (whole && result.Ending.IsSuccess) return (traces, false);
        if (traces.Count == 0) throw new LaunchException($"{interpreter.Name} ended with {result.Ending} before its first program: {rest}");
        // A process that ends well in the middle of a program was ended by it.
        var ending = result.Ending;
        var broken = traces[^1] with { End = Observation.Of(result) with { Output = rest }, Crash = CrashReader.Read(rest, ending) };
        return ([.. traces.SkipLast(1), broken], whole);
    }

    private async Task<LaunchResult> LaunchAsync(Interpreter interpreter, IReadOnlyList<string> mode, IEnumerable<byte[]> programs, TimeSpan deadline, CancellationToken cancel)
    {
        using var slot = await slots.TakeAsync(0, cancel);
        using var scratch = new ScratchFolder();
        await using (var file = scratch.Create(BatchName))
            foreach (var program in programs) file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(program) + "\n"));
        var cage = new Cage(tools.Bubblewrap is not null, interpreter.Folder) { Shown = new Dictionary<string, string> { [BatchName] = scratch.PathOf(BatchName) } };
        cage = cage.With(interpreter.Wrapper, out var wrapper);
        var environment = ProgramEnvironment.Traced();
        foreach (var (name, value) in interpreter.Environment) environment[name] = value;
        if (!cage.Sandboxed) environment["TMPDIR"] = environment["HOME"] = scratch.Path;
        return await launcher.RunAsync(new()
        {
            Command = [.. wrapper, cage.Inner(Path.Combine(interpreter.Folder, interpreter.Program)), .. mode, cage.InnerFile(BatchName)],
            Environment = environment,
            WorkingDirectory = cage.Sandboxed ? null : scratch.Path,
            Deadline = deadline * interpreter.Slowdown,
            MemoryBytes = (long)(PlainMemory * interpreter.MemoryFactor),
            HeadBytes = MostOutput,
            Cage = cage,
        }, cancel);
    }
}
