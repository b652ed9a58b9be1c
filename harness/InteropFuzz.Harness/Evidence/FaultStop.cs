using System.Globalization;
using System.Text.RegularExpressions;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Evidence;

/// <summary>One stop of the debugger at a fault: a signal, or the entry of the runtime's way to die.</summary>
/// <param name="What">The signal's name, or <c>runtime.throw</c>, <c>runtime.fatal</c>, <c>runtime.fatalpanic</c>.</param>
/// <param name="Code">si_code of a signal: above 0 from the kernel, else sent by a process; null at a breakpoint.</param>
/// <param name="Address">si_addr; null at a breakpoint and for a signal that was sent.</param>
/// <param name="Thread">gdb's number of the thread.</param>
/// <param name="Pc">Its program counter.</param>
/// <param name="Sp">Its stack pointer.</param>
/// <param name="Frames">gdb's stack.</param>
/// <param name="Parts">What collectors asked for, by collector.</param>
public sealed partial record FaultStop(
    string What, int? Code, ulong? Address, int Thread, ulong Pc, ulong Sp, IReadOnlyList<string> Frames, IReadOnlyDictionary<string, IReadOnlyList<string>> Parts)
{
    /// <summary>Whether it is a stop at a signal.</summary>
    public bool IsSignal => Code is not null;

    /// <summary>How the program ended under the debugger; <see cref="Ending.Unknown"/> when gdb did not see it.</summary>
    public Ending Ending { get; init; } = Ending.Unknown;

    /// <summary>The lines that a collector asked for; empty when the debugger failed before them.</summary>
    public IReadOnlyList<string> PartOf(string collector) => Parts.GetValueOrDefault(collector) ?? [];

    /// <summary>
    /// Of all stops of a run that one that the program died of: the last, but not the runtime's consequences of it. Go turns a signal
    /// into a panic or throw and may send itself the signal again (runtime/signal_unix.go: sigpanic, raisebadsignal, dieFromSignal), and
    /// then the stack of the later stop shows the place of the earlier one, or of the runtime's own throw.
    /// </summary>
    public static FaultStop? Deadly(IReadOnlyList<FaultStop> stops)
    {
        var at = stops.Count - 1;
        while (at > 0 && stops[at].Follows(stops[at - 1])) at--;
        return at < 0 ? null : stops[at];
    }

    private bool Follows(FaultStop earlier)
        => Frames.Any(f => f.Contains($"0x{earlier.Pc:x16} in ", StringComparison.Ordinal))
            // The runtime's own signal behind its own throw.
            || (Code <= 0 && !earlier.IsSignal && Frames.Count > 0 && InRuntime().IsMatch(Frames[0]))
            // throw inside of fatalpanic and the like.
            || (!IsSignal && !earlier.IsSignal && Frames.Skip(1).Any(f => f.Contains($" in {earlier.What} (", StringComparison.Ordinal)));

    internal static ulong? Hex(ReadOnlySpan<char> word)
        => word.StartsWith("0x") && ulong.TryParse(word[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;

    [GeneratedRegex(@"^#0 +(0x[0-9a-f]+ in )?runtime\.")]
    private static partial Regex InRuntime();
}
