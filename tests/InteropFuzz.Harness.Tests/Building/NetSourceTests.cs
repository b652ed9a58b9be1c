using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Planning;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Building;

public sealed class NetSourceTests
{
    private static readonly List<Case> s_cases = [.. CaseSet.Load(Path.Combine(TestData.Root, "cases")).Cases.Where(c => c.Runtime == ManagedRuntime.Net)];

    [Test]
    public void Every_line_of_a_shared_case_stays_where_it_is()
    {
        Assert.That(s_cases, Has.Count.AtLeast(40));
        foreach (var c in s_cases.Where(c => NetSource.WhyApart(c) is null))
        {
            var before = c.Main.Text.TrimEnd('\n').Split('\n');
            var after = NetSource.InNamespace(c).Split('\n');
            Assert.That(after[0], Does.EndWith(before[0]), c.Id);
            for (var i = 1; i < before.Length; i++)
                Assert.That(after[i], Is.EqualTo(before[i].StartsWith("#:", StringComparison.Ordinal) ? "//" + before[i][1..] : before[i]), $"{c.Id} line {i + 1}");
        }
    }

    [Test]
    public void The_entry_point_knows_every_case()
    {
        var entry = NetSource.EntryFor(s_cases);
        foreach (var c in s_cases) Assert.That(entry, Does.Contain($"\"{c.Id}\" =>"));
    }

    [Test]
    public void Every_faulty_case_marks_the_guilty_line()
    {
        foreach (var c in s_cases.Where(c => c.IsFaulty))
            Assert.That(c.Files.Sum(f => f.Text.Split("// GUILTY").Length - 1), Is.EqualTo(1), c.Id);
    }

    [Test]
    public void An_error_of_the_compiler_belongs_to_the_case_it_names()
    {
        var c = s_cases[0];
        var parts = NetOutput.ByCase($"cases/{c.Id}/Program.cs(12,5): error CS1002: ; expected\nerror CS8101: something else\n", s_cases);
        Assert.Multiple(() =>
        {
            Assert.That(parts[c.Id], Does.Contain("CS1002"));
            Assert.That(parts[""], Does.Contain("CS8101"));
        });
    }
}
