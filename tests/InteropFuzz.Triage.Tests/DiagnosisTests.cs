using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Triage.Tests;

/// <summary>What holds for every diagnosis; what is due for each report stands in its header.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class DiagnosisTests
{
    private static readonly string[] s_instruments = ["plain", "checkptr", "cgocheck2", "race", "asan", "msan", "gcstress", "valgrind", "vet"];

    private static IEnumerable<string> Names => Report.Names;

    [TestCaseSource(nameof(Names))]
    public void ConfidencesAreSharesAndEvidenceIsInTheText(string name)
    {
        Crash crash = Read(name);
        string[] lines = Report.Load(name).Text.Split('\n');

        Assert.That(crash.Classes.Sum(candidate => candidate.Confidence), Is.LessThanOrEqualTo(1));
        Assert.That(crash.Classes.Select(candidate => candidate.Confidence), Is.Ordered.Descending);
        Assert.That(crash.Classes.Select(candidate => candidate.Class), Is.Unique);
        foreach (Candidate candidate in crash.Classes)
        {
            Assert.That(candidate.Confidence, Is.GreaterThan(0));
            Assert.That(candidate.Evidence, Is.Not.Empty);
            foreach (Evidence evidence in candidate.Evidence.Where(evidence => evidence.Line > 0))
            {
                Assert.That(lines[evidence.Line - 1], Does.Contain(evidence.Text.TrimEnd('…')));
                Assert.That(evidence.Why, Is.Not.Empty);
            }
        }
    }

    [TestCaseSource(nameof(Names))]
    public void AdviceNeverNamesTheInstrumentThatHasSpoken(string name)
    {
        Crash crash = Read(name);
        string spoken = crash.Symptom.Family == "tsan" ? "race" : crash.Symptom.Family;

        Assert.That(crash.Next.Select(step => step.Instrument), Has.None.EqualTo(spoken));
        Assert.That(crash.Next.Select(step => step.Instrument).OfType<string>(), Is.SubsetOf(s_instruments).And.Unique);
        Assert.That(crash.Next, Is.Not.Empty);
    }

    [TestCase("asan/heap-use-after-free", "READ of size 8 at 0x60 thread T0", "high")]
    [TestCase("asan/heap-use-after-free", "WRITE of size 8 at 0x60 thread T0", "critical")]
    [TestCase("asan/heap-buffer-overflow", "READ of size 8 at 0x60 thread T0\n0x60 is located 0 bytes to the right of 10-byte region [0x50,0x60)", "medium")]
    [TestCase("asan/heap-buffer-overflow", "READ of size 8 at 0x60 thread T0\n0x60 is located 5000 bytes after 10-byte region [0x50,0x60)", "high")]
    public void ASanitizersAccessSaysHowBadItIs(string symptom, string below, string level)
    {
        string text = $"==1==ERROR: AddressSanitizer: {symptom[5..]} on address 0x60\n{below}\n    #0 0x1 in f a.c:3\n";

        Crash crash = CrashReader.Read(text, Ending.Unknown);

        Assert.That(crash.Symptom.Name, Is.EqualTo(symptom));
        Assert.That(crash.Severity.Level.ToString(), Is.EqualTo(level).IgnoreCase);
    }

    [TestCase("0x6867666564636261", "spatial-overrun")]
    [TestCase("0x0", "native-control-escape")]
    [TestCase("0xdeadbeefdeadbef7", "hidden-reference")]
    public void TheAddressSpeaks(string address, string faultClass)
    {
        Crash crash = CrashReader.Read($"SIGSEGV: segmentation violation\nPC=0x45 m=0 sigcode=1 addr={address}\nsignal arrived during cgo execution\n\ngoroutine 1 [syscall]:\nmain.main()\n", Ending.Exited(2));

        Assert.That(FaultClasses.Name(crash.Classes[0].Class), Is.EqualTo(faultClass));
    }

    [Test]
    public void WhatAnotherGoroutineDoesIsNoEvidence()
    {
        const string report = "SIGSEGV: segmentation violation\nPC=0x45 m=0 sigcode=1 addr=0x1234567\n\ngoroutine 1 [running]:\nmain.main()\n\n";
        const string other = "goroutine 5 [finalizer wait]:\nruntime.runFinalizers()\n";

        Crash alone = CrashReader.Read(report, Ending.Exited(2));
        Crash crash = CrashReader.Read(report + other, Ending.Exited(2));

        Assert.That(crash.Classes.Select(candidate => (candidate.Class, candidate.Confidence)), Is.EqualTo(alone.Classes.Select(candidate => (candidate.Class, candidate.Confidence))));
    }

    [TestCase("clean")]
    [TestCase("build-go-1.27")]
    [TestCase("go-panic-user-1.27")]
    [TestCase("go-panic-nil-map-1.27")]
    public void WithoutEvidenceThereIsNoCandidate(string name)
    {
        Crash crash = name == "clean" ? CrashReader.Read("all is well\n", Ending.Exited(0)) : Read(name);

        Assert.That(crash.Classes, Is.Empty);
    }

    private static Crash Read(string name)
    {
        Report report = Report.Load(name);
        return CrashReader.Read(report.Text, report.Ending);
    }
}
