using System.Globalization;
using InteropFuzz.Harness.Diagnosing;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Diagnosing;

/// <summary>What is read off C code (data/diagnosing/keeps.go.txt; keeps.tsv says what must come out).</summary>
public sealed class CSourceTests
{
    private static readonly CSource s_source = CSource.Read(new([("m", "keeps.go", File.ReadAllText(Path.Combine(TestData.Folder, "diagnosing", "keeps.go.txt")))]));

    private static IEnumerable<TestCaseData> Functions() => TestData.Table("diagnosing/keeps.tsv").Select(row => new TestCaseData(row[0], row[1], row[2], row[3]).SetArgDisplayNames(row[0]));

    [TestCaseSource(nameof(Functions))]
    public void Functions_and_what_they_keep_are_found(string name, string begin, string returnsPointer, string keeps)
    {
        var function = s_source.Named(name);
        Assert.Multiple(() =>
        {
            Assert.That(function?.Begin.ToString(CultureInfo.InvariantCulture), Is.EqualTo(begin));
            Assert.That(function?.ReturnsPointer, Is.EqualTo(returnsPointer == "yes"));
            Assert.That(string.Join(' ', function?.Keeps.Select(k => $"{k.Name}:{k.Place.Line}:{(k.IsPointer ? "pointer" : "number")}") ?? []), Is.EqualTo(keeps == "-" ? "" : keeps));
        });
    }

    [Test]
    public void Nothing_else_is_taken_for_a_function()
        => Assert.That(s_source.Functions.Select(f => f.Name), Is.EquivalentTo(TestData.Table("diagnosing/keeps.tsv").Select(row => row[0])));
}
