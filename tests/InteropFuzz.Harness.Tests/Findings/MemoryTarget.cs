using System.Text;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Tests.Findings;

/// <summary>A target of bytes that can be dropped one by one, in halves or quarters, and be made zero.</summary>
internal sealed class MemoryTarget : IFuzzTarget
{
    public string Name { get; init; } = "memory";

    public IReadOnlyDictionary<string, byte[]>? Program { get; init; }

    public Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel) => throw new NotSupportedException();

    public IEnumerable<byte[]> Seeds() => [];

    public IEnumerable<byte[]> Smaller(byte[] input)
    {
        for (var size = Math.Max(1, input.Length / 2); size > 0 && input.Length > 0; size /= 2)
            for (var at = 0; at < input.Length; at += size)
                yield return [.. input[..at], .. input[Math.Min(at + size, input.Length)..]];
        for (var at = 0; at < input.Length; at++)
            if (input[at] != 0) yield return [.. input[..at], 0, .. input[(at + 1)..]];
    }

    public string Show(byte[] input) => string.Join('\n', input.Select(b => $"byte {b}"));

    public Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel) => Task.FromResult(Program);
}

/// <summary>Performs inputs in memory: a rule says what an input shows at which try.</summary>
/// <param name="shows">From the input and the number of the process, counted from 0, to what it prints; null for a good end.</param>
internal sealed class MemoryReplayer(Func<byte[], int, string?> shows) : IFuzzReplayer
{
    public int Processes { get; private set; }

    public List<byte[]> Alone { get; } = [];

    public Func<GoVersion, IInstrument, string?> Why { get; init; } = (_, _) => null;

    public string? BuildFailure { get; init; }

    public string? WhyNot(GoVersion go, IInstrument instrument, Arch arch) => Why(go, instrument);

    public Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, IInstrument instrument, Arch arch, CancellationToken cancel)
        => BuildFailure is null ? Task.FromResult(new FuzzUnit("", "", toolchain, arch, instrument.Name)) : throw new FuzzTargetException(BuildFailure);

    public Task<Replay> RunAsync(string target, FuzzUnit unit, IReadOnlyList<byte[]> inputs, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var process = Processes++;
        if (inputs.Count == 1) Alone.Add(inputs[0]);
        for (var i = 0; i < inputs.Count; i++)
            if (shows(inputs[i], process) is { } output) return Task.FromResult(new Replay(i, Samples.Artifact(inputs[i], output, unit)));
        return Task.FromResult(new Replay(inputs.Count, Samples.Artifact(inputs[^1], null, unit)));
    }
}

/// <summary>Programs that are not built: a rule says what they show.</summary>
internal sealed class MemoryPrograms(Func<GoToolchain, IInstrument, string?> shows) : IProgramRunner
{
    public string? BuildFailure { get; init; }

    public Task<ProgramAnswer> RunAsync(IReadOnlyDictionary<string, byte[]> files, GoToolchain toolchain, IInstrument instrument, int tries, CancellationToken cancel)
    {
        var artifact = Samples.Artifact([], shows(toolchain, instrument), new("", "", toolchain, Arch.Amd64, instrument.Name));
        return Task.FromResult(BuildFailure is { } failure ? new ProgramAnswer([], failure, "cd reproducer") : new([.. Enumerable.Repeat((artifact.Observation, artifact.Crash), tries)], null, "cd reproducer && go run ."));
    }
}

/// <summary>Reports and what is around them.</summary>
internal static class Samples
{
    public static GoToolchain Go127 { get; } = new(new(27, 0), "/go", "cache");

    public static GoToolchain Go119 { get; } = new(new(19, 8), "/old", "cache");

    public static FuzzUnit Unit { get; } = new("", "", Go127, PlanWords.HostArch, "asan");

    public static FuzzSource Source { get; } = new() { Folder = "", Module = "memory", Covered = [] };

    /// <summary>AddressSanitizer's report of a write behind a block, in C functions called from Go.</summary>
    public static string Overflow(params string[] functions)
        => "=================================================================\n==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000000018 at pc 0x1 bp 0x2 sp 0x3\nWRITE of size 1 at 0x602000000018 thread T0\n"
            + string.Concat(functions.Select((f, i) => $"    #{i} 0x{i + 1:x} in {f} /src/{f}.c:{i + 1}\n"))
            + $"    #{functions.Length} 0xaa in _cgo_7209d64d5f19_Cfunc_{functions[^1]} /tmp/go-build/cgo-gcc-prolog:51\n    #{functions.Length + 1} 0xbb in runtime.asmcgocall.abi0 asm_amd64.s:923\n\nSUMMARY: AddressSanitizer: heap-buffer-overflow\n";

    public static Artifact Artifact(byte[] input, string? output, FuzzUnit? unit = null)
    {
        var ending = output is null ? Ending.Exited(0) : Ending.Exited(77);
        return new("memory", input, unit ?? Unit, new(ending, output ?? "", 0, 0, 0, 0), CrashReader.Read(output ?? "", ending));
    }

    public static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    public static HostTools Tools { get; } = new(new("gcc", "gcc 12.2"), null, false, null, null, "none", null);
}
