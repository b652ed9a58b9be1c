namespace InteropFuzz.Triage.Tests;

[TestFixture]
public sealed class NameTests
{
    private static readonly string[] s_sides = ["go", "c", "runtime", "boundary", "dotnet", "unknown"];

    [Test]
    public void EveryFaultClassHasAKebabCaseNameThatReadsBack()
    {
        Assert.That(FaultClasses.All, Has.Count.EqualTo(11));
        foreach (FaultClass faultClass in FaultClasses.All)
        {
            string name = FaultClasses.Name(faultClass);
            Assert.That(name, Does.Match("^[a-z]+(-[a-z]+)*$"));
            Assert.That(FaultClasses.TryParse(name, out FaultClass read), Is.True);
            Assert.That(read, Is.EqualTo(faultClass));
        }
    }

    [Test]
    public void EverySideHasANameThatReadsBack()
    {
        Assert.That(GuiltySides.All.Select(GuiltySides.Name), Is.EquivalentTo(s_sides));
        foreach (GuiltySide side in GuiltySides.All)
        {
            Assert.That(GuiltySides.TryParse(GuiltySides.Name(side), out GuiltySide read), Is.True);
            Assert.That(read, Is.EqualTo(side));
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Late-release")]
    [TestCase("Go")]
    public void OtherNamesAreRefused(string? name)
    {
        Assert.That(FaultClasses.TryParse(name, out _), Is.False);
        Assert.That(GuiltySides.TryParse(name, out _), Is.False);
    }

    [TestCase("exit 0", EndingKind.Exited, 0)]
    [TestCase("exit 255", EndingKind.Exited, 255)]
    [TestCase("signal 11", EndingKind.Signalled, 11)]
    [TestCase("timeout", EndingKind.TimedOut, 0)]
    [TestCase("oom", EndingKind.OutOfMemory, 0)]
    [TestCase("unknown", EndingKind.Unknown, 0)]
    public void AnEndingIsWrittenAsItIsRead(string text, EndingKind kind, int value)
    {
        Assert.That(Ending.TryParse(text, out Ending ending), Is.True);
        Assert.That(ending, Is.EqualTo(new Ending(kind, value)));
        Assert.That(ending.ToString(), Is.EqualTo(text));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("exit")]
    [TestCase("exit -1")]
    [TestCase("exit 256")]
    [TestCase("signal 0")]
    [TestCase("signal 65")]
    [TestCase("exit 2 ")]
    public void OtherEndingsAreRefused(string? text) => Assert.That(Ending.TryParse(text, out _), Is.False);

    [TestCase(4, "SIGILL")]
    [TestCase(11, "SIGSEGV")]
    [TestCase(31, "SIGSYS")]
    [TestCase(34, "SIGRT34")]
    public void SignalsHaveNames(int number, string name)
    {
        Assert.That(Signals.Name(number), Is.EqualTo(name));
        Assert.That(Signals.IsName(name), Is.True);
    }
}
