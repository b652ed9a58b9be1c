using System.Buffers;
using System.Globalization;

namespace InteropFuzz.Triage.Readers;

/// <summary>
/// Windows names a death by a 32-bit code only, in whatever words: <c>Process exited with code -1073741819</c>,
/// <c>Exception code: 0xc0000005</c>, <c>exit code 3221225477</c> (windows-codes.tsv). Read in bare logs only,
/// and not where the Go runtime says more.
/// </summary>
internal sealed class WindowsCodeReader : IReportReader
{
    private static readonly Dictionary<string, Symptom> s_bySpelling = Spellings();
    private static readonly Dictionary<string, Symptom>.AlternateLookup<ReadOnlySpan<char>> s_lookup = s_bySpelling.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<string> s_spellings = SearchValues.Create([.. s_bySpelling.Keys], StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending) =>
        ending == Ending.Unknown && text.GoReports.Count == 0 ? text.FoundLines(Classify) : [];

    private static Symptom? Classify(string line)
    {
        int at = line.AsSpan().IndexOfAny(s_spellings);
        if (at < 0)
        {
            return null;
        }

        // The number has to end there: 0xC0000005FF is another one.
        ReadOnlySpan<char> rest = line.AsSpan(at);
        int start = rest[0] == '-' ? 1 : 0;
        int length = start;
        while (length < rest.Length && char.IsAsciiLetterOrDigit(rest[length]))
        {
            length++;
        }

        return s_lookup.TryGetValue(rest[..length], out Symptom symptom) ? symptom : null;
    }

    private static Dictionary<string, Symptom> Spellings()
    {
        Dictionary<string, Symptom> spellings = new(StringComparer.OrdinalIgnoreCase);
        foreach (string[] row in Table.Rows("windows-codes.tsv", 2))
        {
            uint code = uint.Parse(row[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            Symptom symptom = Symptom.Parse(row[1]);
            spellings.Add("0x" + row[0], symptom);
            spellings.Add(code.ToString(CultureInfo.InvariantCulture), symptom);
            spellings.Add(unchecked((int)code).ToString(CultureInfo.InvariantCulture), symptom);
        }

        return spellings;
    }
}
