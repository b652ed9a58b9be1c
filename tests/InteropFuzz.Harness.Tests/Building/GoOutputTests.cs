using InteropFuzz.Harness.Building;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Building;

/// <summary>data/go-output holds what go commands really printed.</summary>
public sealed class GoOutputTests
{
    [TestCase("build-1.24.txt", "late-release/a,late-release/b")]
    [TestCase("vet-json-1.24.txt", "hidden-reference/registry")]
    [TestCase("vet-json-1.27.txt", "hidden-reference/registry")]
    public void Output_is_split_by_case(string file, string cases)
    {
        var parts = GoOutput.ByCase(File.ReadAllText(Path.Combine(TestData.Folder, "go-output", file)));
        var telling = parts.Where(p => p.Value.Split('\n').Any(l => l.Length > 0 && l[0] != '#')).Select(p => p.Key).Order(StringComparer.Ordinal);
        Assert.That(telling, Is.EqualTo(cases.Split(',')));
    }
}
