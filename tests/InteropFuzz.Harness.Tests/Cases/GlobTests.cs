using InteropFuzz.Harness.Cases;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Cases;

public sealed class GlobTests
{
    public static IEnumerable<string[]> Rows() => TestData.Table("globs.tsv");

    [TestCaseSource(nameof(Rows))]
    public void A_pattern_fits_or_not(string pattern, string id, string fits)
        => Assert.That(new Glob(pattern).Matches(id), Is.EqualTo(fits == "yes"));
}
