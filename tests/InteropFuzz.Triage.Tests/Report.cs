namespace InteropFuzz.Triage.Tests;

/// <summary>
/// One file of reports/: header lines <c>Key: value</c>, a line <c>---</c>, then the text as it was captured. Keys: Symptom
/// (the primary one), Ending, Finding-line (of the primary finding, counted from the line after ---; none when no line of the
/// text says it), Also (further symptoms that must be among the findings) and From (where the text is from, for people).
/// </summary>
internal sealed record Report
{
    public required string Name { get; init; }

    public required Symptom Symptom { get; init; }

    public required Ending Ending { get; init; }

    public required int? FindingLine { get; init; }

    public required IReadOnlyList<Symptom> Also { get; init; }

    public required string Text { get; init; }

    public static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "reports");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static Report Load(string name) => Parse(name, File.ReadAllText(Path.Combine(Folder, name + ".txt")));

    /// <summary>Reads a report; whatever is wrong with its header is an error with file and line.</summary>
    public static Report Parse(string name, string content)
    {
        string[] lines = content.Split('\n');
        Symptom? symptom = null;
        Ending? ending = null;
        int? findingLine = null;
        bool hasFindingLine = false;
        List<Symptom> also = [];
        int i = 0;
        for (; i < lines.Length && lines[i] != "---"; i++)
        {
            string[] parts = lines[i].Split(": ", 2);
            string value = parts.Length == 2 ? parts[1] : "";
            switch (parts[0])
            {
                case "Symptom":
                    symptom = ReadSymptom(value, name, i);
                    break;
                case "Ending":
                    ending = Ending.TryParse(value, out Ending read) ? read : throw Wrong(name, i, $"'{value}' is not an ending");
                    break;
                case "Finding-line":
                    findingLine = value == "none" ? null : int.TryParse(value, out int line) ? line : throw Wrong(name, i, $"'{value}' is not a line");
                    hasFindingLine = true;
                    break;
                case "Also":
                    also.AddRange(value.Split(' ').Select(each => ReadSymptom(each, name, i)));
                    break;
                case "From":
                    break;
                default:
                    throw Wrong(name, i, $"unknown key '{parts[0]}'");
            }
        }

        if (symptom is null || ending is null || !hasFindingLine || i == lines.Length)
        {
            throw Wrong(name, i, "the header lacks Symptom, Ending, Finding-line or the line ---");
        }

        return new Report
        {
            Name = name,
            Symptom = symptom.Value,
            Ending = ending.Value,
            FindingLine = findingLine,
            Also = also,
            Text = string.Join('\n', lines[(i + 1)..]),
        };
    }

    private static Symptom ReadSymptom(string name, string file, int line) =>
        Symptom.TryParse(name, out Symptom symptom) ? symptom : throw Wrong(file, line, $"'{name}' is not a symptom");

    private static InvalidDataException Wrong(string file, int line, string what) => new($"reports/{file}.txt:{line + 1}: {what}");
}
