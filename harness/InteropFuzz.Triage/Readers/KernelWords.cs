namespace InteropFuzz.Triage.Readers;

/// <summary>
/// What the Linux kernel writes to its log (dmesg, journal, syslog) about a process: <c>prog[123]: segfault at 8 ip 0000… sp
/// … error 6 in prog[…]</c>, <c>traps: prog[123] trap invalid opcode ip:…</c>, <c>Out of memory: Killed process 123 (prog)</c>.
/// Time stamps in front do not matter.
/// </summary>
internal static class KernelWords
{
    private static readonly List<(string Words, Symptom Symptom)> s_traps =
        [.. Table.Rows("kernel.tsv", 2).Select(row => (row[0], Symptom.Parse("signal/bare/" + row[1])))];

    /// <summary>The signal that ended a process, <c>oom-kill</c>, or null when the line is none of the kernel's.</summary>
    internal static Symptom? Classify(string line) => Trap(line) ?? (IsOomKill(line) ? Symptom.OomKill : null);

    private static Symptom? Trap(string line)
    {
        // The shapes: "[PID]: segfault at …", "[PID] trap … ip:…", "[PID]: unhandled exception: …". The name before may hold anything.
        for (int at = line.IndexOf(']', StringComparison.Ordinal); at >= 0; at = line.IndexOf(']', at + 1))
        {
            if (!EndsWithPid(line.AsSpan(0, at)))
            {
                continue;
            }

            ReadOnlySpan<char> said = line.AsSpan(at + 1).TrimStart(": ");
            foreach ((string words, Symptom symptom) in s_traps)
            {
                if (said.StartsWith(words, StringComparison.Ordinal) && HasRegisters(said))
                {
                    return symptom;
                }
            }
        }

        return null;
    }

    private static bool EndsWithPid(ReadOnlySpan<char> text)
    {
        int digits = text.Length - text.TrimEnd("0123456789").Length;
        return digits is > 0 and <= 10 && digits < text.Length && text[^(digits + 1)] == '[';
    }

    /// <summary>What no sentence of a program has: the instruction pointer as the kernel prints it, or an exception syndrome.</summary>
    private static bool HasRegisters(ReadOnlySpan<char> said) =>
        said.Contains(" ip ", StringComparison.Ordinal)
        || said.Contains(" ip:", StringComparison.Ordinal)
        || said.Contains(" ESR 0x", StringComparison.Ordinal)
        || said.Contains(": pc=", StringComparison.Ordinal);

    /// <summary>mm/oom_kill.c: the sum-up line of a kill, of the machine or of a control group.</summary>
    private static bool IsOomKill(string line) =>
        line.Contains("oom-kill:constraint=", StringComparison.Ordinal)
        || line.Contains("ut of memory: Killed process ", StringComparison.Ordinal)
        || line.Contains("ut of memory: Kill process ", StringComparison.Ordinal);
}
