using System.Globalization;
using System.Text;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Running;

/// <summary>What gdb is told when it runs a program for its C frames, and what it answers. Pure.</summary>
/// <remarks>
/// A Go program uses signals for its own ends: SIGSEGV for nil checks, SIGURG for preemption. What C code raises is never meant
/// that way, so gdb stops only where the program counter is outside of Go's text, shows the stack, and goes on: C code may have a
/// handler. The last such stop before the end is what the program died of. The program writes to /dev/null: nothing it prints can
/// be taken for gdb's words.
/// </remarks>
internal static class GdbScript
{
    /// <summary>Raised when what gdb is told changes, so that kept answers are not used any longer.</summary>
    internal const string Format = "interopfuzz-frames-1";

    private const string Stop = "INTEROPFUZZ stop ", Stopped = "INTEROPFUZZ stopped", Exit = "INTEROPFUZZ exit ", Signal = "INTEROPFUZZ signal ";

    /// <summary>gdb's words for the signals that mean a crash; not SIGTRAP, which gdb uses itself. With a fault address or not.</summary>
    private static readonly (string Name, string Words, bool Faults)[] s_signals =
    [
        ("SIGSEGV", "Segmentation fault", true),
        ("SIGBUS", "Bus error", true),
        ("SIGFPE", "Arithmetic exception", true),
        ("SIGILL", "Illegal instruction", true),
        ("SIGABRT", "Aborted", false),
        ("SIGSYS", "Bad system call", false),
    ];

    /// <summary>Options for any use: no start-up files, nothing loaded from beside a binary, nothing from the network.</summary>
    internal static IReadOnlyList<string> Options { get; } =
    [
        "-q", "-nx", "-batch",
        "-iex", "set auto-load no",
        "-iex", "set debuginfod enabled off",
        "-iex", "set confirm off",
        "-iex", "set width 0",
        "-iex", "set height 0",
        "-iex", "set print frame-arguments scalars",
        "-iex", "set print entry-values no",
        "-iex", "set print elements 16",
    ];

    /// <summary>gdb's arguments to run a program.</summary>
    /// <param name="script">Where <see cref="Text"/> is.</param>
    /// <param name="program">The program and its arguments.</param>
    internal static IReadOnlyList<string> Arguments(string script, IEnumerable<string> program) =>
    [
        .. Options,
        // gdb 13 resumes threads one by one otherwise, and fails when the first of them ends the process (5 of 10 runs).
        "-iex", "maint set target-non-stop off",
        "-x", script,
        // What goes wrong in the script ends the script only. When the program has ended already, this says so and does nothing.
        "-ex", "continue",
        // Only one of the two has a value; the other is an error that does not matter.
        "-ex", $"printf \"{Exit}%d\\n\", $_exitcode",
        "-ex", $"printf \"{Signal}%d\\n\", $_exitsignal",
        "--args", .. program,
    ];

    /// <summary>The script.</summary>
    internal static string Text { get; } = Write();

    /// <summary>Reads what gdb printed.</summary>
    /// <param name="output">All of it.</param>
    /// <returns>The program's end, <see cref="Ending.Unknown"/> when gdb did not see it; the last signal that C code raised, with the stack in gdb's form; null and empty when there was none.</returns>
    internal static (Ending Ending, string? Signal, string Stack) Read(string output)
    {
        var ending = Ending.Unknown;
        string? signal = null;
        var stack = new StringBuilder();
        var inStack = false;
        foreach (var line in output.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Stop))
            {
                signal = line[Stop.Length..].ToString();
                stack.Clear();
                inStack = true;
            }
            else if (line.StartsWith(Stopped)) inStack = false;
            else if (line.StartsWith(Exit) && int.TryParse(line[Exit.Length..], CultureInfo.InvariantCulture, out var code) && code is >= 0 and <= 255) ending = Ending.Exited(code);
            else if (line.StartsWith(Signal) && int.TryParse(line[Signal.Length..], CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 64) ending = Ending.Signalled(number);
            // On the language of a frame, and what else gdb worries about.
            else if (inStack && !line.StartsWith("warning: ", StringComparison.OrdinalIgnoreCase)) stack.Append(line).Append('\n');
        }
        return (ending, signal, stack.ToString());
    }

    /// <summary>
    /// The stack below Go's signal handler, when that is what ended the process: with GOTRACEBACK=crash Go reports a signal and then
    /// sends itself SIGABRT (runtime/signal_unix.go, sighandler and dieFromSignal, Go 1.22 to 1.27), so that a core file shows the
    /// second signal on top of the first. Go 1.19 throws instead, which leaves no trace of the first signal.
    /// </summary>
    /// <param name="stack">The lines of gdb's <c>bt</c>.</param>
    /// <returns>gdb's line for the first signal and the frames that raised it, counted from #0; null when it is not so.</returns>
    internal static (string Received, List<string> Stack)? BelowGo(List<string> stack)
    {
        const string handler = "runtime.sigtrampgo (sig=";
        var boundary = stack.FindLastIndex(l => l.EndsWith("<signal handler called>", StringComparison.Ordinal));
        var entry = boundary < 0 ? -1 : stack.FindLastIndex(boundary, l => l.Contains(handler, StringComparison.Ordinal));
        // Frames of others on top: it is their handler that ended the process.
        if (entry < 0 || stack.Take(boundary).Any(l => l.StartsWith('#') && !l.Contains("runtime.", StringComparison.Ordinal) && !l.EndsWith("<signal handler called>", StringComparison.Ordinal))) return null;
        var number = stack[entry].AsSpan(stack[entry].IndexOf(handler, StringComparison.Ordinal) + handler.Length);
        if (!int.TryParse(number[..Math.Max(0, number.IndexOf(','))], CultureInfo.InvariantCulture, out var signal) || signal is < 1 or > 64) return null;
        var known = Array.Find(s_signals, s => s.Name == Signals.Name(signal));
        if (known.Name is null) return null;
        var frames = stack.Skip(boundary + 1).Select((l, i) =>
            l.StartsWith('#') && l.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? string.Create(CultureInfo.InvariantCulture, $"#{i,-2}{l.AsSpan(space)}") : l);
        return ($"Program received signal {known.Name}, {known.Words}.", [.. frames]);
    }

    /// <summary>
    /// Whether gdb could not even start the program, which has run before: the system forbids ptrace. The child's own words on
    /// that (gdb 13, gdb/inf-ptrace.c) go where the program's output goes.
    /// </summary>
    internal static bool IsForbidden(string output) => output.Contains("During startup program exited with code 127", StringComparison.Ordinal);

    /// <summary>The signal that a symptom says C code raised; null for a symptom that gdb cannot add anything to.</summary>
    internal static string? SignalOf(Symptom symptom)
    {
        var name = symptom.Name;
        if (symptom.Family == "libc-abort") return "SIGABRT";
        var raised = name[(name.LastIndexOf('/') + 1)..];
        return (name.StartsWith("signal/in-c/", StringComparison.Ordinal) || name.StartsWith("signal/bare/", StringComparison.Ordinal))
            && Array.Exists(s_signals, s => s.Name == raised) ? raised : null;
    }

    /// <summary>What every script begins with: gdb is quiet, and stands in nobody's way unless a command says otherwise.</summary>
    internal const string Settings = """
        set pagination off
        set language c
        set startup-with-shell off
        set disable-randomization off
        set print thread-events off
        set print inferior-events off
        handle all nostop noprint pass

        """;

    private static string Write()
    {
        var text = new StringBuilder(Settings + """
            set inferior-tty /dev/null
            starti
            set $low = (unsigned long) &'runtime.text'
            set $high = (unsigned long) &'runtime.etext'

            """);
        foreach (var (name, words, faults) in s_signals)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                catch signal {name}
                condition $bpnum (unsigned long) $pc < $low || (unsigned long) $pc >= $high
                commands
                silent
                echo {Stop}{name}\n
                echo Program received signal {name}, {words}.\n
                bt 64

                """);
            // After a jump into nothing there is no instruction to show, and the try would end the script.
            if (faults) text.Append("""
                printf "fault address 0x%lx\n", $_siginfo._sifields._sigfault.si_addr
                if (unsigned long) $_siginfo._sifields._sigfault.si_addr != (unsigned long) $pc
                x/i $pc
                end

                """);
            text.Append(CultureInfo.InvariantCulture, $"""
                echo {Stopped}\n
                continue
                end

                """);
        }
        return text.Append("continue\n").ToString();
    }
}
