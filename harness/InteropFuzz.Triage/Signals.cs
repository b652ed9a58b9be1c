using System.Globalization;

namespace InteropFuzz.Triage;

/// <summary>Names and numbers of Linux signals; the numbers are those of x86 and ARM (signal(7)).</summary>
public static class Signals
{
    private static readonly string[] s_names =
    [
        "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV",
        "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN",
        "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    // What strsignal says (glibc 2.36), as printed by shells, by "go run" and by qemu-user; other words are of zsh, ksh and macOS.
    private static readonly Dictionary<string, int> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Hangup"] = 1,
        ["Interrupt"] = 2,
        ["Quit"] = 3,
        ["Illegal instruction"] = 4,
        ["Illegal hardware instruction"] = 4,
        ["Trace/breakpoint trap"] = 5,
        ["Trace trap"] = 5,
        ["Aborted"] = 6,
        ["Abort"] = 6,
        ["Abort trap"] = 6,
        ["Bus error"] = 7,
        ["Floating point exception"] = 8,
        ["Killed"] = 9,
        ["Segmentation fault"] = 11,
        ["Memory fault"] = 11,
        ["Broken pipe"] = 13,
        ["Alarm clock"] = 14,
        ["Terminated"] = 15,
        ["Bad system call"] = 31,
    };

    /// <summary>The signal's name, such as <c>SIGSEGV</c> for 11; real-time signals (32 to 64) are <c>SIGRT32</c> and so on.</summary>
    /// <param name="number">The signal's number, 1 to 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside of 1 to 64.</exception>
    public static string Name(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 64);
        return number <= s_names.Length ? s_names[number - 1] : "SIGRT" + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the text is a signal's name as <see cref="Name"/> gives it.</summary>
    /// <param name="name">For example <c>SIGSEGV</c>.</param>
    public static bool IsName(string name) =>
        Array.IndexOf(s_names, name) >= 0
        || (name is ['S', 'I', 'G', 'R', 'T', _, _]
            && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= 32 and <= 64);

    /// <summary>The name of the signal that the C library describes with these words, or null.</summary>
    /// <param name="words">For example <c>Segmentation fault</c>; upper and lower case do not matter.</param>
    internal static string? FromWords(string words) => s_words.TryGetValue(words, out int number) ? Name(number) : null;
}
