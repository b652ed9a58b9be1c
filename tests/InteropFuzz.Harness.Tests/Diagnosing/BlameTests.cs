using System.Globalization;
using InteropFuzz.Harness.Diagnosing;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Diagnosing;

/// <summary>From recorded output and sources (data/diagnosing, a folder each; blame.tsv says what must come out) to the statement.</summary>
public sealed class BlameTests
{
    private static readonly string s_folder = Path.Combine(TestData.Folder, "diagnosing");

    private static IEnumerable<TestCaseData> Recorded()
        => TestData.Table("diagnosing/blame.tsv").Select(row => new TestCaseData(row[0], row[1], row[2], row[3], row[4], row[5]).SetArgDisplayNames(row[0]));

    [TestCaseSource(nameof(Recorded))]
    public void A_report_leads_to_the_statement_that_explains_it(string name, string importPath, string symptom, string line, string locator, string weight)
    {
        var (crash, accusation) = Accuse(name, importPath);
        Assert.Multiple(() =>
        {
            Assert.That(crash.Symptom.Name, Is.EqualTo(symptom));
            Assert.That(accusation?.Place, Is.EqualTo(new Place("main.go", int.Parse(line, CultureInfo.InvariantCulture))));
            Assert.That(accusation?.Locator, Is.EqualTo(locator));
            Assert.That(accusation?.Weight.ToString().ToLowerInvariant(), Is.EqualTo(weight));
        });
    }

    [Test]
    public void Better_evidence_wins_over_earlier_evidence()
    {
        const string Path = "interopfuzz/cases/spatial-overrun/label-on-c-stack";
        var (damage, atReturn) = Accuse("label-on-c-stack-plain", Path);
        var (overrun, atWrite) = Accuse("label-on-c-stack-asan", Path);
        var d = new Diagnosis("label", "1.27", [StepOf("plain", damage, atReturn!), StepOf("asan", overrun, atWrite!)], 1);
        Assert.Multiple(() =>
        {
            Assert.That(d.Guilty?.Instrument, Is.EqualTo("asan"));
            Assert.That(d.First?.Instrument, Is.EqualTo("plain"));
            Assert.That(d.Others.Select(s => s.Accusation!.Place), Is.EqualTo(new[] { atReturn!.Place }));
            Assert.That(d.Consensus.Classes[0].Class, Is.EqualTo(FaultClass.SpatialOverrun));
            Assert.That(d.Consensus.Classes[0].Evidence.Select(e => e.Source), Is.SupersetOf(new[] { "plain", "asan" }));
        });
    }

    [Test]
    public void A_program_without_a_fault_has_nobody_to_blame()
    {
        var d = new Diagnosis("sound", "1.27", [new("vet", 1) { Skipped = "no" }, new("plain", 1) { Crash = CrashReader.Read("INTEROPFUZZ clean\n", Ending.Exited(0)) }], 1);
        Assert.Multiple(() =>
        {
            Assert.That(d.FoundFault, Is.False);
            Assert.That(d.Guilty, Is.Null);
            Assert.That(d.Consensus.Classes, Is.Empty);
        });
    }

    private static Step StepOf(string instrument, Crash crash, Accusation accusation) => new(instrument, 1) { Crash = crash, Accusation = accusation };

    private static (Crash Crash, Accusation? Accusation) Accuse(string name, string importPath)
    {
        var folder = Path.Combine(s_folder, name);
        var sources = new SourceTree([(importPath, "main.go", File.ReadAllText(Path.Combine(folder, "main.go.txt")))]);
        var sites = File.ReadLines(Path.Combine(folder, "sites.jsonl")).Select(l => SiteScanner.Read(l)!).ToList();
        var output = File.ReadAllText(Path.Combine(folder, "output.txt"));
        var debugger = output.IndexOf(DebuggerPart.Mark, StringComparison.Ordinal);
        var ending = Ending.Exited(2);
        var crash = debugger < 0 ? CrashReader.Read(output, ending) : CrashReader.Read(output[..debugger], ending, output[debugger..]);
        return (crash, new Blame(sources, CSource.Read(sources), sites).Of(crash, output));
    }
}
