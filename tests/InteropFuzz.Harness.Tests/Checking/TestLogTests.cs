using InteropFuzz.Harness.Checking.Tests;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Checking;

/// <summary>What testing prints, and the flags that it takes.</summary>
public sealed class TestLogTests
{
    private static IEnumerable<string[]> Rows(string table) => TestData.Table($"checking/{table}.tsv");

    private static IEnumerable<TestCaseData> Logs() => Rows("logs").Select(r => new TestCaseData(r[0], r[1] == "yes", r[2], r[3]));

    [TestCaseSource(nameof(Logs))]
    public void Results_are_read(string file, bool complete, string results, string last)
    {
        var log = TestLog.Read(File.ReadAllText(Path.Combine(TestData.Folder, "checking", "logs", file)));
        Assert.Multiple(() =>
        {
            Assert.That(log.IsComplete, Is.EqualTo(complete));
            Assert.That(string.Join(' ', log.Tests.Select(t => $"{t.Test}={t.Result ?? "?"}")), Is.EqualTo(results));
            Assert.That(log.Last?.Test, Is.EqualTo(last));
        });
    }

    [Test]
    public void What_a_test_prints_stands_with_it_and_what_follows_the_tests_with_none()
    {
        var whole = TestLog.Read(File.ReadAllText(Path.Combine(TestData.Folder, "checking", "logs", "whole.txt")));
        var parallel = TestLog.Read(File.ReadAllText(Path.Combine(TestData.Folder, "checking", "logs", "parallel.txt")));
        Assert.Multiple(() =>
        {
            Assert.That(whole.Find("TestA")!.Text, Is.EqualTo("    a_test.go:5: hello\n"));
            Assert.That(whole.Find("TestA")!.Seconds, Is.EqualTo(0.1));
            Assert.That(whole.Find("TestB/sub_one")!.Text, Does.Contain("printed by C"));
            Assert.That(parallel.Find("TestB")!.Text, Is.EqualTo("no line feed\n"));
            Assert.That(parallel.Outside.Text, Does.Contain("LeakSanitizer"));
        });
    }

    private static IEnumerable<TestCaseData> Flags() => Rows("flags").Select(r => new TestCaseData(r[0], Words(r[1]), Words(r[2]), string.Join(' ', Words(r[3]))));

    [TestCaseSource(nameof(Flags))]
    public void Flags_are_parted(string words, string[] build, string[] binary, string run)
    {
        var flags = GoTestFlags.Parse(words.Split(' '));
        Assert.Multiple(() =>
        {
            Assert.That(flags.Build, Is.EqualTo(build));
            Assert.That(flags.Binary, Is.EqualTo(binary));
            Assert.That(flags.Run, Is.EqualTo(run));
        });
    }

    private static IEnumerable<TestCaseData> Refused() => Rows("flags-refused").Select(r => new TestCaseData(r[0], r[1]));

    [TestCaseSource(nameof(Refused))]
    public void What_is_not_for_a_check_names_what_is(string words, string message)
        => Assert.That(() => GoTestFlags.Parse(words.Split(' ')), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [Test]
    public void Arguments_behind_args_reach_the_binary_as_they_are()
        => Assert.That(GoTestFlags.Parse(["-short", "-args", "-run", "x"]).Arguments, Is.EqualTo(new[] { "-run", "x" }));

    [Test]
    public void Patterns_mean_exactly_one_test()
        => Assert.Multiple(() =>
        {
            Assert.That(TestPatterns.Only(["TestA", "TestÄ"], "TestX/sub"), Is.EqualTo("^(TestA|TestÄ)$/sub"));
            Assert.That(TestPatterns.Skip(["TestA", "TestB/a+b"], "Slow"), Is.EqualTo(@"Slow|^TestA$|^TestB$/^a\+b$"));
            Assert.That(TestPatterns.Top("Test[/]X/sub"), Is.EqualTo("Test[/]X"));
            Assert.That(TestPatterns.Top(""), Is.EqualTo("."));
        });

    private static string[] Words(string cell) => cell == "-" ? [] : cell.Split(' ');
}
