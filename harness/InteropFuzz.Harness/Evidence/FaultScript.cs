using System.Globalization;
using System.Text;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Evidence;

/// <summary>
/// What gdb is told when it runs a program to its death for evidence, and what it answers. Pure. Unlike <see cref="GdbScript"/>, which
/// shows C frames alone, it stops at signals in Go code too, and where the runtime begins to die.
/// </summary>
/// <remarks>
/// The program writes into a file, which is shown behind everything that gdb says: so nothing that it prints can be taken for gdb's
/// words, and the addresses in it are those of this run, whose memory map is known.
/// </remarks>
public static class FaultScript
{
    private const string Stop = "INTEROPFUZZ stop ", Part = "INTEROPFUZZ part ", Stopped = "INTEROPFUZZ stopped", Printed = "INTEROPFUZZ printed";
    private const string Exit = "INTEROPFUZZ exit ", Signal = "INTEROPFUZZ signal ", Frames = "frames";

    /// <summary>A program may live with faults (nil checks that it recovers from): this many are looked at.</summary>
    private const int MostStops = 16;

    private static readonly string[] s_signals = ["SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGABRT", "SIGSYS"];

    /// <summary>Where the runtime begins to die (runtime/panic.go, Go 1.19 to 1.27).</summary>
    private static readonly string[] s_deaths = ["runtime.throw", "runtime.fatal", "runtime.fatalpanic"];

    /// <summary>gdb's arguments to run a program.</summary>
    /// <param name="script">Where <see cref="Text"/> is.</param>
    /// <param name="program">The program and its arguments.</param>
    /// <param name="printed">The file for what the program prints.</param>
    internal static IReadOnlyList<string> Arguments(string script, IEnumerable<string> program, string printed) =>
    [
        .. GdbScript.Options,
        // gdb 13 resumes threads one by one otherwise, and fails when the first of them ends the process.
        "-iex", "maint set target-non-stop off",
        "-iex", $"shell : > {Shell.Quote(printed)}",
        "-iex", $"set inferior-tty {printed}",
        "-x", script,
        // What goes wrong in the commands of a stop ends these and the script; the program goes on here.
        "-ex", "continue", "-ex", "continue", "-ex", "continue", "-ex", "continue",
        "-ex", $"printf \"{Exit}%d\\n\", $_exitcode",
        "-ex", $"printf \"{Signal}%d\\n\", $_exitsignal",
        "-ex", $"echo {Printed}\\n",
        "-ex", $"shell tail -c 65536 {Shell.Quote(printed)}",
        "--args", .. program,
    ];

    /// <summary>The script.</summary>
    internal static string Text(GoVersion go, IEnumerable<ICollector> collectors)
    {
        var text = new StringBuilder(GdbScript.Settings + """
            starti
            set $stops = 0
            define interopfuzz_look
              printf "thread %d pc 0x%lx sp 0x%lx\n", $_thread, $pc, $sp

            """);
        text.Append(CultureInfo.InvariantCulture, $"  echo {Part}{Frames}\\n\n  bt 32\n");
        foreach (var c in collectors)
        {
            if (c.AskDebugger(go) is not { Count: > 0 } commands) continue;
            text.Append(CultureInfo.InvariantCulture, $"  echo {Part}{c.Name}\\n\n");
            foreach (var command in commands) text.Append("  ").Append(command).Append('\n');
        }
        text.Append("end\n");
        foreach (var signal in s_signals)
            Commands(text, $"catch signal {signal}", signal, "printf \"code %d address 0x%lx\\n\", $_siginfo.si_code, $_siginfo._sifields._sigfault.si_addr\n");
        foreach (var death in s_deaths) Commands(text, $"break {death}", death, "");
        return text.Append("continue\n").ToString();
    }

    private static void Commands(StringBuilder text, string where, string what, string more)
        => text.Append(CultureInfo.InvariantCulture, $"""
            {where}
            commands
            silent
            set $stops = $stops + 1
            if $stops <= {MostStops}
            echo {Stop}{what}\n
            {more}interopfuzz_look
            echo {Stopped}\n
            end
            continue
            end

            """);

    /// <summary>Reads what gdb printed.</summary>
    /// <returns>All stops in their order, how the program ended, and what it printed.</returns>
    public static (IReadOnlyList<FaultStop> Stops, Ending Ending, string Printed) Read(string output)
    {
        var end = output.IndexOf("\n" + Printed + "\n", StringComparison.Ordinal);
        var printed = end < 0 ? "" : output[(end + Printed.Length + 2)..];
        // What gdb says of the file that stands for a terminal.
        const string warning = "warning: GDB: Failed to set controlling terminal";
        if (printed.StartsWith(warning, StringComparison.Ordinal)) printed = printed[(printed.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var ending = Ending.Unknown;
        var stops = new List<FaultStop>();
        Draft? draft = null;
        foreach (var line in output[..Math.Max(0, end)].Split('\n'))
        {
            if (line.StartsWith(Stop, StringComparison.Ordinal))
            {
                if (draft?.Make() is { } broken) stops.Add(broken);
                draft = new(line[Stop.Length..]);
            }
            else if (line == Stopped)
            {
                if (draft?.Make() is { } stop) stops.Add(stop);
                draft = null;
            }
            else if (line.StartsWith(Exit, StringComparison.Ordinal) && int.TryParse(line.AsSpan(Exit.Length), CultureInfo.InvariantCulture, out var code) && code is >= 0 and <= 255) ending = Ending.Exited(code);
            else if (line.StartsWith(Signal, StringComparison.Ordinal) && int.TryParse(line.AsSpan(Signal.Length), CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 64) ending = Ending.Signalled(number);
            else draft?.Add(line);
        }
        if (draft?.Make() is { } last) stops.Add(last);
        return (stops, ending, printed);
    }

    /// <summary>A stop whose lines come in.</summary>
    private sealed class Draft(string what)
    {
        private readonly Dictionary<string, IReadOnlyList<string>> _parts = [];
        private List<string>? _part;
        private int? _code;
        private ulong? _address;
        private (int Thread, ulong Pc, ulong Sp)? _where;

        public void Add(string line)
        {
            if (line.StartsWith(Part, StringComparison.Ordinal)) _parts[line[Part.Length..]] = _part = [];
            else if (_part is not null)
            {
                // On the language of a frame, and what else gdb worries about.
                if (!line.StartsWith("warning: ", StringComparison.OrdinalIgnoreCase)) _part.Add(line);
            }
            else
            {
                var words = line.Split(' ');
                if (words is ["code", var code, "address", var address])
                {
                    _code = int.TryParse(code, CultureInfo.InvariantCulture, out var value) ? value : 0;
                    // A signal that was sent has its sender there.
                    _address = _code > 0 ? FaultStop.Hex(address) : null;
                }
                else if (words is ["thread", var thread, "pc", var pc, "sp", var sp] && int.TryParse(thread, CultureInfo.InvariantCulture, out var n))
                    _where = (n, FaultStop.Hex(pc) ?? 0, FaultStop.Hex(sp) ?? 0);
            }
        }

        public FaultStop? Make()
        {
            if (_where is not { } at) return null;
            _parts.Remove(Frames, out var frames);
            return new(what, _code, _address, at.Thread, at.Pc, at.Sp, frames ?? [], _parts);
        }
    }
}
