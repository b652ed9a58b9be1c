using InteropFuzz.Harness.Claims;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Claims;

/// <summary>The project's own experiments, run for real with the newest Go that is here.</summary>
public sealed class ExperimentTests
{
    [Test]
    public async Task They_hold_answer_every_claim_and_are_kept()
    {
        var cases = Path.Combine(TestData.Root, "cases");
        var experiments = Experiments.Load(cases);
        var toolchain = GoToolchains.Find(CacheFolder.Default())[^1];
        var folder = new RunFolder(TestData.TemporaryFolder());
        try
        {
            var run = new ExperimentRun(cases, folder, CacheFolder.Default(), new Launcher(TestData.Launcher, null));
            var output = await run.RunAsync(toolchain, experiments.Hash, CancellationToken.None);
            var findings = ExperimentFindings.Read(experiments, [output]);
            Assert.Multiple(() =>
            {
                Assert.That(ExperimentFindings.Failures(output), Is.Empty, output.Output);
                foreach (var id in experiments.All.SelectMany(e => e.Claims)) Assert.That(findings[id].Select(f => f.Outcome), Has.None.EqualTo(Outcome.NotMeasured), id);
                Assert.That(run.Kept(output.Go, experiments.Hash), Is.EqualTo(output));
                Assert.That(run.Kept(output.Go, "another state of the files"), Is.Null);
            });
        }
        finally
        {
            Directory.Delete(folder.Root, recursive: true);
        }
    }
}
