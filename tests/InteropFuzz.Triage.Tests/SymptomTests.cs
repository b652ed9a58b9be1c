namespace InteropFuzz.Triage.Tests;

[TestFixture]
public sealed class SymptomTests
{
    [TestCase("clean")]
    [TestCase("unknown")]
    [TestCase("go-panic/nil-deref")]
    [TestCase("asan/bad-__sanitizer_get_allocated_size")]
    [TestCase("exit/0")]
    [TestCase("exit/255")]
    [TestCase("signal/in-c/SIGSEGV")]
    [TestCase("signal/in-go/SIGQUIT")]
    [TestCase("signal/bare/SIGRT34")]
    [TestCase("vet/unsafeptr")]
    [TestCase("vet/stdversion2")]
    public void KnownNamesAndOpenFamiliesAreRead(string name)
    {
        Assert.That(Symptom.TryParse(name, out Symptom symptom), Is.True);
        Assert.That(symptom.Name, Is.EqualTo(name));
        Assert.That(symptom.ToString(), Is.EqualTo(name));
        Assert.That(SymptomCatalog.Find(symptom).Symptom, Is.EqualTo(symptom));
        Assert.That(SymptomCatalog.Find(symptom).Meaning, Is.Not.Empty);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Clean")]
    [TestCase(" clean")]
    [TestCase("go-panic")]
    [TestCase("go-panic/")]
    [TestCase("go-panic/nil-deref ")]
    [TestCase("asan/no-such-kind")]
    [TestCase("exit/")]
    [TestCase("exit/-1")]
    [TestCase("exit/256")]
    [TestCase("exit/007")]
    [TestCase("exit/+1")]
    [TestCase("signal/SIGSEGV")]
    [TestCase("signal/in-rust/SIGSEGV")]
    [TestCase("signal/bare/SIGNOTHING")]
    [TestCase("signal/bare/SIGRT65")]
    [TestCase("vet/")]
    [TestCase("vet/UnsafePtr")]
    [TestCase("vet/1st")]
    [TestCase("vet/a/b")]
    public void OtherNamesAreRefused(string? name)
    {
        Assert.That(Symptom.TryParse(name, out Symptom symptom), Is.False);
        Assert.That(symptom, Is.EqualTo(Symptom.Unknown));
    }

    [Test]
    public void TheFamilyIsWhatStandsBeforeTheFirstSlash()
    {
        Assert.That(Symptom.TryParse("signal/in-c/SIGSEGV", out Symptom signal), Is.True);
        Assert.That(signal.Family, Is.EqualTo("signal"));
        Assert.That(Symptom.OomKill.Family, Is.EqualTo("oom-kill"));
    }

    [Test]
    public void TheDefaultIsUnknown()
    {
        Assert.That(default(Symptom), Is.EqualTo(Symptom.Unknown));
        Assert.That(Symptom.TryParse("unknown", out Symptom read), Is.True);
        Assert.That(read, Is.EqualTo(default(Symptom)));
    }

    [Test]
    public void ExitRefusesWhatIsNoExitCode()
    {
        Assert.That(Symptom.Exit(77).Name, Is.EqualTo("exit/77"));
        Assert.That(() => Symptom.Exit(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Symptom.Exit(256), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void TheCatalogHasEveryNameOnceWithAMeaning()
    {
        IReadOnlyList<SymptomInfo> all = SymptomCatalog.All;

        Assert.That(all.Select(info => info.Symptom), Is.Unique);
        Assert.That(all.Select(info => info.Meaning), Has.None.Empty);
        Assert.That(all.Select(info => info.Symptom), Is.SupersetOf(new[] { Symptom.Clean, Symptom.Silent, Symptom.Timeout, Symptom.OomKill, Symptom.Unknown }));
    }

    [TestCase("go-panic", true)]
    [TestCase("go-fatal", false)]
    [TestCase("libc-abort", false)]
    [TestCase("asan", false)]
    public void AFamilyIsRecoverableOrNotAsAWhole(string family, bool recoverable)
    {
        SymptomInfo[] members = [.. SymptomCatalog.All.Where(info => info.Symptom.Family == family)];

        Assert.That(members, Is.Not.Empty);
        Assert.That(members.Select(info => info.Recoverable), Is.All.EqualTo(recoverable));
    }

    [Test]
    public void EverySymptomOfTheCatalogCanBeReadBack()
    {
        foreach (SymptomInfo info in SymptomCatalog.All)
        {
            Assert.That(Symptom.TryParse(info.Symptom.Name, out Symptom read), Is.True, info.Symptom.Name);
            Assert.That(read, Is.EqualTo(info.Symptom));
        }
    }
}
