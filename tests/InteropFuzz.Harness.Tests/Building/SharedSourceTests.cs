using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Planning;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Building;

public sealed class SharedSourceTests
{
    private static readonly CaseSet s_set = CaseSet.Load(Path.Combine(TestData.Root, "cases"));

    [Test]
    public void Every_line_of_a_shared_case_stays_where_it_is()
    {
        foreach (var c in s_set.Cases.Where(c => c.Runtime == ManagedRuntime.Go && SharedSource.WhyApart(c) is null))
        {
            var before = c.Main.Text.Split('\n');
            var after = SharedSource.AsPackage(c).Split('\n');
            Assert.That(after, Has.Length.EqualTo(before.Length), c.Id);
            var changed = before.Zip(after).Where(p => p.First != p.Second).ToList();
            Assert.That(changed, Has.Count.EqualTo(2), c.Id);
            Assert.That(changed.Select(p => p.Second), Is.EqualTo(new[] { "package shared", "func Main() {" }), c.Id);
        }
    }

    [Test]
    public void A_case_that_exports_to_C_builds_apart()
    {
        foreach (var c in s_set.Cases.Where(c => c.Main.Text.Contains("\n//export ", StringComparison.Ordinal)))
            Assert.That(SharedSource.WhyApart(c), Is.Not.Null, c.Id);
    }

    [Test]
    public void Most_cases_share_a_binary()
        => Assert.That(s_set.Cases.Count(c => SharedSource.WhyApart(c) is null), Is.GreaterThan(s_set.Cases.Count / 2));
}
