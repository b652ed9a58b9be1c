using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing;

/// <summary>What libFuzzer notes while it merges, and how flags reach the go command.</summary>
public sealed class MergeControlTests
{
    [Test]
    public void Inputs_that_were_begun_and_not_ended_or_never_begun_are_told()
    {
        const string control = "4\n0\n/c/a\n/c/b\n/c/c\n/c/d\nSTARTED 0 3\nFT 0 1 2\nCOV 0 1\nSTARTED 1 3\nSTARTED 2 9\nFT 2\nCOV 2\n";
        Assert.That(MergeControl.Read(control)!.Unfinished, Is.EqualTo(new[] { "b", "d" }));
    }

    [TestCase("")]
    [TestCase("no number\n0\n")]
    [TestCase("7\n0\n/c/a\n")]
    public void What_a_hostile_program_wrote_there_is_none(string control) => Assert.That(MergeControl.Read(control), Is.Null);

    [TestCase("-I/usr/include", "-I/usr/include")]
    [TestCase("-I/my headers", "'-I/my headers'")]
    [TestCase("-I/it's my headers", "\"-I/it's my headers\"")]
    [TestCase("-DNAME=\"x\"", "-DNAME=\"x\"")]
    public void A_flag_stays_one_flag(string flag, string quoted) => Assert.That(TargetBuilder.Quoted(flag), Is.EqualTo(quoted));

    [Test]
    public void A_flag_that_cannot_be_quoted_is_refused()
        => Assert.That(() => TargetBuilder.Quoted("-DA=\"it's so\""), Throws.InstanceOf<FuzzTargetException>().With.Message.Contains("both kinds of quotes"));
}
