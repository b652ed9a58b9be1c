namespace InteropFuzz.Triage.Tests;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ReportTests
{
    private const string Red = "\u001b[1;31m";
    private const string Plain = "\u001b[0m\u001b[K";

    private static readonly string[] s_margins = ["    ", "\t", "> ", "2026-11-21T02:14:34.1234567Z ", "2026-11-21T02:14:34Z     "];

    private static IEnumerable<string> Names => Report.Names;

    [TestCaseSource(nameof(Names))]
    public void SaysWhatTheHeaderSays(string name)
    {
        Report report = Report.Load(name);

        Crash crash = CrashReader.Read(report.Text, report.Ending);

        string found = string.Join("\n", crash.Findings.Select(finding => $"{finding.Line}: {finding.Symptom}: {finding.Text}"));
        Assert.That(crash.Symptom, Is.EqualTo(report.Symptom), found);
        Finding? primary = crash.Findings.FirstOrDefault(finding => finding.Symptom == crash.Symptom);
        Assert.That(primary?.Line, Is.EqualTo(report.FindingLine), found);
        Assert.That(crash.Findings.Select(finding => finding.Symptom), Is.SupersetOf(report.Also));
        Assert.That(crash.Findings, Is.Ordered.By(nameof(Finding.Line)));
        if (primary is not null && crash.Symptom != Symptom.Unknown)
        {
            Assert.That(crash.FirstLine, Is.EqualTo(primary.Text));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void ColoursAndCarriageReturnsChangeNothing(string name)
    {
        Report report = Report.Load(name);
        IEnumerable<string> lines = report.Text.Split('\n').Select(line => Red + line + Plain + "\r");

        Crash crash = CrashReader.Read(string.Join('\n', lines), report.Ending);

        Crash bare = CrashReader.Read(report.Text, report.Ending);
        Assert.That(crash.Symptom, Is.EqualTo(bare.Symptom));
        Assert.That(crash.Findings, Is.EqualTo(bare.Findings));
    }

    [TestCaseSource(nameof(Names))]
    public void CutAnywhereItNeverThrowsAndABadEndingIsNeverClean(string name)
    {
        Report report = Report.Load(name);
        for (int at = report.Text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = report.Text.IndexOf('\n', at + 1))
        {
            Crash crash = CrashReader.Read(report.Text[..at], report.Ending);

            if (!report.Ending.IsSuccess && report.Ending != Ending.Unknown && crash.Symptom == Symptom.Clean)
            {
                Assert.Fail($"clean when cut after {at} characters");
            }
        }
    }

    [TestCaseSource(nameof(Names))]
    public void TextBeforeAndAfterChangesNothing(string name)
    {
        Report report = Report.Load(name);
        const string before = "starting\nitem 1 of 2: ok\n\n";
        const string after = "\nbye\n";

        Crash crash = CrashReader.Read(before + report.Text + after, report.Ending);

        // A build is known by how its output begins.
        if (report.Symptom.Family != "build")
        {
            Assert.That(crash.Symptom, Is.EqualTo(report.Symptom));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void AMarginOfABugTrackerOrABuildServerChangesNothing(string name)
    {
        Report report = Report.Load(name);
        Crash bare = CrashReader.Read(report.Text, Ending.Unknown);
        foreach (string margin in s_margins)
        {
            Crash crash = CrashReader.Read(margin + report.Text.Replace("\n", "\n" + margin, StringComparison.Ordinal), Ending.Unknown);

            // What counts anywhere in a line (the words that make a text unknown) may count where the margin is still on.
            if (bare.Symptom != Symptom.Unknown)
            {
                Assert.That(crash.Symptom, Is.EqualTo(bare.Symptom), margin);
                Assert.That(crash.Findings, Is.EqualTo(bare.Findings), margin);
            }
        }
    }

    [TestCase("Symptom: clean\nEnding: exit 0\nFinding-line: none\nSymptoms: clean\n---\n", "reports/x.txt:4: unknown key 'Symptoms'")]
    [TestCase("Symptom: cleen\nEnding: exit 0\nFinding-line: none\n---\n", "reports/x.txt:1: 'cleen' is not a symptom")]
    [TestCase("Symptom: clean\nEnding: exit 256\nFinding-line: none\n---\n", "reports/x.txt:2: 'exit 256' is not an ending")]
    [TestCase("Symptom: clean\nEnding: exit 0\n---\n", "reports/x.txt:3: the header lacks Symptom, Ending, Finding-line or the line ---")]
    public void AWrongHeaderIsAnErrorWithFileAndLine(string content, string message)
    {
        Assert.That(() => Report.Parse("x", content), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(message));
    }
}
