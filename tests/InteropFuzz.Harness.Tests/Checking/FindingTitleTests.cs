using InteropFuzz.Harness.Checking.Grouping;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Checking;

/// <summary>A baseline must not change because a process had another number.</summary>
public sealed class FindingTitleTests
{
    private static IEnumerable<TestCaseData> Lines() => TestData.Table("checking/titles.tsv").Select(r => new TestCaseData(r[0], r[1]).SetArgDisplayNames(r[1]));

    [TestCaseSource(nameof(Lines))]
    public void A_title_is_the_same_in_every_run(string line, string title) => Assert.That(FindingTitle.Of(line), Is.EqualTo(title));
}
