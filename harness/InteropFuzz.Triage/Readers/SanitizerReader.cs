namespace InteropFuzz.Triage.Readers;

/// <summary>
/// AddressSanitizer (HWASan and GWP-ASan too), LeakSanitizer, MemorySanitizer, ThreadSanitizer and libFuzzer as the C compilers ship them:
/// <c>==PID==ERROR: AddressSanitizer: heap-use-after-free on address …</c>. The kind is the word after the name; sanitizers.tsv
/// has the texts for which that is not so.
/// </summary>
internal sealed class SanitizerReader : IReportReader
{
    private const string Summary = "SUMMARY: ";
    private const string GwpAsan = "*** GWP-ASan detected a memory error ***";

    private static readonly TextTable s_table = new("sanitizers.tsv");
    private static readonly string[] s_levels = ["ERROR: ", "WARNING: ", "FATAL: "];

    private static readonly (string Name, string Family)[] s_sanitizers =
    [
        ("AddressSanitizer: ", "asan/"),
        ("HWAddressSanitizer: ", "asan/"),
        ("MemorySanitizer: ", "msan/"),
        ("ThreadSanitizer: ", "tsan/"),
        ("UndefinedBehaviorSanitizer: ", "ubsan/"),
    ];

    private static readonly Symptom s_other = Symptom.Parse("asan/other");
    private static readonly Symptom s_deadly = Symptom.Parse("asan/DEADLYSIGNAL");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        List<Finding> reports = [];
        List<Finding> hints = [];
        for (int i = 0; i < text.Count; i++)
        {
            string line = text[i];
            bool isHint = line.StartsWith(Summary, StringComparison.Ordinal);
            ReadOnlySpan<char> rest = isHint ? line.AsSpan(Summary.Length) : WithoutMarks(line);
            if (line == GwpAsan)
            {
                reports.Add(text.Found(s_table.Find("GWP-ASan: " + text[i + 1]) ?? s_other, i + 1));
            }
            else if (Classify(rest) is { } symptom)
            {
                (isHint || symptom == s_deadly ? hints : reports).Add(text.Found(symptom, i));
            }
        }

        // The summary repeats what was said; it counts where the rest is missing. So does the bare word DEADLYSIGNAL.
        return reports.Count > 0 ? reports : hints.FindAll(hint => hint.Symptom != s_deadly) is { Count: > 0 } said ? said : hints;
    }

    private static ReadOnlySpan<char> WithoutMarks(string line)
    {
        // libFuzzer puts a blank behind the mark.
        ReadOnlySpan<char> rest = PidMark.TrySplit(line, out ReadOnlySpan<char> marked) ? marked.TrimStart(' ') : line;
        foreach (string level in s_levels)
        {
            if (rest.StartsWith(level, StringComparison.Ordinal))
            {
                return rest[level.Length..];
            }
        }

        return rest;
    }

    private static Symptom? Classify(ReadOnlySpan<char> rest)
    {
        if (s_table.Find(rest) is { } known)
        {
            return known;
        }

        foreach ((string name, string family) in s_sanitizers)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
            {
                ReadOnlySpan<char> kind = rest[name.Length..];
                int end = kind.IndexOfAny(' ', ':', '(');
                return Symptom.TryParse(string.Concat(family, end < 0 ? kind : kind[..end]), out Symptom symptom)
                    ? symptom
                    : Symptom.Parse(family + "other");
            }
        }

        return null;
    }
}
