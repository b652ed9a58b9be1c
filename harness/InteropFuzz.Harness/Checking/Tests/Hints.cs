using System.Text.RegularExpressions;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>Reads what tests say of their surroundings. Pure.</summary>
public static partial class Hints
{
    /// <summary>Why a test probably failed, when it is what the cage does not give; null when it does not look so.</summary>
    public static string? Of(string text)
        => Network().IsMatch(text) ? "it seems to need the network, which tests do not have unless --network is given"
            : Tty().IsMatch(text) ? "it seems to need a terminal, which tests do not have"
            : TooLarge().IsMatch(text) ? "it wrote a file larger than tests may (512 MiB), or more into /tmp"
            : ReadOnly().IsMatch(text) ? "it seems to write where tests may not: beside the package's own folder and /tmp everything is read-only"
            : null;

    /// <summary>The first line that says something, without the position in front.</summary>
    public static string? FirstWords(string text)
        => text.Split('\n').Select(l => Position().Replace(l.Trim(), "")).FirstOrDefault(l => l.Length > 0) is { } words ? (words.Length > 200 ? words[..200] + "…" : words) : null;

    /// <summary>Whether a process was ended for writing too large a file (RLIMIT_FSIZE).</summary>
    public static bool FileTooLarge(string output, Ending ending)
        => ending == Ending.Signalled(25) || output.Contains("SIGXFSZ: file size limit exceeded", StringComparison.Ordinal);

    /// <summary>The test that testing's own timeout names first (testing.go, alarm; Go 1.20 and later); null when that is not how it ended.</summary>
    internal static LoggedTest? Running(Crash crash, TestLog log)
    {
        if (!crash.FirstLine.Contains("test timed out after", StringComparison.Ordinal)) return null;
        var named = log.Unfinished.Where(t => t.Text.Contains("test timed out after", StringComparison.Ordinal)).ToList();
        return named.Count > 0 ? named[^1] : log.Unfinished.LastOrDefault();
    }

    [GeneratedRegex(@"network is unreachable|no such host|Temporary failure in name resolution|dial (tcp|udp)[^\n]*(connection refused|i/o timeout|cannot assign requested address)")]
    private static partial Regex Network();

    [GeneratedRegex(@"inappropriate ioctl for device|/dev/tty: no such device|not a (tty|terminal)", RegexOptions.IgnoreCase)]
    private static partial Regex Tty();

    [GeneratedRegex(@"file too large|no space left on device")]
    private static partial Regex TooLarge();

    [GeneratedRegex(@"read-only file system")]
    private static partial Regex ReadOnly();

    [GeneratedRegex(@"^\S+\.go:\d+: ")]
    private static partial Regex Position();
}
