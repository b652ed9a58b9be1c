using System.Reflection;

namespace InteropFuzz.Triage.Tests;

/// <summary>The tables of texts are data; these tests keep them well formed.</summary>
[TestFixture]
public sealed class TableTests
{
    private static readonly Assembly s_triage = typeof(CrashReader).Assembly;

    private static IEnumerable<string> TextTables =>
        ["go-fatals.tsv", "go-panics.tsv", "go-lines.tsv", "libc-aborts.tsv", "sanitizers.tsv", "ubsan.tsv", "ubsan-minimal.tsv", "valgrind.tsv", "vet.tsv", "build.tsv", "dotnet.tsv"];

    [TestCaseSource(nameof(TextTables))]
    public void EveryRowHasAPlaceATextAndASymptom(string table)
    {
        foreach ((int number, string[] cells) in Rows(table))
        {
            string where = $"{table}:{number}";
            Assert.That(cells, Has.Length.EqualTo(3), where);
            Assert.That(cells[0], Is.EqualTo("starts").Or.EqualTo("has"), where);
            Assert.That(cells[1], Is.Not.Empty, where);
            Assert.That(Symptom.TryParse(cells[2], out _), Is.True, where);
        }
    }

    [TestCaseSource(nameof(TextTables))]
    public void NoTextStandsTwice(string table)
    {
        Assert.That(Rows(table).Select(row => row.Cells[0] + " " + row.Cells[1]), Is.Unique);
    }

    [Test]
    public void EveryGoFatalTextIsReadAsItsRowSays()
    {
        foreach ((int number, string[] cells) in Rows("go-fatals.tsv"))
        {
            if (cells[1].StartsWith("unexpected signal during", StringComparison.Ordinal))
            {
                continue;
            }

            string text = $"fatal error: {cells[1]}\n\nruntime stack:\nruntime.throw({{0x1, 0x2}})\n";

            Assert.That(CrashReader.Read(text, Ending.Exited(2)).Symptom.Name, Is.EqualTo(cells[2]), $"go-fatals.tsv:{number}");
        }
    }

    [Test]
    public void EveryEndingIsASignalAnExitCodeOrWantOfMemory()
    {
        foreach ((int number, string[] cells) in Rows("ending-words.tsv"))
        {
            string where = $"ending-words.tsv:{number}";
            Assert.That(cells, Has.Length.EqualTo(3), where);
            Assert.That(cells[0], Is.EqualTo("starts").Or.EqualTo("has"), where);
            Assert.That(cells[2], Is.EqualTo("signal").Or.EqualTo("exit").Or.EqualTo("oom"), where);
        }
    }

    private static IEnumerable<(int Number, string[] Cells)> Rows(string table)
    {
        using Stream? stream = s_triage.GetManifestResourceStream(table);
        Assert.That(stream, Is.Not.Null, table);
        using StreamReader reader = new(stream!);
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return (number, line.Split('\t'));
            }
        }
    }
}
