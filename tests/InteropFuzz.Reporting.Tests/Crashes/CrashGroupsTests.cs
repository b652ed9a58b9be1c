using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Reporting.Tests.Crashes;

/// <summary>Which crashes are put together.</summary>
public sealed class CrashGroupsTests
{
    /// <summary>Letters in common, by place: simple enough to foresee.</summary>
    private static double Alike(Signature a, Signature b) => a.Parts.Skip(1).Zip(b.Parts.Skip(1)).Count(p => p.First == p.Second) / 4.0;

    private static IReadOnlyList<CrashGroup> Groups(params Crash[] crashes)
        => CrashGroups.Of([.. crashes.Select((c, i) => new Sighting($"{i}.txt", 1, c))], Alike);

    [Test]
    public void The_same_signature_is_one_group_and_the_largest_comes_first()
    {
        var groups = Groups(Samples.Of("1", "a", "b", "c", "d"), Samples.Of("2", "w", "x", "y", "z"), Samples.Of("2", "w", "x", "y", "z") with { Times = 4 });
        Assert.Multiple(() =>
        {
            Assert.That(groups.Select(g => (g.Id, g.Count)), Is.EqualTo(new[] { ("2", 5), ("1", 1) }));
            Assert.That(groups[0].Files, Is.EqualTo(new[] { "1.txt", "2.txt" }));
        });
    }

    [Test]
    public void A_like_signature_joins_the_group_with_its_likeness_said()
    {
        var group = Groups(Samples.Of("2", "a", "b", "c", "x"), Samples.Of("1", "a", "b", "c", "d"), Samples.Of("1", "a", "b", "c", "d")).Single();
        Assert.That(group.Variants.Select(v => (v.Signature.Id, v.Similarity)), Is.EqualTo(new[] { ("1", 1.0), ("2", 0.75) }));
    }

    [Test]
    public void Links_of_a_chain_do_not_fall_into_one_group()
    {
        // Each is like the next, the first and the last have half in common.
        var groups = Groups(Samples.Of("1", "a", "b", "c", "d"), Samples.Of("2", "a", "b", "c", "x"), Samples.Of("3", "a", "b", "y", "x"));
        Assert.That(groups.Select(g => string.Join('+', g.Variants.Select(v => v.Signature.Id))), Is.EqualTo(new[] { "1+2", "3" }));
    }

    [Test]
    public void Crashes_without_functions_are_together_only_when_they_are_the_same()
        => Assert.That(Groups(Samples.Bare, Samples.Bare, Samples.Full with { Signature = new() { Id = "", Parts = ["asan/heap-use-after-free"] } }), Has.Count.EqualTo(2));

    [Test]
    public void That_both_go_through_main_does_not_make_two_crashes_alike()
        => Assert.That(
            CrashGroups.Of([new("a", 1, Samples.Of("1", "main.main.func1", "main.main")), new("b", 1, Samples.Of("2", "main.main.func2", "main.main"))], (_, _) => 1),
            Has.Count.EqualTo(2));

    [Test]
    public void Ten_thousand_signatures_with_a_function_in_common_are_not_compared_with_each_other()
    {
        const int Many = 10_000;
        var compared = 0;
        var groups = CrashGroups.Of(
            [.. Enumerable.Range(0, Many).Select(i => new Sighting($"{i}", 1, Samples.Of($"{i}", $"f{i}", $"g{i % 100}", "serve", "main.main")))],
            (a, b) =>
            {
                compared++;
                return 0;
            });
        Assert.Multiple(() =>
        {
            Assert.That(groups, Has.Count.EqualTo(Many));
            Assert.That(compared, Is.LessThanOrEqualTo(200 * Many));
        });
    }
}
