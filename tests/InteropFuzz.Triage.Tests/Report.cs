using System.Globalization;
using System.Text;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Triage.Tests;

/// <summary>
/// One file of reports/: header lines <c>Key: value</c>, a line <c>---</c>, then the text as it was captured. The keys are
/// described in harness/InteropFuzz.Triage/README.md.
/// </summary>
internal sealed record Report
{
    private const string Opening = "---";
    private const string NoValue = "none";

    /// <summary>What the header says of the outcome, whether an update adds it, and how it is found in what comes out; of several crashes the first counts.</summary>
    private static readonly (string Key, bool IsAdded, Func<IReadOnlyList<Crash>, string> Observe)[] s_observations =
    [
        ("Symptom", true, crashes => crashes[0].Symptom.Name),
        ("Finding-line", true, crashes => crashes[0].Primary?.Line.ToString(CultureInfo.InvariantCulture) ?? NoValue),
        ("Crashes", false, crashes => crashes.Count.ToString(CultureInfo.InvariantCulture)),
        ("Class", true, crashes => crashes[0].Classes is [{ } first, ..] ? FaultClasses.Name(first.Class) : NoValue),
        ("Guilty", true, crashes => GuiltySides.Name(crashes[0].Guilty)),
        ("Severity", true, crashes => LevelName(crashes[0].Severity.Level)),
        ("Frame", true, crashes => crashes[0].Frame is { Function.Length: > 0 } frame ? frame.Function : NoValue),
        ("Next", true, crashes => crashes[0].Next.Any(step => step.Instrument is not null) ? string.Join(' ', crashes[0].Next.Select(step => step.Instrument).OfType<string>()) : NoValue),
    ];

    private static readonly HashSet<string> s_levels = [.. Enum.GetValues<SeverityLevel>().Select(LevelName)];

    public required string Name { get; init; }

    public required Symptom Symptom { get; init; }

    public required Ending Ending { get; init; }

    public required int? FindingLine { get; init; }

    public required IReadOnlyList<Symptom> Also { get; init; }

    /// <summary>How many crashes a log holds; 1 where the header does not say.</summary>
    public required int Crashes { get; init; }

    /// <summary>The lines of the header, in their order.</summary>
    public required IReadOnlyList<(string Key, string Value)> Header { get; init; }

    public required string Text { get; init; }

    public static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "reports");

    /// <summary>The same folder in the source tree.</summary>
    public static string SourceFolder
    {
        get
        {
            DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "InteropFuzz.sln")))
            {
                folder = folder.Parent;
            }

            Assert.That(folder, Is.Not.Null, "the tests do not run inside of the source tree");
            return Path.Combine(folder!.FullName, "tests", "InteropFuzz.Triage.Tests", "reports");
        }
    }

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static Report Load(string name) => Parse(name, File.ReadAllText(Path.Combine(Folder, name + ".txt")));

    /// <summary>Reads a report; whatever is wrong with its header is an error with file and line.</summary>
    public static Report Parse(string name, string content)
    {
        string[] lines = content.Split('\n');
        List<(string Key, string Value)> header = [];
        Symptom? symptom = null;
        Ending? ending = null;
        int? findingLine = null;
        int crashes = 1;
        List<Symptom> also = [];
        int i = 0;
        for (; i < lines.Length && lines[i] != Opening; i++)
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
                    findingLine = value == NoValue ? null : ReadNumber(value, name, i);
                    break;
                case "Also":
                    also.AddRange(value.Split(' ').Select(each => ReadSymptom(each, name, i)));
                    break;
                case "Crashes":
                    crashes = ReadNumber(value, name, i);
                    break;
                case "Class":
                    _ = value == NoValue || FaultClasses.TryParse(value, out _) ? value : throw Wrong(name, i, $"'{value}' is not a fault class");
                    break;
                case "Guilty":
                    _ = GuiltySides.TryParse(value, out _) ? value : throw Wrong(name, i, $"'{value}' is not a side");
                    break;
                case "Severity":
                    _ = s_levels.Contains(value) ? value : throw Wrong(name, i, $"'{value}' is not a level");
                    break;
                case "Frame" or "Next" or "From":
                    break;
                default:
                    throw Wrong(name, i, $"unknown key '{parts[0]}'");
            }

            header.Add((parts[0], value));
        }

        if (symptom is null || ending is null || !header.Exists(line => line.Key == "Finding-line") || i == lines.Length)
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
            Crashes = crashes,
            Header = header,
            Text = string.Join('\n', lines[(i + 1)..]),
        };
    }

    /// <summary>What comes out: the crashes of a bare log, or the one crash of a process whose ending is known.</summary>
    public IReadOnlyList<Crash> Read() =>
        Ending == Ending.Unknown ? CrashReader.ReadAll(new StringReader(Text)) : [CrashReader.Read(Text, Ending)];

    /// <summary>The keys of the header that say what comes out, with what they say and what did come out.</summary>
    public IEnumerable<(string Key, string Said, string Seen)> Compare(IReadOnlyList<Crash> crashes)
    {
        foreach ((string key, bool _, Func<IReadOnlyList<Crash>, string> observe) in s_observations)
        {
            foreach ((string Key, string Value) line in Header.Where(line => line.Key == key))
            {
                yield return (key, line.Value, observe(crashes));
            }
        }
    }

    /// <summary>
    /// The file with a header that says what comes out. Keys keep their order, new ones come behind, before From; not a byte of
    /// the text changes.
    /// </summary>
    public byte[] Rewrite(byte[] content, IReadOnlyList<Crash> crashes)
    {
        List<string> lines = [];
        foreach ((string key, string value) in Header)
        {
            Func<IReadOnlyList<Crash>, string>? observe = Array.Find(s_observations, each => each.Key == key).Observe;
            string now = key == "Also"
                ? string.Join(' ', Also.Where(symptom => crashes.Any(crash => crash.Findings.Any(finding => finding.Symptom == symptom))).Select(symptom => symptom.Name))
                : observe?.Invoke(crashes) ?? value;
            if (now.Length > 0)
            {
                lines.Add($"{key}: {now}");
            }
        }

        int end = lines.FindIndex(line => line.StartsWith("From: ", StringComparison.Ordinal));
        int at = end < 0 ? lines.Count : end;
        foreach ((string key, bool isAdded, Func<IReadOnlyList<Crash>, string> observe) in s_observations)
        {
            bool isThere = Header.Any(line => line.Key == key);
            if (!isThere && (isAdded ? crashes[0].Symptom != Symptom.Clean : observe(crashes) != "1"))
            {
                lines.Insert(at++, $"{key}: {observe(crashes)}");
            }
        }

        byte[] opening = Encoding.UTF8.GetBytes("\n" + Opening + "\n");
        return [.. Encoding.UTF8.GetBytes(string.Join('\n', lines)), .. content.AsSpan(content.AsSpan().IndexOf(opening))];
    }

    private static string LevelName(SeverityLevel level) => level.ToString().ToLowerInvariant();

    private static Symptom ReadSymptom(string name, string file, int line) =>
        Symptom.TryParse(name, out Symptom symptom) ? symptom : throw Wrong(file, line, $"'{name}' is not a symptom");

    private static int ReadNumber(string value, string file, int line) =>
        int.TryParse(value, out int number) ? number : throw Wrong(file, line, $"'{value}' is not a number");

    private static InvalidDataException Wrong(string file, int line, string what) => new($"reports/{file}.txt:{line + 1}: {what}");
}
