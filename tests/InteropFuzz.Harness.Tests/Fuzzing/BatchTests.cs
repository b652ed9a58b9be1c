using System.Text;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Tests.Runners;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing;

/// <summary>The engine without coverage, over targets in Go, for real.</summary>
public sealed class BatchTests
{
    private readonly string _corpus = TestData.TemporaryFolder();

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_corpus, recursive: true);

    [TestCase(Arch.Amd64), TestCase(Arch.Arm64)]
    public async Task An_input_of_the_corpus_that_ends_the_process_is_the_artifact_and_the_others_are_performed_once(Arch arch)
    {
        if (Platform.Of(arch, FuzzingRoom.Tools).WhyNotHere(FuzzingRoom.Tools) is { } why) Assert.Ignore($"not measured on {arch.Name()}: {why}");
        await ThreePassAndOneEndsAsync(new Batch(new(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher)), arch);
    }

    [Test]
    public async Task A_machine_over_ssh_performs_inputs_as_this_one_does()
    {
        if (LoopbackSshd.WhyNot is { } why) Assert.Ignore(why);
        var folder = TestData.TemporaryFolder();
        try
        {
            using var sshd = LoopbackSshd.Start(folder);
            var (fleet, problems) = await Fleet.ConnectAsync([sshd.Runner(Path.Combine(folder, "far side"))], FuzzingRoom.Tools, sandbox: true, default);
            await using var connected = fleet;
            Assert.That(problems, Is.Empty);
            var room = new EngineRoom(FuzzingRoom.Cache, FuzzingRoom.Tools with { Far = fleet.Tools }, FuzzingRoom.Launcher) { Fleet = fleet };
            await ThreePassAndOneEndsAsync(new Batch(room), PlanWords.HostArch);
            Assert.That(Directory.GetDirectories(Path.Combine(folder, "far side", "cache")), Has.Length.GreaterThan(1), "launcher and program were copied");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task ThreePassAndOneEndsAsync(Batch batch, Arch arch)
    {
        var engine = batch.For(arch);
        var source = FuzzingRoom.Faults();
        try
        {
            string[] inputs = ["nothing", "nothing of note", "C abort", "nothing at all"];
            foreach (var (n, input) in inputs.Index()) File.WriteAllText(Path.Combine(_corpus, $"{n}"), input);
            var unit = await engine.BuildAsync(source, FuzzingRoom.Go, "plain", default);
            var (artifacts, executions) = (new List<Artifact>(), 0L);
            while (executions < inputs.Length)
            {
                var round = await engine.RunAsync(unit, new() { Corpus = _corpus, Executions = inputs.Length - executions, Seed = 1 }, new Progress<FuzzProgress>(), default);
                executions += round.Progress.Executions;
                if (round.Artifact is { } artifact) artifacts.Add(artifact);
            }
            Assert.Multiple(() =>
            {
                Assert.That(executions, Is.EqualTo(inputs.Length));
                Assert.That(artifacts.Select(a => Encoding.UTF8.GetString(a.Input)), Is.EqualTo(new[] { "C abort" }));
                Assert.That(artifacts[0].Crash.Symptom.Name, Is.EqualTo("signal/in-c/SIGABRT").Or.EqualTo("signal/bare/SIGABRT"));
                Assert.That(unit.Arch, Is.EqualTo(arch));
            });
        }
        finally
        {
            Directory.Delete(source.Folder, recursive: true);
        }
    }

    [Test]
    public void Mutations_differ_and_keep_to_the_longest_input()
    {
        var random = new Random(7);
        var made = Enumerable.Range(0, 500).Select(_ => InputMutation.Of("an input"u8, "another one"u8, random, 12)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(made.Select(m => m.Length), Is.All.LessThanOrEqualTo(12));
            Assert.That(made.Select(Convert.ToHexString).Distinct().Count(), Is.GreaterThan(400));
            Assert.That(InputMutation.Of([], [], random, 12), Is.Not.Empty, "something comes from nothing");
        });
    }
}
