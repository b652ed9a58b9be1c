namespace InteropFuzz.Triage.Readers;

/// <summary>
/// Words of others about a process that died: qemu-user, "go run" and shells; in bare logs also the kernel, service managers,
/// containers, build servers and Valgrind (<c>Process terminating with default action of signal 11</c>).
/// </summary>
internal sealed class BareSignalReader : IReportReader
{
    private const string Bare = "signal/bare/";
    private const string Terminating = " Process terminating with default action of signal ";

    private static readonly Symptom s_killed = Symptom.Parse("signal/bare/SIGKILL");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        if (ending.IsSuccess)
        {
            return [];
        }

        if (ending != Ending.Unknown)
        {
            return text.FoundLines(line => OfSignal(ShellWords.OfWholeLine(line.AsSpan().TrimEnd())));
        }

        List<Finding> findings = [.. text.FoundLines(InBareLog)];

        // The out-of-memory killer's signal is no news beside its own words.
        if (findings.Exists(finding => finding.Symptom == Symptom.OomKill))
        {
            findings.RemoveAll(finding => finding.Symptom == s_killed);
        }

        // An exit code stands for the death only where nothing says more.
        if (text.GoReports.Count > 0 || findings.Exists(finding => finding.Symptom.Family != "exit"))
        {
            findings.RemoveAll(finding => finding.Symptom.Family == "exit");
        }

        return findings;
    }

    private static Symptom? InBareLog(string line)
    {
        ReadOnlySpan<char> trimmed = line.AsSpan().TrimEnd();
        if (PidMark.TrySplit(line, out ReadOnlySpan<char> rest))
        {
            return rest.StartsWith(Terminating, StringComparison.Ordinal) ? OfSignal(Numbered(rest[Terminating.Length..])) : null;
        }

        return OfSignal(ShellWords.OfWholeLine(trimmed) ?? ShellWords.Within(trimmed))
            ?? KernelWords.Classify(line)
            ?? EndingWords.Classify(line);
    }

    private static string? Numbered(ReadOnlySpan<char> text)
    {
        int end = text.IndexOf(' ');
        return int.TryParse(end < 0 ? text : text[..end], out int signal) && signal is >= 1 and <= 64 ? Signals.Name(signal) : null;
    }

    private static Symptom? OfSignal(string? signal) => signal is null ? null : Symptom.Parse(Bare + signal);
}
