using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Claims;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Claims;

/// <summary>data/claims/bad: a file for each broken table: lines of <c>Error: LINE: words</c>, then <c>---</c>, then the table.</summary>
public sealed class ClaimTableTests
{
    private static readonly string s_cases = Path.Combine(TestData.Root, "cases");

    public static IEnumerable<TestCaseData> Bad()
        => Directory.GetFiles(Path.Combine(TestData.Folder, "claims", "bad"), "*.txt").Order(StringComparer.Ordinal)
            .Select(f => new TestCaseData(f).SetArgDisplayNames(Path.GetFileNameWithoutExtension(f)));

    [TestCaseSource(nameof(Bad))]
    public void A_broken_table_gives_just_the_errors_that_are_in_it(string file)
    {
        var parts = File.ReadAllText(file).Split("---\n", 2);
        var wanted = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l["Error: ".Length..]).ToList();

        var found = ClaimTable.Parse(parts[1]).Errors.Select(e => e.ToString()).ToList();

        Assert.That(found, Has.Count.EqualTo(wanted.Count), string.Join('\n', found));
        Assert.Multiple(() =>
        {
            foreach (var (error, want) in found.Zip(wanted)) Assert.That(error, Does.StartWith($"claims.yaml:{want}"));
        });
    }

    [Test]
    public void The_projects_own_table_has_each_of_the_122_claims_once()
    {
        var table = ClaimTable.Load(s_cases);
        Assert.Multiple(() =>
        {
            Assert.That(table.Errors, Is.Empty, string.Join('\n', table.Errors));
            Assert.That(table.Claims, Has.Count.EqualTo(122));
            Assert.That(table.Claims.Select(c => c.Id), Is.Unique);
            Assert.That(table.Claims.Count(c => c.Kind is ClaimKind.Observability), Is.EqualTo(26));
        });
    }

    [Test]
    public void The_projects_own_table_cases_and_experiments_fit_together()
    {
        var errors = ClaimChecks.Check(ClaimTable.Load(s_cases), CaseSet.Load(s_cases).Cases, Experiments.Load(s_cases));
        Assert.That(errors, Is.Empty, string.Join('\n', errors));
    }

    [Test]
    public void What_does_not_fit_together_is_said_with_file_and_line()
    {
        var sample = Path.Combine(TestData.Folder, "claims", "sample", "cases");
        var text = File.ReadAllText(Path.Combine(sample, ClaimTable.FileName))
            .Replace("id: X-holds", "id: X-renamed", StringComparison.Ordinal).Replace("id: O-nothing", "id: O-renamed", StringComparison.Ordinal)
            .Replace("case: runtime-fatal-state/tampered", "case: runtime-fatal-state/gone", StringComparison.Ordinal);

        var errors = ClaimChecks.Check(ClaimTable.Parse(text), CaseSet.Load(sample).Cases, Experiments.Load(sample)).Select(e => e.ToString()).ToList();

        Assert.That(errors, Is.EqualTo(new[]
        {
            "late-release/one/main.go:4: claims.yaml has no claim 'X-holds'",
            $"claims.yaml:{LineOf(text, "id: X-tampers")}: 'X-tampers' predicts nothing of runtime-fatal-state/tampered, which says that it answers it",
            "observability/sample_test.go:12: claims.yaml has no claim 'O-nothing'",
            $"claims.yaml:{LineOf(text, "part: it is silent")}: late-release/one does not say 'Claims: X-renamed'",
            $"claims.yaml:{LineOf(text, "part: it throws")}: there is no case runtime-fatal-state/gone",
            $"claims.yaml:{LineOf(text, "id: O-renamed")}: no experiment answers 'O-renamed': write a test in observability/ with '// Claims: O-renamed'",
        }));
    }

    private static int LineOf(string text, string part) => Array.FindIndex(text.Split('\n'), l => l.Contains(part, StringComparison.Ordinal)) + 1;
}
