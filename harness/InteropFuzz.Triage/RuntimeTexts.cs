using System.Globalization;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Triage;

/// <summary>
/// Everything that the Go runtime can print as its last words, on linux, amd64 and arm64: the embedded table runtime-texts.tsv,
/// which <c>interopfuzz runtime-texts --write</c> makes from the sources of installed releases. Loaded when first asked for.
/// </summary>
public static class RuntimeTexts
{
    private const int LongText = 12;
    private const string RuntimeError = "runtime error: ";

    private static readonly Lazy<IReadOnlyList<RuntimeText>> s_all = new(Load);
    private static readonly Lazy<(TextTable Fatals, TextTable Panics, TextTable Lines)> s_tables =
        new(() => (new TextTable("go-fatals.tsv"), new TextTable("go-panics.tsv"), new TextTable("go-lines.tsv")));

    private static readonly string[] s_prefixes = ["fatal error: ", "panic: ", "\tfatal error: ", "\tpanic: "];

    /// <summary>The rows of the table.</summary>
    public static IReadOnlyList<RuntimeText> All => s_all.Value;

    /// <summary>The text that a line shows; null when the runtime prints no such line. Of several that fit the one that says most.</summary>
    /// <param name="line">A line of a report, with or without <c>fatal error: </c> or <c>panic: </c> in front.</param>
    public static RuntimeText? Find(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        ReadOnlySpan<char> shown = line;
        string? prefix = Array.Find(s_prefixes, each => line.StartsWith(each, StringComparison.Ordinal));
        shown = shown[(prefix?.Length ?? 0)..].Trim();
        (RuntimeText? text, int fit) = Best(shown, prefix);
        (RuntimeText? error, int errorFit) = Best(string.Concat(RuntimeError, shown), prefix);
        return errorFit - RuntimeError.Length > fit ? error : text ?? Beginning(shown.ToString(), prefix);
    }

    /// <summary>The rules' decision about a text of the runtime's sources.</summary>
    /// <param name="kind">By which means it is printed.</param>
    /// <param name="text">The text.</param>
    /// <param name="file">The file below GOROOT/src.</param>
    /// <param name="leadsTo">Of a note: the text of the throw that follows.</param>
    /// <returns>The symptom, or null for a line that says nothing by itself; and whether a rule has decided at all.</returns>
    public static (Symptom? Symptom, bool IsDecided) Decide(RuntimeTextKind kind, string text, string file, string? leadsTo)
    {
        TextTable table = kind switch
        {
            RuntimeTextKind.Panic => s_tables.Value.Panics,
            RuntimeTextKind.Line => s_tables.Value.Lines,
            _ => s_tables.Value.Fatals,
        };
        if (table.Find(leadsTo ?? text) is { } symptom)
        {
            return (symptom, true);
        }

        string[]? rule = Table.Rows("runtime-text-rules.tsv", 4)
            .Where(row => row[0] == Name(kind) && (row[1] == "text" ? text : file).StartsWith(row[2], StringComparison.Ordinal))
            .OrderByDescending(row => row[1] == "text")
            .ThenByDescending(row => row[2].Length)
            .FirstOrDefault();
        return rule is null ? (null, false) : (rule[3] == "-" ? null : Symptom.Parse(rule[3]), true);
    }

    /// <summary>The likeliest fault class of a symptom, or null.</summary>
    /// <param name="symptom">The symptom.</param>
    public static FaultClass? LikeliestClass(Symptom symptom) => Ranking.LikeliestFor(symptom);

    /// <summary>The kind's name in tables: <c>throw</c>, <c>fatal</c>, <c>panic</c>, <c>line</c> or <c>note</c>.</summary>
    /// <param name="kind">One of the kinds.</param>
    public static string Name(RuntimeTextKind kind) => kind switch
    {
        RuntimeTextKind.Throw => "throw",
        RuntimeTextKind.Fatal => "fatal",
        RuntimeTextKind.Panic => "panic",
        RuntimeTextKind.Line => "line",
        RuntimeTextKind.Note => "note",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of text"),
    };

    private static (RuntimeText? Text, int Fit) Best(ReadOnlySpan<char> shown, string? prefix)
    {
        // A few short texts are words of every day; they count when there is little else in the line.
        RuntimeText? best = null;
        int most = 0;
        int least = Math.Min(shown.Length / 2, LongText);
        foreach (RuntimeText text in All)
        {
            // Of equals a throw or panic comes before a note: it stands for the crash.
            int fit = text.Fit(shown);
            if (fit > most && fit >= least && FitsPrefix(prefix, text.Kind))
            {
                best = text;
                most = fit;
            }
        }

        return (best, most);
    }

    /// <summary>The first text that begins with what was given, which a person may have cut.</summary>
    private static RuntimeText? Beginning(string shown, string? prefix) =>
        shown.Length < LongText ? null : All.FirstOrDefault(text => text.Text.StartsWith(shown, StringComparison.Ordinal) && FitsPrefix(prefix, text.Kind));

    private static bool FitsPrefix(string? prefix, RuntimeTextKind kind) =>
        prefix is null || (prefix.EndsWith("panic: ", StringComparison.Ordinal) ? kind == RuntimeTextKind.Panic : kind is RuntimeTextKind.Throw or RuntimeTextKind.Fatal);

    private static List<RuntimeText> Load()
    {
        Dictionary<string, RuntimeTextKind> kinds = Enum.GetValues<RuntimeTextKind>().ToDictionary(Name);
        List<RuntimeText> all = [];
        foreach (string[] row in Table.Rows("runtime-texts.tsv", 5))
        {
            Symptom? symptom = row[2] == "-" ? null : Symptom.Parse(row[2]);
            FaultClass? faultClass = FaultClasses.TryParse(row[3], out FaultClass known) ? known : null;
            all.Add(new RuntimeText(row[0], kinds[row[1]], symptom, faultClass, [.. row[4].Split(';').SelectMany(ReadPlaces)]));
        }

        return all;
    }

    /// <summary>Reads <c>1.19 runtime/mgc.go:12,runtime/proc.go:7</c>.</summary>
    private static IEnumerable<RuntimeTextPlace> ReadPlaces(string text)
    {
        int blank = text.IndexOf(' ', StringComparison.Ordinal);
        foreach (string place in text[(blank + 1)..].Split(','))
        {
            int colon = place.LastIndexOf(':');
            yield return new(text[..blank], place[..colon], int.Parse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        }
    }
}
