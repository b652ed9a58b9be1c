using System.Text;

namespace InteropFuzz.Triage.Tests;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ReportTests
{
    private const string Red = "\u001b[1;31m";
    // A long report is cut at every other or third line; every cut is read anew.
    private const int MaxCuts = 60;
    private const string Plain = "\u001b[0m\u001b[K";

    private static readonly string[] s_margins = ["    ", "\t", "> ", "2026-11-21T02:14:34.1234567Z ", "2026-11-21T02:14:34Z     "];

    private static IEnumerable<string> Names => Report.Names;

    // Set by "./build.sh test --update-reports".
    private static readonly bool s_update = Environment.GetEnvironmentVariable("INTEROPFUZZ_UPDATE_REPORTS") is { Length: > 0 };

    [TestCaseSource(nameof(Names))]
    public void SaysWhatTheHeaderSays(string name)
    {
        Report report = Report.Load(name);

        IReadOnlyList<Crash> crashes = report.Read();

        if (s_update)
        {
            string path = Path.Combine(Report.SourceFolder, name + ".txt");
            File.WriteAllBytes(path, report.Rewrite(File.ReadAllBytes(path), crashes));
            return;
        }

        string found = string.Join("\n", crashes.SelectMany(crash => crash.Findings).Select(finding => $"{finding.Line}: {finding.Symptom}: {finding.Text}"));
        Assert.Multiple(() =>
        {
            Assert.That(crashes, Has.Count.EqualTo(report.Crashes), found);
            foreach ((string key, string said, string seen) in report.Compare(crashes))
            {
                Assert.That(seen, Is.EqualTo(said), $"{key}\n{found}");
            }

            Assert.That(crashes.SelectMany(crash => crash.Findings).Select(finding => finding.Symptom), Is.SupersetOf(report.Also));
        });
        foreach (Crash crash in crashes)
        {
            Assert.That(crash.Findings, Is.Ordered.By(nameof(Finding.Line)));
            if (crash.Primary is { } primary && crash.Symptom != Symptom.Unknown)
            {
                Assert.That(crash.FirstLine, Is.EqualTo(primary.Text));
            }
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
        int[] cuts = [.. Enumerable.Range(0, report.Text.Length).Where(i => report.Text[i] == '\n')];
        int step = 1 + (cuts.Length / MaxCuts);
        for (int i = 0; i < cuts.Length; i += step)
        {
            int at = cuts[i];
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

    [Test]
    public void AnUpdateRewritesTheHeaderAndLeavesTheText()
    {
        const string before = "Ending: exit 2\nSymptom: clean\nFinding-line: none\nAlso: asan/SEGV signal/in-c/SIGABRT\nFrom: héader\n";
        const string text = "---\nfree(): invalid pointer\r\nSIGABRT: abort\nPC=0x1 m=0 sigcode=18446744073709551610\nsignal arrived during cgo execution\n---\n\0 \ufffd";
        byte[] content = [.. Encoding.UTF8.GetBytes(before + text), 0xff, 0xfe];
        Report report = Report.Parse("x", Encoding.UTF8.GetString(content));

        byte[] updated = report.Rewrite(content, report.Read());

        string header = "Ending: exit 2\nSymptom: libc-abort/invalid-pointer\nFinding-line: 1\nAlso: signal/in-c/SIGABRT\n";
        Assert.That(Encoding.UTF8.GetString(updated), Does.StartWith(header + "Class: ").And.Contains("\nFrom: héader\n" + text));
        Assert.That(updated.AsSpan(updated.Length - 2).SequenceEqual(content.AsSpan(content.Length - 2)), Is.True);
        Report again = Report.Parse("x", Encoding.UTF8.GetString(updated));
        Assert.That(again.Compare(again.Read()).Select(each => (each.Said, each.Seen)), Is.All.Matches<(string Said, string Seen)>(each => each.Said == each.Seen));
        Assert.That(again.Rewrite(updated, again.Read()), Is.EqualTo(updated));
    }

    [TestCase("Symptom: clean\nEnding: exit 0\nFinding-line: none\nClass: lateness\n---\n", "reports/x.txt:4: 'lateness' is not a fault class")]
    [TestCase("Symptom: clean\nEnding: exit 0\nFinding-line: none\nCrashes: two\n---\n", "reports/x.txt:4: 'two' is not a number")]
    [TestCase("Symptom: clean\nEnding: exit 0\nFinding-line: none\nSymptoms: clean\n---\n", "reports/x.txt:4: unknown key 'Symptoms'")]
    [TestCase("Symptom: cleen\nEnding: exit 0\nFinding-line: none\n---\n", "reports/x.txt:1: 'cleen' is not a symptom")]
    [TestCase("Symptom: clean\nEnding: exit 256\nFinding-line: none\n---\n", "reports/x.txt:2: 'exit 256' is not an ending")]
    [TestCase("Symptom: clean\nEnding: exit 0\n---\n", "reports/x.txt:3: the header lacks Symptom, Ending, Finding-line or the line ---")]
    public void AWrongHeaderIsAnErrorWithFileAndLine(string content, string message)
    {
        Assert.That(() => Report.Parse("x", content), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(message));
    }
}
