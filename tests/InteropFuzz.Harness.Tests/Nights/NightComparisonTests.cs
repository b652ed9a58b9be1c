using System.Text.Json;
using InteropFuzz.Harness.Nights;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Nights;

/// <summary>Nights recorded in data/nights, compared.</summary>
public sealed class NightComparisonTests
{
    private static Night Read(string name) => JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(TestData.Folder, "nights", name + ".json")), NightJson.Default.Night)!;

    private static readonly Night s_first = Read("first"), s_second = Read("second"), s_slow = Read("slow-machine");

    private static IEnumerable<string> Cells(IEnumerable<CellChange> changes) => changes.Select(c => (c.Now ?? c.Then!).Cell.Split(' ')[0]);

    [Test]
    public void The_first_night_has_nothing_to_compare_with_and_all_that_is_wrong_is_new()
    {
        var c = NightComparison.Of(s_first, []);
        Assert.Multiple(() =>
        {
            Assert.That(Cells(c.NewCells), Is.EqualTo(new[] { "late-release/wrong-for-long", "late-release/wrong-then" }));
            Assert.That(c.NewFindings.Select(f => f.Signature), Is.EqualTo(new[] { "aaaaaaaaaaaa", "bbbbbbbbbbbb" }));
            Assert.That((c.HasNews, c.Pace, c.GoneCells.Count), Is.EqualTo((true, (double?)null, 0)));
        });
    }

    [Test]
    public void What_changed_is_told_apart_from_what_did_not()
    {
        var c = NightComparison.Of(s_second, [s_first]);
        Assert.Multiple(() =>
        {
            Assert.That(Cells(c.NewCells), Is.EqualTo(new[] { "late-release/wrong-now", "late-release/flaky-now" }));
            Assert.That(Cells(c.KnownCells), Is.EqualTo(new[] { "late-release/wrong-for-long" }));
            Assert.That(Cells(c.GoneCells), Is.EqualTo(new[] { "late-release/wrong-then" }));
            Assert.That(Cells(c.FlakierCells), Is.EqualTo(new[] { "late-release/two-ways" }));
            Assert.That(Cells(c.SlowerCells), Is.EqualTo(new[] { "late-release/slower" }));
            Assert.That(c.NewFindings.Select(f => f.Signature), Is.EqualTo(new[] { "cccccccccccc" }));
            Assert.That(c.KnownFindings.Select(f => f.Signature), Is.EqualTo(new[] { "aaaaaaaaaaaa" }));
            Assert.That(c.GoneFindings.Select(f => f.Signature), Is.EqualTo(new[] { "bbbbbbbbbbbb" }));
            Assert.That(c.FlakierFindings.Select(f => f.Now.Signature), Is.EqualTo(new[] { "aaaaaaaaaaaa" }));
            Assert.That(c.SlowerLanes.Select(l => l.Now.Lane), Is.EqualTo(new[] { "parser go1.27/amd64/asan/libfuzzer" }));
        });
    }

    /// <summary>A fault that shows only now and then alarms the first time.</summary>
    [Test]
    public void What_an_earlier_night_showed_is_not_new_again()
    {
        var c = NightComparison.Of(s_second, [s_first, s_second]);
        Assert.Multiple(() =>
        {
            Assert.That(c.NewCells, Is.Empty);
            Assert.That(c.NewFindings, Is.Empty);
            Assert.That(c.HasNews, Is.False);
        });
    }

    [Test]
    public void A_machine_that_is_three_times_as_slow_is_no_finding()
    {
        var c = NightComparison.Of(s_slow, [s_first]);
        Assert.Multiple(() =>
        {
            Assert.That(c.Pace, Is.EqualTo(3).Within(0.2));
            Assert.That(c.SlowerCells, Is.Empty);
            Assert.That(c.SlowerLanes, Is.Empty);
        });
    }

    [Test]
    public void A_night_counts_once_it_is_kept_and_a_broken_one_is_told()
    {
        var history = new NightHistory(TestData.TemporaryFolder());
        try
        {
            var now = new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);
            var (a, b, c) = (history.Begin(now), history.Begin(now), history.Begin(now.AddDays(1)));
            history.Keep(s_first with { Name = a });
            File.WriteAllText(Path.Combine(history.Of(b), "night.json"), "{ torn");
            var told = new List<string>();
            Assert.That(history.Read(told.Add).Select(n => n.Name), Is.EqualTo(new[] { a }), "neither a broken night nor one that did not end");
            Assert.That(told, Has.One.Contains(b));
            history.Keep(s_second with { Name = c });
            Assert.That(history.Read(told.Add).Select(n => n.Name), Is.EqualTo(new[] { c, a }));
        }
        finally
        {
            Directory.Delete(history.Root, recursive: true);
        }
    }
}
