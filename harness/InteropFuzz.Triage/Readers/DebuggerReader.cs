namespace InteropFuzz.Triage.Readers;

/// <summary>
/// Sessions of gdb (<c>Program received signal SIGSEGV, Segmentation fault.</c>, <c>Thread 3 "x" received signal …</c>,
/// <c>Program terminated with signal SIGABRT, Aborted.</c>) and lldb (<c>* thread #1, … stop reason = signal SIGSEGV: …</c>).
/// A program may take signals and go on, so only the last stop of a session counts. Whether C or Go code ran is told by the
/// innermost frame that has a name; Go's have a dot in it. Read in bare logs only.
/// </summary>
internal sealed class DebuggerReader : IReportReader
{
    private const int MaxFrameLines = 200;
    private const string StopReason = "stop reason = ";

    private static readonly string[] s_gdb = [" received signal ", " terminated with signal "];

    // Mach exceptions and the signals they become (XNU bsd/uxkern/ux_exception.c).
    private static readonly (string Name, string Signal)[] s_exceptions =
    [
        ("EXC_BAD_ACCESS", "SIGSEGV"),
        ("EXC_BAD_INSTRUCTION", "SIGILL"),
        ("EXC_ARITHMETIC", "SIGFPE"),
        ("EXC_BREAKPOINT", "SIGTRAP"),
        ("EXC_CRASH", "SIGABRT"),
    ];

    private static readonly string[] s_compilerSuffixes = [".cold", ".part.", ".isra.", ".constprop.", ".llvm.", ".lto_priv.", ".0"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        if (ending != Ending.Unknown)
        {
            yield break;
        }

        int last = -1;
        string? signal = null;
        for (int i = 0; i < text.Count; i++)
        {
            if (SignalAt(text[i]) is { } name)
            {
                last = i;
                signal = name;
            }
        }

        if (signal is not null)
        {
            (string place, string? first) = Place(text, last);
            yield return text.Found(Symptom.Parse("signal/" + place + (first ?? signal)), last);
        }
    }

    private static string? SignalAt(string line)
    {
        foreach (string words in s_gdb)
        {
            int at = line.IndexOf(words, StringComparison.Ordinal);
            if (at >= 0 && (line.StartsWith("Program", StringComparison.Ordinal) || line.StartsWith("Thread ", StringComparison.Ordinal)))
            {
                return Fatal(line.AsSpan(at + words.Length));
            }
        }

        int stop = line.IndexOf(StopReason, StringComparison.Ordinal);
        if (stop < 0 || !line.AsSpan().TrimStart(" *").StartsWith("thread #", StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> reason = line.AsSpan(stop + StopReason.Length);
        foreach ((string name, string signal) in s_exceptions)
        {
            if (reason.StartsWith(name, StringComparison.Ordinal))
            {
                return signal;
            }
        }

        return reason.StartsWith("signal ", StringComparison.Ordinal) ? Fatal(reason["signal ".Length..]) : null;
    }

    /// <summary>The signal's name where the text begins with one that kills; others are stops that a person or the runtime asked for.</summary>
    private static string? Fatal(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('A', 'Z');
        string name = (end < 0 ? text : text[..end]).ToString();
        return name is "SIGSEGV" or "SIGABRT" or "SIGBUS" or "SIGFPE" or "SIGILL" or "SIGTRAP" or "SIGSYS" or "SIGKILL" or "SIGQUIT" ? name : null;
    }

    /// <summary>
    /// Where the signal met the program. A core written by the Go runtime's own abort (GOTRACEBACK=crash) has the runtime's
    /// handlers on top; what ran, and the number of the signal that came first, is at the last <c>&lt;signal handler called&gt;</c>.
    /// </summary>
    private static (string Place, string? First) Place(ReportText text, int stop)
    {
        string place = "bare/";
        string? first = null;
        string? handled = null;
        bool known = false;
        for (int i = stop + 1; i < text.Count && i <= stop + MaxFrameLines; i++)
        {
            string line = text[i];
            handled = HandledSignal(line) ?? handled;
            if (line.Contains("<signal handler called>", StringComparison.Ordinal))
            {
                known = false;
                first = handled;
            }
            else if (!known && Function(line) is { } function)
            {
                place = IsGo(function) ? "in-go/" : "in-c/";
                known = true;
            }
            else if (known && IsOtherThread(line))
            {
                break;
            }
        }

        return (place, first);
    }

    /// <summary>The signal in <c>in runtime.sigtrampgo (sig=11, info=…)</c>; a 0 there is a register that was lost.</summary>
    private static string? HandledSignal(string line)
    {
        const string handler = "runtime.sigtrampgo (sig=";
        int at = line.IndexOf(handler, StringComparison.Ordinal);
        int end = at < 0 ? -1 : line.IndexOf(',', at);
        return end > 0 && int.TryParse(line.AsSpan((at + handler.Length)..end), out int number) && number is >= 1 and <= 64
            ? Signals.Name(number)
            : null;
    }

    private static bool IsOtherThread(string line) =>
        line.StartsWith("Thread ", StringComparison.Ordinal) || line.StartsWith("  thread #", StringComparison.Ordinal);

    /// <summary>
    /// The function of a frame: <c>0x0000555555555175 in inner (p=0x8) at t.c:4</c>, <c>#0  0x0000555555555175 in inner (p=0x8) at t.c:4</c>, <c>#0  inner (p=0x8) at t.c:4</c>,
    /// <c>frame #0: 0x… prog`inner(p=0x8) at t.c:4:32</c>; null for other lines and frames without a name.
    /// </summary>
    private static string? Function(string line)
    {
        ReadOnlySpan<char> rest = line.AsSpan().TrimStart(" *");
        if (rest.StartsWith("frame #", StringComparison.Ordinal))
        {
            int tick = rest.IndexOf('`');
            if (tick < 0)
            {
                return null;
            }

            rest = rest[(tick + 1)..];
            int end = rest.IndexOfAny("( ");
            return end == 0 ? null : (end < 0 ? rest : rest[..end]).ToString();
        }

        // Where a program stops, gdb shows the frame without a number.
        bool isNumbered = rest is ['#', >= '0' and <= '9', ..];
        bool isShown = line.StartsWith("0x", StringComparison.Ordinal);
        if (!isNumbered && !isShown)
        {
            return null;
        }

        rest = isNumbered ? rest[1..].TrimStart("0123456789").TrimStart(' ') : rest;
        if (rest.StartsWith("0x", StringComparison.Ordinal))
        {
            int within = rest.IndexOf(" in ", StringComparison.Ordinal);
            if (within < 0)
            {
                return null;
            }

            rest = rest[(within + 4)..];
        }

        int stop = rest.IndexOf(" (", StringComparison.Ordinal);
        return stop <= 0 || rest[..stop] is "??" ? null : rest[..stop].ToString();
    }

    /// <summary>Go's names hold the package and a dot. C's hold one only before what a compiler adds.</summary>
    private static bool IsGo(string function)
    {
        int dot = function.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && !function.Contains("::", StringComparison.Ordinal)
            && !function.StartsWith("_cgo_", StringComparison.Ordinal)
            && !Array.Exists(s_compilerSuffixes, suffix => function.AsSpan(dot).StartsWith(suffix, StringComparison.Ordinal));
    }
}
