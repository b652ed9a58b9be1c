using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Cases;

/// <summary>
/// data/updates: a file for each run. Lines of <c>Saw RELEASES INSTRUMENTS: SYMPTOMS</c> (<c>other</c> for the instruments that no
/// line names on that release), then <c>---</c>, then the <c>Expect</c> lines of a case, <c>---</c>, and those it must get.
/// </summary>
public sealed class ExpectationUpdateTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestData.TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    public static IEnumerable<TestCaseData> Updates()
        => Directory.GetFiles(Path.Combine(TestData.Folder, "updates"), "*.txt").Order(StringComparer.Ordinal)
            .Select(f => new TestCaseData(f).SetArgDisplayNames(Path.GetFileNameWithoutExtension(f)));

    [TestCaseSource(nameof(Updates))]
    public void An_update_writes_few_lines_that_say_what_was_seen(string file)
    {
        var parts = File.ReadAllText(file).Split("---\n");
        var seen = Seen(parts[0]);
        var before = Load(parts[1]);

        var text = ExpectationUpdate.Apply(before, seen);

        Assert.That(string.Concat(text.Split('\n').Where(l => l.StartsWith("// Expect", StringComparison.Ordinal)).Select(l => l + "\n")), Is.EqualTo(parts[2]));
        Assert.That(text, Does.Contain("\n// Repeat: 3\n"), "the other lines stay");
        var after = Load(parts[2]);
        foreach (var (cell, symptoms) in seen)
            Assert.That(symptoms.Except(after.ExpectationFor(cell).Symptoms), Is.Empty, cell.ToString());
        Assert.That(ExpectationUpdate.Apply(after, seen), Is.EqualTo(text), "a second update changes nothing");
    }

    private static Dictionary<Cell, IReadOnlyList<Symptom>> Seen(string lines)
    {
        var seen = new Dictionary<Cell, IReadOnlyList<Symptom>>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (head, symptoms) = (line.Split(": ", 2)[0].Split(' '), line.Split(": ", 2)[1].Split(" | ").Select(Parse).ToList());
            foreach (var release in head[1].Split(','))
            {
                Assert.That(GoVersion.TryParse(release, out var go), release);
                var instruments = head[2] == "other" ? InstrumentCatalog.All.Where(i => !i.IsStatic) : head[2].Split(',').Select(n => InstrumentCatalog.Find(n)!);
                foreach (var instrument in instruments)
                    if (instrument.WhyNever(go, PlanWords.HostArch, RunnerKind.Local) is null) seen.TryAdd(new(go, PlanWords.HostArch, instrument), symptoms);
            }
        }
        return seen;
    }

    private static Symptom Parse(string word)
    {
        Assert.That(Symptom.TryParse(word, out var symptom), word);
        return symptom;
    }

    private Case Load(string expect)
    {
        File.WriteAllText(Path.Combine(_folder, "go.mod"), "module interopfuzz/cases\n\ngo 1.19\n");
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "late-release", "x")).FullName;
        File.WriteAllText(Path.Combine(folder, "main.go"), $"// Title: something\n// Class: late-release\n// Guilty: c\n{expect}// Repeat: 3\n//\n// Words.\npackage main\n\nfunc main() {{\n}}\n");
        var set = CaseSet.Load(_folder);
        Assert.That(set.Errors.Where(e => !e.Message.Contains("twin", StringComparison.Ordinal)), Is.Empty);
        return set.Cases.Single();
    }
}
