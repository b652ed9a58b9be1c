using InteropFuzz.Harness.Verdicts;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Verdicts;

public sealed class JudgeTests
{
    public static IEnumerable<string[]> Rows() => TestData.Table("verdicts.tsv");

    [TestCaseSource(nameof(Rows))]
    public void The_verdict_is_on_the_set_of_tries(string expected, string seen, string verdict)
        => Assert.That(Judge.Decide(Read(expected), Read(seen)).Name(), Is.EqualTo(verdict));

    private static Symptom[] Read(string names) => [.. names.Split(' ').Select(n =>
    {
        Assert.That(Symptom.TryParse(n, out var s), Is.True, n);
        return s;
    })];
}
