namespace InteropFuzz.Triage.Readers;

/// <summary>
/// What shells, make, "go run", "go test" and qemu-user print of a process that a signal ended.
/// </summary>
internal static class ShellWords
{
    private const string Dumped = "(core dumped)";
    private const string Qemu = "qemu: uncaught target signal ";
    private const string GoRun = "signal: ";
    private const string ScriptLine = ": line ";

    // The longest of the words about a signal has 28 letters.
    private const int MaxWords = 40;

    /// <summary>The signal's name when the line says nothing else, however the process of the text ended.</summary>
    internal static string? OfWholeLine(ReadOnlySpan<char> line)
    {
        if (line.StartsWith(Qemu, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> number = line[Qemu.Length..];
            int end = number.IndexOf(' ');
            return int.TryParse(end < 0 ? number : number[..end], out int signal) && signal is >= 1 and <= 64 ? Signals.Name(signal) : null;
        }

        ReadOnlySpan<char> words = line.EndsWith(Dumped, StringComparison.Ordinal) ? line[..^Dumped.Length].TrimEnd(' ') : line;
        if (words.StartsWith(GoRun, StringComparison.Ordinal))
        {
            words = words[GoRun.Length..];
        }
        else if (words.Length == line.Length && words is not ("Segmentation fault" or "Aborted" or "Bus error" or "Illegal instruction"))
        {
            return null;
        }

        return Name(words);
    }

    /// <summary>
    /// The signal's name in a bare log: also among other words of a shell or of make. <c>run.sh: line 3:  1234 Aborted  ./prog</c>
    /// (bash), <c>zsh: abort  ./prog</c>, <c>Killed</c> (dash), <c>Segmentation fault: 11</c> (macOS), <c>make: *** [Makefile:2:
    /// run] Segmentation fault</c>.
    /// </summary>
    internal static string? Within(ReadOnlySpan<char> line)
    {
        int dumped = line.IndexOf(Dumped, StringComparison.Ordinal);
        if (dumped > 0)
        {
            return AtEnd(line[..dumped].TrimEnd(' '));
        }

        if (line is "Killed" or "Floating point exception" or "Trace/breakpoint trap" or "Bad system call")
        {
            return Name(line);
        }

        if (line.StartsWith("make", StringComparison.Ordinal) && line.Contains(": *** [", StringComparison.Ordinal))
        {
            int bracket = line.LastIndexOf("] ", StringComparison.Ordinal);
            return bracket < 0 ? null : Name(line[(bracket + 2)..]);
        }

        // macOS puts the signal's number behind the words.
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0 || line[(colon + 2)..] is [>= '0' and <= '9'] or [>= '0' and <= '9', >= '0' and <= '9'])
        {
            return colon < 0 ? null : Name(line[..colon]);
        }

        // zsh has only its own name in front, bash the script's, mostly the line's number, and the number of the process.
        if (line.StartsWith("zsh: ", StringComparison.Ordinal))
        {
            return AtStart(line[(colon + 2)..]);
        }

        int script = line.IndexOf(ScriptLine, StringComparison.Ordinal);
        ReadOnlySpan<char> rest = script < 0 ? line[(colon + 2)..] : line[(script + ScriptLine.Length)..].TrimStart("0123456789").TrimStart(':');
        ReadOnlySpan<char> process = rest.TrimStart(' ');
        ReadOnlySpan<char> words = process.TrimStart("0123456789");
        return words.Length < process.Length && words is [' ', ..] ? AtStart(words[1..]) : null;
    }

    private static string? AtStart(ReadOnlySpan<char> text)
    {
        // The words end at two blanks; the longest, of 24 letters, leave room for one only.
        int end = text.IndexOf("  ", StringComparison.Ordinal);
        return Name(end < 0 ? text : text[..end]) ?? (text.StartsWith("Floating point exception", StringComparison.Ordinal) ? "SIGFPE" : null);
    }

    /// <summary>The signal whose words the text ends with; they are one to three.</summary>
    private static string? AtEnd(ReadOnlySpan<char> text)
    {
        string? found = null;
        int start = text.Length;
        for (int words = 0; words < 3 && start > 0; words++)
        {
            start = Math.Max(0, text[..Math.Max(0, start - 1)].LastIndexOf(' ') + 1);
            found = Name(text[start..]) ?? found;
        }

        return found;
    }

    private static string? Name(ReadOnlySpan<char> words) => words.Length <= MaxWords ? Signals.FromWords(words.ToString()) : null;
}
