namespace InteropFuzz.Triage;

/// <summary>
/// All symptoms with a fixed name, read from the embedded table <c>symptoms.tsv</c>: name TAB recoverable (yes, no or -)
/// TAB meaning. A new symptom is a new row there. The open families (see <see cref="Symptom"/>) are not listed,
/// but <see cref="Find"/> answers for them too.
/// </summary>
public static class SymptomCatalog
{
    private static readonly Dictionary<string, SymptomInfo> s_byName = new(StringComparer.Ordinal);

    // The names are known before any Symptom is made, because Symptom.TryParse asks for them.
    private static readonly HashSet<string> s_names = [.. Table.Rows("symptoms.tsv", 3).Select(row => row[0])];

    static SymptomCatalog()
    {
        List<SymptomInfo> all = [];
        foreach (string[] row in Table.Rows("symptoms.tsv", 3))
        {
            SymptomInfo info = new(Symptom.Parse(row[0]), ReadYesNo(row[1]), row[2]);
            s_byName.Add(row[0], info);
            all.Add(info);
        }

        All = all;
    }

    /// <summary>The rows of the table, in its order.</summary>
    public static IReadOnlyList<SymptomInfo> All { get; }

    /// <summary>What is known about a symptom; members of the open families get the words of their family.</summary>
    /// <param name="symptom">Any symptom.</param>
    public static SymptomInfo Find(Symptom symptom)
    {
        if (s_byName.TryGetValue(symptom.Name, out SymptomInfo? info))
        {
            return info;
        }

        string name = symptom.Name;
        string last = name[(name.LastIndexOf('/') + 1)..];
        return symptom.Family switch
        {
            "exit" => new(symptom, null, $"ended with exit code {last} and said nothing that is known"),
            "vet" => new(symptom, null, $"go vet's analyzer {last} found something"),
            _ when name.StartsWith("signal/in-c/", StringComparison.Ordinal) =>
                new(symptom, false, $"Go reports {last}, raised while C code ran"),
            _ when name.StartsWith("signal/in-go/", StringComparison.Ordinal) =>
                new(symptom, false, $"Go reports {last}, raised while Go or runtime code ran"),
            _ => new(symptom, false, $"ended by {last} without a word from the Go runtime"),
        };
    }

    /// <summary>Whether the table has a row of this name.</summary>
    internal static bool Lists(string name) => s_names.Contains(name);

    private static bool? ReadYesNo(string cell) => cell switch
    {
        "yes" => true,
        "no" => false,
        "-" => null,
        _ => throw new InvalidDataException($"symptoms.tsv: '{cell}' is none of yes, no and -"),
    };
}
