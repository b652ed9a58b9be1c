namespace InteropFuzz.Triage.Tests;

[TestFixture]
public sealed class ExplanationTests
{
    private static IEnumerable<Symptom> Symptoms => SymptomCatalog.All.Select(info => info.Symptom)
        .Concat([Symptom.Exit(3), .. new[] { "signal/in-c/SIGSEGV", "signal/in-go/SIGBUS", "signal/bare/SIGKILL", "vet/unsafeptr" }.Select(Named)]);

    [TestCaseSource(nameof(Symptoms))]
    public void EverySymptomIsExplained(Symptom symptom)
    {
        Explanation explanation = Explanation.Of(symptom);

        Assert.That(explanation.Text, Is.Not.Empty);
        Assert.That(explanation.Fix, Is.Not.Empty);
        Assert.That(explanation.Next, Is.Not.Empty);
        Assert.That(explanation.Causes.Select(cause => cause.Cure), Has.None.Empty);
    }

    [TestCase("asan/bad-free", "asan/bad-free")]
    [TestCase("heap-use-after-free", "asan/heap-use-after-free")]
    [TestCase("SIGSEGV", "signal/in-c/SIGSEGV")]
    [TestCase("free(): double free detected in tcache 2", "libc-abort/double-free")]
    [TestCase("fatal error: found bad pointer in Go heap (incorrect use of unsafe or cgo?)", "go-fatal/bad-pointer-in-heap")]
    [TestCase("found bad pointer in Go heap", "go-fatal/bad-pointer-in-heap")]
    [TestCase("exitsyscall: syscall frame is no longer valid", "go-fatal/exit-syscall")]
    [TestCase("panic: runtime error: index out of range [5] with length 3 [recovered]", "go-panic/index")]
    [TestCase("index out of range [5] with length 3", "go-panic/index")]
    [TestCase("runtime: pointer 0x2ccd88026000 to unallocated span span.base()=0x2c", "go-fatal/bad-pointer-in-heap")]
    [TestCase("==7==ERROR: AddressSanitizer: use-after-poison on address 0x10", "asan/use-after-poison")]
    [TestCase("runtime/cgo: pthread_create failed: Resource temporarily unavailable", "go-fatal/thread-create")]
    public void AMessageIsFound(string asked, string symptom)
    {
        Explanation? explanation = Explanation.Find(asked);

        Assert.That(explanation?.Symptom.Name, Is.EqualTo(symptom));
    }

    [Test]
    public void AMessageOfTheRuntimeIsShownWithItsPlaces()
    {
        RuntimeText? text = Explanation.Find("fatal error: exitsyscall: syscall frame is no longer valid")?.RuntimeText;

        Assert.That(text, Is.Not.Null);
        Assert.That(text!.Kind, Is.EqualTo(RuntimeTextKind.Throw));
        Assert.That(text.Places.Select(place => place.Release), Does.Contain("1.19").And.Contain("1.27"));
        Assert.That(text.Places.Select(place => place.File), Is.All.EqualTo("runtime/proc.go"));
    }

    [TestCase("bad-poiner-in-heap", "go-fatal/bad-pointer-in-heap")]
    [TestCase("asan/heap-buffer-overlow", "asan/heap-buffer-overflow")]
    [TestCase("stoptheworld holding lock", "stopTheWorld: holding locks")]
    public void AMistypedNameGetsTheNearestOne(string asked, string near)
    {
        Assert.That(Explanation.Find(asked), Is.Null);
        Assert.That(Explanation.Suggest(asked)[0], Is.EqualTo(near));
    }

    [TestCase("")]
    [TestCase("the moon is green")]
    [TestCase("race for the prize")]
    public void WhatNobodyKnowsIsNotFound(string asked)
    {
        Assert.That(Explanation.Find(asked), Is.Null);
    }

    [Test]
    public void EveryTextOfTheRuntimeIsDecidedAndFoundAgain()
    {
        Assert.That(RuntimeTexts.All, Has.Count.GreaterThan(1000));
        foreach (RuntimeText text in RuntimeTexts.All)
        {
            Assert.That(text.Symptom?.Name, Does.Not.EndWith("/other"), text.Text);
            Assert.That(text.Places, Is.Not.Empty, text.Text);
            if (text.Kind == RuntimeTextKind.Throw)
            {
                Assert.That(RuntimeTexts.Find("fatal error: " + text.Text)?.Symptom, Is.EqualTo(text.Symptom), text.Text);
            }
        }
    }

    [Test]
    public void EveryThrowIsReadAsTheTableSays()
    {
        foreach (RuntimeText text in RuntimeTexts.All.Where(each => each.Kind == RuntimeTextKind.Throw && !each.Text.StartsWith("unexpected signal during", StringComparison.Ordinal)))
        {
            string report = $"fatal error: {text.Text.Replace('…', '7')}\n\nruntime stack:\nruntime.throw({{0x1, 0x2}})\n";

            Assert.That(CrashReader.Read(report, Ending.Exited(2)).Symptom, Is.EqualTo(text.Symptom), text.Text);
        }
    }

    private static Symptom Named(string name) => Symptom.TryParse(name, out Symptom symptom) ? symptom : Symptom.Unknown;
}
