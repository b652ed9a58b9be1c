using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;
using InteropFuzz.Harness.Checking.Suppressing;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Checking;

public class ReviewTests
{
    private static readonly DateOnly s_today = new(2026, 11, 21);

    [Test]
    public void A_finding_is_new_then_known_then_fixed()
    {
        var first = Review(CheckSamples.Run(CheckSamples.UseAfterFree), null);
        Assert.That(first.HasNew && !first.HasBaseline);

        // Through the file, as between two runs.
        var baseline = BaselineFile.Parse(BaselineFile.ToJson(first.Updated), "b.json");
        var second = Review(CheckSamples.Run(CheckSamples.UseAfterFree), baseline);
        Assert.Multiple(() =>
        {
            Assert.That(second.HasNew, Is.False);
            Assert.That(second.Findings.Single().Standing, Is.EqualTo(Standing.Known));
            Assert.That(second.Findings.Single().Likeness, Is.EqualTo(1));
            Assert.That(BaselineFile.ToJson(second.Updated), Is.EqualTo(BaselineFile.ToJson(baseline)), "nothing changed, and so the file does not");
        });

        var third = Review(CheckSamples.Run(), baseline);
        Assert.Multiple(() =>
        {
            Assert.That(third.Fixed.Single().Signature, Is.EqualTo(CheckSamples.UseAfterFree.Signature));
            Assert.That(third.Updated.Findings, Is.Empty);
        });
    }

    [Test]
    public void What_did_not_run_is_not_fixed_and_stays_in_the_baseline()
    {
        var baseline = Review(CheckSamples.Run(CheckSamples.UseAfterFree), null).Updated;
        var clean = CheckSamples.Run();
        CheckRun[] runs =
        [
            clean with { Cells = [clean.Cells[0]] },
            clean with { Cells = [clean.Cells[0], clean.Cells[1] with { State = CellState.BuildFailed, Tests = [] }] },
            clean with { Cells = [clean.Cells[0], clean.Cells[1] with { Tests = [.. clean.Cells[1].Tests.Select(t => t.Test == "TestClose" ? t with { Outcome = TestOutcome.Skipped } : t)] }] },
            clean with { Info = clean.Info with { Request = clean.Info.Request with { GoFlags = ["-run", "TestOpen"] } }, Cells = [.. clean.Cells.Select(c => c with { Tests = [c.Tests[0]] })] },
        ];
        foreach (var run in runs)
        {
            var review = Review(run, baseline);
            Assert.Multiple(() =>
            {
                Assert.That(review.Missing.Single().Coverage, Is.EqualTo(Coverage.NotRun));
                Assert.That(review.Updated.Findings, Is.EqualTo(baseline.Findings));
            });
        }
    }

    [Test]
    public void A_test_that_is_gone_proves_nothing_and_leaves_the_baseline()
    {
        var baseline = Review(CheckSamples.Run(CheckSamples.UseAfterFree), null).Updated;
        var clean = CheckSamples.Run();
        var review = Review(clean with { Cells = [.. clean.Cells.Select(c => c with { Tests = [c.Tests[0]] })] }, baseline);
        Assert.That(review.Fixed, Is.Empty);
        Assert.That(review.Missing.Single().Coverage, Is.EqualTo(Coverage.Gone));
        Assert.That(review.Updated.Findings, Is.Empty);
    }

    [Test]
    public void Another_patch_of_a_release_is_the_same_column()
    {
        var baseline = Review(CheckSamples.Run(CheckSamples.UseAfterFree), null).Updated;
        var clean = CheckSamples.Run();
        Assert.That(Review(clean with { Cells = [.. clean.Cells.Select(c => c with { Cell = c.Cell with { Go = "1.27.5" } })] }, baseline).Fixed.Count(), Is.EqualTo(1));
    }

    [Test]
    public void Any_signature_of_a_finding_makes_it_known()
    {
        var baseline = Review(CheckSamples.Run(CheckSamples.UseAfterFree), null).Updated;
        // Without asan the bare signal is the clearest report.
        var bare = CheckSamples.Finding("111111111111", "signal/in-c/SIGSEGV", ["signal/in-c/SIGSEGV", "elsewhere"], [new(CheckSamples.Plain, "TestClose", "signal/in-c/SIGSEGV", 1, 1)]);
        Assert.That(Review(CheckSamples.Run(bare), baseline).HasNew, Is.False);
    }

    [Test]
    public void What_is_probably_the_same_is_known_and_says_so_but_only_once_for_each_entry()
    {
        var baseline = Review(CheckSamples.Run(CheckSamples.UseAfterFree), null).Updated;
        string[] parts = [.. CheckSamples.UseAfterFree.Best!.Parts.Where(p => p != "copy_out")];
        var moved = CheckSamples.Finding("222222222222", "asan/heap-use-after-free", parts, CheckSamples.UseAfterFree.Seen);
        var known = Review(CheckSamples.Run(moved), baseline);
        Assert.Multiple(() =>
        {
            Assert.That(known.Findings.Single().Standing, Is.EqualTo(Standing.Known));
            Assert.That(known.Findings.Single().Likeness, Is.InRange(0.55, 0.99));
            Assert.That(known.Updated.Findings.Single().Also, Does.Contain("222222222222"));
        });
        // Where the known one is there itself, the other is another fault.
        var both = Review(CheckSamples.Run(moved, CheckSamples.UseAfterFree), baseline);
        Assert.That(both.New.Single().Finding, Is.SameAs(moved));
    }

    [Test]
    public void Suppressed_findings_fail_nothing_until_the_day_after_the_last()
    {
        var run = CheckSamples.Run(CheckSamples.UseAfterFree);
        var suppressions = SuppressionFile.Parse("suppressions:\n- function: copy_*\n  reason: known to upstream\n  expires: 2026-11-21\n", "s.yaml");
        var today = CheckReview.Of(run, null, suppressions, s_today);
        var tomorrow = CheckReview.Of(run, null, suppressions, s_today.AddDays(1));
        Assert.Multiple(() =>
        {
            Assert.That(today.Findings.Single().Standing, Is.EqualTo(Standing.Suppressed));
            Assert.That(today.Updated.Findings, Is.Empty, "what is suppressed needs no baseline");
            Assert.That(tomorrow.HasNew);
            Assert.That(tomorrow.Expired.Single().Place, Is.EqualTo("s.yaml:2"));
            Assert.That(tomorrow.Unused, Is.Empty, "an expired one is told of once");
        });
    }

    [TestCase("signature: 111111111111", true)]
    [TestCase("symptom: asan/*", true)]
    [TestCase("symptom: lsan/*", false)]
    [TestCase("function: copy", false)]
    [TestCase("function: box_close", true)]
    [TestCase("file: lib/*", true)]
    [TestCase("function: copy_out\n  file: box_test.go", false)]
    [TestCase("test: TestC*", true)]
    [TestCase("test: TestOpen", false)]
    [TestCase("package: example.org/...", true)]
    [TestCase("package: example.org/bo", false)]
    [TestCase("package: example.org/box\n  symptom: asan/heap-use-after-free\n  test: TestClose", true)]
    [TestCase("package: example.org/other\n  symptom: asan/heap-use-after-free", false)]
    public void A_suppression_matches_what_fits_all_that_it_names(string conditions, bool matches)
    {
        var suppressions = SuppressionFile.Parse($"suppressions:\n- {conditions}\n  reason: r\n  expires: 2027-01-01\n", "s.yaml");
        var review = CheckReview.Of(CheckSamples.Run(CheckSamples.UseAfterFree), null, suppressions, s_today);
        Assert.That(review.HasNew, Is.EqualTo(!matches));
    }

    [Test]
    public void A_suppression_of_one_test_does_not_hide_the_fault_in_another()
    {
        var wider = CheckSamples.UseAfterFree with { Seen = [.. CheckSamples.UseAfterFree.Seen, new(CheckSamples.Asan, "TestRead", "asan/heap-use-after-free", 1, 1)] };
        var suppressions = SuppressionFile.Parse("suppressions: [{test: TestClose, reason: r, expires: 2027-01-01}]", "s.yaml");
        Assert.That(CheckReview.Of(CheckSamples.Run(wider), null, suppressions, s_today).HasNew);
    }

    [TestCase("symptom: lsan/*", true)]
    [TestCase("package: example.org/other", false)]
    [TestCase("test: TestElsewhere", false)]
    public void An_unused_suppression_is_told_of_where_it_could_have_been_used(string condition, bool told)
    {
        var suppressions = SuppressionFile.Parse($"suppressions:\n- {condition}\n  reason: r\n  expires: 2027-01-01\n", "s.yaml");
        Assert.That(CheckReview.Of(CheckSamples.Run(), null, suppressions, s_today).Unused.Any(), Is.EqualTo(told));
        Assert.That(CheckReview.Of(CheckSamples.Run() with { IsWhole = false }, null, suppressions, s_today).Unused, Is.Empty);
    }

    [TestCase("- reason: r\n  expires: 2027-01-01", "s.yaml:2: this would suppress everything")]
    [TestCase("- test: T\n  expires: 2027-01-01", "s.yaml:2: a suppression needs a reason")]
    [TestCase("- test: T\n  reason: r", "s.yaml:2: a suppression needs a last day")]
    [TestCase("- test: T\n  reason: r\n  expires: tomorrow", "s.yaml:4: a day is expected here")]
    [TestCase("- test: T\n  reason: r\n  expire: 2027-01-01", "s.yaml:4: unknown key 'expire'; did you mean 'expires'?")]
    [TestCase("- symptom: asan/heap-use-after-fre\n  reason: r\n  expires: 2027-01-01", "s.yaml:2: there is no symptom 'asan/heap-use-after-fre'; did you mean 'asan/heap-use-after-free'?")]
    [TestCase("- signature: 12\n  reason: r\n  expires: 2027-01-01", "s.yaml:2: '12' is not a signature")]
    [TestCase("- TestX", "s.yaml:2: keys and values are expected here")]
    [TestCase("  - : [", "this is not YAML")]
    public void A_wrong_suppression_is_told_with_its_line(string text, string error)
    {
        var e = Assert.Throws<FileErrorsException>(() => SuppressionFile.Parse("suppressions:\n" + text, "s.yaml"))!;
        Assert.That(e.Errors, Has.Some.Contains(error));
    }

    private static CheckReview Review(CheckRun run, Baseline? baseline) => CheckReview.Of(run, baseline, [], s_today);
}
