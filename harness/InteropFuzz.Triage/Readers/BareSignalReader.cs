namespace InteropFuzz.Triage.Readers;

/// <summary>
/// Words of others about a process that a signal ended: qemu-user (<c>qemu: uncaught target signal 11 (Segmentation fault) -
/// core dumped</c>), "go run" and "go test" (<c>signal: segmentation fault (core dumped)</c>) and shells.
/// </summary>
internal sealed class BareSignalReader : IReportReader
{
    private const string Bare = "signal/bare/";
    private const string Dumped = " (core dumped)";
    private const string Qemu = "qemu: uncaught target signal ";
    private const string GoRun = "signal: ";

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        if (ending.IsSuccess)
        {
            yield break;
        }

        for (int i = 0; i < text.Count; i++)
        {
            if (SignalName(text[i].AsSpan().TrimEnd()) is { } name)
            {
                yield return text.Found(Symptom.Parse(Bare + name), i);
            }
        }
    }

    private static string? SignalName(ReadOnlySpan<char> line)
    {
        if (line.StartsWith(Qemu, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> number = line[Qemu.Length..];
            int end = number.IndexOf(' ');
            return int.TryParse(end < 0 ? number : number[..end], out int signal) && signal is >= 1 and <= 64 ? Signals.Name(signal) : null;
        }

        ReadOnlySpan<char> words = line.EndsWith(Dumped, StringComparison.Ordinal) ? line[..^Dumped.Length] : line;
        if (words.StartsWith(GoRun, StringComparison.Ordinal))
        {
            words = words[GoRun.Length..];
        }
        else if (words.Length == line.Length && words is not ("Segmentation fault" or "Aborted" or "Bus error" or "Illegal instruction"))
        {
            return null;
        }

        // The longest of these words has 24 letters.
        return words.Length <= 40 ? Signals.FromWords(words.ToString()) : null;
    }
}
