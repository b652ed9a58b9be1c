using InteropFuzz.Harness.Checking.Model;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>check</c> on real packages with planted faults: it finds them all, and nothing in the packages as they are.</summary>
public sealed class CheckPlantedTests
{
    [Test]
    public async Task Five_faults_in_a_few_tests_of_a_real_package_are_found()
    {
        using var package = new PlantedPackage("zstd");
        await package.PlantAsync(package.Faults);
        var (answer, run) = await package.CheckAsync("--instrument", "checkptr,race,asan", "--", "-run", package.ShortTests);
        AssertFound(package.Faults, answer, run);
    }

    [Test]
    public async Task The_same_tests_of_the_package_as_it_is_have_no_findings()
    {
        using var package = new PlantedPackage("zstd");
        var (answer, run) = await package.CheckAsync("--instrument", "checkptr,race,asan", "--", "-run", package.ShortTests);
        AssertSound(answer, run);
    }

    [TestCase("zstd")]
    [TestCase("lmdb")]
    [Category("Slow")]
    public async Task Five_faults_are_found_by_the_whole_suite(string name)
    {
        using var package = new PlantedPackage(name);
        await package.PlantAsync(package.Faults);
        var (answer, run) = await package.CheckAsync();
        AssertFound(package.Faults, answer, run);
    }

    [TestCase("zstd")]
    [TestCase("lmdb")]
    [Category("Slow")]
    public async Task The_whole_suite_of_the_package_as_it_is_has_no_findings(string name)
    {
        using var package = new PlantedPackage(name);
        var (answer, run) = await package.CheckAsync();
        AssertSound(answer, run);
    }

    private static void AssertFound(IReadOnlyList<PlantedFault> faults, Answer answer, CheckRun? run)
    {
        Assert.That(answer.Code, Is.EqualTo(1), answer.All);
        var missed = faults.Where(p => !run!.Findings.Any(p.IsShownBy)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(faults, Has.Count.EqualTo(5));
            Assert.That(faults.Select(p => p.Class), Is.Unique);
            Assert.That(missed, Is.Empty, answer.All);
        });
    }

    private static void AssertSound(Answer answer, CheckRun? run)
    {
        Assert.That(answer.Code, Is.Zero, answer.All);
        Assert.Multiple(() =>
        {
            // What the package itself does wrong is suppressed with a reason (data/check-planted).
            Assert.That(answer.Out, Does.Contain("Nothing new"), answer.All);
            Assert.That(run!.Cells.Where(c => c.State != CellState.Ran).Select(c => $"{c.Cell}: {c.Reason}"), Is.Empty);
            Assert.That(run!.Tests.Where(t => t.Test.Outcome == TestOutcome.Passed), Is.Not.Empty, "tests ran");
        });
    }
}
