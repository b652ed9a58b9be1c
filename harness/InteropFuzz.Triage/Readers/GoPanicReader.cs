using System.Globalization;

namespace InteropFuzz.Triage.Readers;

/// <summary>
/// Go panics that nobody recovered: <c>panic: …</c> at the start of a line (runtime/panic.go, printpanics). The texts are in
/// go-panics.tsv; what is not there was raised by the program, unless it begins with "runtime error: ".
/// </summary>
internal sealed class GoPanicReader : IReportReader
{
    private const string Start = "panic: ";
    private const string RuntimeError = "runtime error: ";

    // Go makes a nil panic of a SIGSEGV below this address only (runtime/signal_unix.go, sigpanic).
    private const ulong FirstPage = 0x1000;

    private static readonly TextTable s_table = new("go-panics.tsv");
    private static readonly Symptom s_fault = Symptom.Parse("go-panic/fault");
    private static readonly Symptom s_nilDeref = Symptom.Parse("go-panic/nil-deref");
    private static readonly Symptom s_other = Symptom.Parse("go-panic/other");
    private static readonly Symptom s_user = Symptom.Parse("go-panic/user");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        foreach (GoReport report in text.GoReports)
        {
            if (report.Kind == GoReportKind.Panic && report.IsCredible(ending))
            {
                yield return text.Found(Classify(text, report), report.Header);
            }
        }

        if (ending.IsSuccess)
        {
            yield break;
        }

        for (int i = 0; i < text.Count; i++)
        {
            ReadOnlySpan<char> value = FuzzedValue(text, i);
            if (!value.IsEmpty)
            {
                yield return text.Found(OfValue(value), i);
            }
        }
    }

    /// <summary>
    /// The value of a panic that "go test -fuzz" met: the worker recovers it and logs it with the stack, indented
    /// (testing/testing.go, tRunner): <c>testing.go:1349: panic: …</c>. Empty for other lines.
    /// </summary>
    private static ReadOnlySpan<char> FuzzedValue(ReportText text, int index)
    {
        const string place = "testing.go:";
        ReadOnlySpan<char> line = text[index].AsSpan().TrimStart();
        if (!line.StartsWith(place, StringComparison.Ordinal) || !GoReport.IsTraceStart(text[index + 1].TrimStart()))
        {
            return default;
        }

        ReadOnlySpan<char> said = line[place.Length..].TrimStart("0123456789").TrimStart(": ");
        return said.StartsWith(Start, StringComparison.Ordinal) ? said[Start.Length..] : default;
    }

    private static Symptom OfValue(ReadOnlySpan<char> value) =>
        s_table.Find(value) ?? (value.StartsWith(RuntimeError, StringComparison.Ordinal) ? s_other : s_user);

    private static Symptom Classify(ReportText text, GoReport report)
    {
        Symptom symptom = OfValue(text[report.Header].AsSpan(Start.Length));
        return symptom == s_nilDeref && FaultAddress(text, report) >= FirstPage ? s_fault : symptom;
    }

    /// <summary>The address in <c>[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x…]</c>, or 0.</summary>
    private static ulong FaultAddress(ReportText text, GoReport report)
    {
        int end = report.Trace < 0 ? report.End : report.Trace;
        for (int i = report.Header + 1; i < end; i++)
        {
            string line = text[i];
            int at = line.IndexOf(" addr=0x", StringComparison.Ordinal);
            if (at >= 0 && line.StartsWith("[signal ", StringComparison.Ordinal))
            {
                ReadOnlySpan<char> digits = line.AsSpan(at + 8);
                int length = 0;
                while (length < digits.Length && char.IsAsciiHexDigit(digits[length]))
                {
                    length++;
                }

                return ulong.TryParse(digits[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address) ? address : 0;
            }
        }

        return 0;
    }
}
