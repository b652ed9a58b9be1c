namespace InteropFuzz.Triage.Tests;

/// <summary>The tables of the diagnosis name clues; a misspelt one would never fit and nobody would notice.</summary>
[TestFixture]
public sealed class RuleTableTests
{
    private static readonly string[] s_tables = ["class-evidence.tsv", "guilt.tsv", "severity.tsv", "next-steps.tsv"];

    // What Diagnosis/ClueReader.cs and SanitizerFrames.cs note by themselves.
    private static readonly string[] s_noted =
    [
        "c-frames",
        "jump", "inside", "outside:near", "outside:some", "outside:far", "c-call", "c-call:free", "go-memory-given", "shadow:after-live", "shadow:amid-dead",
        "address:null", "address:small", "address:clobbered", "address:text", "address:pattern", "address:not-canonical", "address:image", "address:stack", "address:other", "otherwise",
        "from-go", "on-c-thread", "in-callback", "touched-in-go", "touched-in-c", "freed-in-go", "freed-in-c", "allocated-in-go", "allocated-in-c", "one-c-function",
    ];

    [TestCaseSource(nameof(s_tables))]
    public void EveryClueOfAConditionExists(string table)
    {
        HashSet<string> clues = [.. s_noted, .. Rows("clues.tsv").Select(row => row[0])];
        foreach (string[] row in Rows(table))
        {
            foreach (string word in row[0].Split(' '))
            {
                string clue = word.TrimStart('!');
                string[] parts = clue.Split(':', 2);
                bool isKnown = parts[0] switch
                {
                    "symptom" or "also" => IsSymptom(parts[1]),
                    "class" => FaultClasses.TryParse(parts[1], out _),
                    _ => clue.EndsWith('*') ? clues.Any(each => each.StartsWith(clue[..^1], StringComparison.Ordinal)) : clues.Contains(clue),
                };
                Assert.That(isKnown, Is.True, $"{table}: '{word}' in '{row[0]}'");
            }
        }
    }

    [Test]
    public void EveryClassHasACauseAndACure()
    {
        Assert.That(Rows("class-causes.tsv").Select(row => row[0]), Is.EquivalentTo(FaultClasses.All.Select(FaultClasses.Name)));
    }

    [Test]
    public void EveryExplanationIsAboutSomething()
    {
        foreach (string[] row in Rows("explanations.tsv"))
        {
            Assert.That(IsSymptom(row[0]), Is.True, row[0]);
        }
    }

    private static bool IsSymptom(string name) => name.EndsWith('*')
        ? SymptomCatalog.All.Any(info => info.Symptom.Name.StartsWith(name[..^1], StringComparison.Ordinal)) || name.StartsWith("signal/", StringComparison.Ordinal) || name is "exit/*" or "vet/*"
        : Symptom.TryParse(name, out _);

    private static IEnumerable<string[]> Rows(string table)
    {
        using Stream? stream = typeof(CrashReader).Assembly.GetManifestResourceStream(table);
        Assert.That(stream, Is.Not.Null, table);
        using StreamReader reader = new(stream!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }
}
