namespace InteropFuzz.Triage.Readers;

/// <summary>
/// The Go runtime's report of a signal that it cannot turn into a panic (runtime/signal_unix.go, sighandler and sigpanic):
/// <c>SIGSEGV: segmentation violation</c> / <c>PC=…</c> / <c>signal arrived during cgo execution</c>, or, for a SIGSEGV in C
/// before Go 1.22 and for one in the runtime, <c>fatal error: unexpected signal during runtime execution</c> /
/// <c>[signal SIGSEGV…</c>.
/// </summary>
internal sealed class GoSignalReader : IReportReader
{
    private const string Unexpected = "fatal error: unexpected signal during runtime execution";
    private const int TraceLines = 40;

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        bool earlier = false;
        foreach (GoReport report in text.GoReports)
        {
            if (!report.IsCredible(ending))
            {
                continue;
            }

            if (IsSignal(text, report) && SignalName(text, report) is { } name)
            {
                // SIGQUIT asks for a dump: on a timeout, or by GOTRACEBACK=crash for each further thread.
                if (name != "SIGQUIT" || !(earlier || ending.Kind == EndingKind.TimedOut))
                {
                    string place = IsInC(text, report) ? "in-c/" : "in-go/";
                    yield return text.Found(Symptom.Parse("signal/" + place + name), report.Header);
                }
            }

            earlier = true;
        }
    }

    /// <summary>Whether the report is about a signal, so that its fatal error says nothing of its own.</summary>
    internal static bool IsSignal(ReportText text, GoReport report) =>
        report.Kind == GoReportKind.Signal
        || (report.Kind == GoReportKind.Fatal
            && text[report.Header].StartsWith(Unexpected, StringComparison.Ordinal)
            && SignalName(text, report) is not null);

    private static string? SignalName(ReportText text, GoReport report)
    {
        if (report.Kind == GoReportKind.Signal)
        {
            return GoReport.SignalOf(text[report.Header]);
        }

        const string start = "[signal ";
        for (int i = report.Header + 1; i < report.End && i <= report.Header + 4; i++)
        {
            string line = text[i];
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith(start, StringComparison.Ordinal) && colon > start.Length)
            {
                string name = line[start.Length..colon];
                return Signals.IsName(name) ? name : null;
            }
        }

        return null;
    }

    private static bool IsInC(ReportText text, GoReport report)
    {
        int end = report.Trace < 0 ? report.End : report.Trace;
        for (int i = report.Header + 1; i < end; i++)
        {
            if (text[i].StartsWith("signal arrived during ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return report.Trace >= 0 && TraceEndsInC(text, report);
    }

    /// <summary>
    /// Go 1.19 says nothing about cgo when it throws: the system stack then holds throw and sigpanic only, because unwinding
    /// stops at the C code, and the goroutine below stands in runtime.cgocall. A signal on a thread that runs C without any
    /// goroutine is printed as "goroutine 0" with an unknown pc.
    /// </summary>
    private static bool TraceEndsInC(ReportText text, GoReport report)
    {
        bool afterSigpanic = false;
        for (int i = report.Trace; i < report.End && i < report.Trace + TraceLines; i++)
        {
            string line = text[i];
            if (line.StartsWith("runtime.cgocall(", StringComparison.Ordinal))
            {
                return true;
            }

            if (line.StartsWith("runtime: g 0", StringComparison.Ordinal) && line.Contains("unknown pc", StringComparison.Ordinal))
            {
                return true;
            }

            if (line.StartsWith("runtime: unknown pc", StringComparison.Ordinal))
            {
                return true;
            }

            // Any other Go function below sigpanic, or on top of the goroutine, was running when the signal came.
            bool isFunction = line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[^1] == ')';
            if (isFunction)
            {
                bool isReporter = line.StartsWith("runtime.throw(", StringComparison.Ordinal)
                    || line.StartsWith("runtime.sigpanic(", StringComparison.Ordinal);
                if (!isReporter)
                {
                    return false;
                }

                afterSigpanic |= line.StartsWith("runtime.sigpanic(", StringComparison.Ordinal);
            }
            else if (line.Length == 0 && !afterSigpanic && i > report.Trace + 1)
            {
                return false;
            }
        }

        return false;
    }
}
